import DataLoader from 'dataloader';
import { statement } from '../../../platform/storage/database.ts';
import { filterValues, type Reader } from '../../access/contract.ts';
import { performerFilterValues, sourceOf } from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { requireCampaign } from '../totals/require-campaign.ts';
import type { MediaRate, MoneySums, PlatformCounts } from './figures.ts';
import { FIND_COUNTED, FIND_COUNTED_OF_CAMPAIGN, FIND_MONEY, FIND_MONEY_OF_CAMPAIGN } from './money.sql.ts';

/** One influencer in one campaign, and which of their posts count. */
export interface MoneyOfPerformance {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly filter: PerformerFilter | undefined;
}

const NO_FILTER = [null, null, null, null];

/**
 * The money of a campaign's posts that a filter leaves, by platform and currency. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findCampaignMoney(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter: PerformerFilter | undefined,
): Promise<readonly MoneySums[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    { organizationId, kind: 'totals', parts: [SHAPE, 'money', campaignId, revision, ...filterParts(filter)] },
    () =>
      database.query<MoneySums>(FIND_MONEY_OF_CAMPAIGN, [
        organizationId,
        campaignId,
        ...(filter === undefined ? NO_FILTER : performerFilterValues(filter)),
      ]),
  );
}

/**
 * What of a campaign's posts that a filter leaves is counted on each platform. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findCampaignCounts(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter: PerformerFilter | undefined,
): Promise<readonly PlatformCounts[]> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    {
      organizationId,
      kind: 'totals',
      parts: [SHAPE, 'counts', campaignId, revision, ...filterParts(filter)],
    },
    () =>
      database.query<PlatformCounts>(FIND_COUNTED_OF_CAMPAIGN[sourceOf(filter)], [
        organizationId,
        campaignId,
        ...performerFilterValues(filter),
      ]),
  );
}

/** Served by media_rate_pkey. */
export const LIST_MEDIA_RATES = statement(
  'media_rate_list',
  `select platform, currency, per_view as "perView", per_like as "perLike", per_comment as "perComment", per_share as "perShare"
     from media_rate where organization_id = $1 order by platform`,
);

/** What one request has loaded of money: however many rows ask, one query answers them. */
export interface MoneyLoaders {
  readonly ofPerformances: DataLoader<MoneyOfPerformance, readonly MoneySums[], string>;
  readonly countsOfPerformances: DataLoader<MoneyOfPerformance, readonly PlatformCounts[], string>;
  readonly ofInfluencers: DataLoader<string, readonly MoneySums[]>;
  readonly countsOfInfluencers: DataLoader<string, readonly PlatformCounts[]>;
  /** The organization's rates. */
  rates(): Promise<readonly MediaRate[]>;
}

type Ordinal = { readonly ordinal: bigint };

/** Loaders for one request: they load what its reader may see. Of performances the caller knows that. */
export function createMoneyLoaders(reader: Reader): MoneyLoaders {
  const { database, organizationId, permissions } = reader;
  const ofPerformances = <Row extends object>(finding: (typeof FIND_MONEY)['performances']) =>
    new DataLoader<MoneyOfPerformance, readonly Row[], string>(
      async (asked) => {
        const found = new Map<MoneyOfPerformance, Row[]>(asked.map((key) => [key, []]));
        // The rows of one list have the same filter.
        for (const keys of groupByFilter(asked)) {
          const filter = keys[0]?.filter;
          const [platforms, from, to] = filter === undefined ? NO_FILTER : performerFilterValues(filter);
          const rows = await database.query<Row & Ordinal>(finding, [
            organizationId,
            keys.map(({ campaignId }) => campaignId),
            keys.map(({ influencerId }) => influencerId),
            platforms ?? null,
            from ?? null,
            to ?? null,
          ]);
          for (const row of rows) {
            const key = keys[Number(row.ordinal) - 1];
            if (key !== undefined) found.get(key)?.push(row);
          }
        }
        return asked.map((key) => found.get(key) ?? []);
      },
      { cacheKeyFn: keyOf },
    );
  const ofInfluencers = <Row extends object>(finding: (typeof FIND_MONEY)['influencers']) =>
    new DataLoader<string, readonly Row[]>(async (ids) => {
      const rows = await database.query<Row & Ordinal>(finding, [
        organizationId,
        [...ids],
        ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
      ]);
      const found: Row[][] = ids.map(() => []);
      for (const row of rows) found[Number(row.ordinal) - 1]?.push(row);
      return found;
    });
  let rates: Promise<readonly MediaRate[]> | undefined;
  return {
    ofPerformances: ofPerformances(FIND_MONEY.performances),
    countsOfPerformances: ofPerformances(FIND_COUNTED.performances),
    ofInfluencers: ofInfluencers(FIND_MONEY.influencers),
    countsOfInfluencers: ofInfluencers(FIND_COUNTED.influencers),
    rates() {
      rates ??= database.query<MediaRate>(LIST_MEDIA_RATES, [organizationId]);
      return rates;
    },
  };
}

function groupByFilter(asked: readonly MoneyOfPerformance[]): MoneyOfPerformance[][] {
  const groups = new Map<string, MoneyOfPerformance[]>();
  for (const key of asked) {
    const [name = ''] = filterParts(key.filter);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [key]);
    else group.push(key);
  }
  return [...groups.values()];
}

function keyOf({ campaignId, influencerId, filter }: MoneyOfPerformance): string {
  return JSON.stringify([campaignId, influencerId, ...filterParts(filter)]);
}
