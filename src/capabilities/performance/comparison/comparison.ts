import { CallerError } from '../../../errors.ts';
import { type Statement, statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import {
  type FilteredSource,
  filteredSourceOf,
  performancesOf,
  performerFilterValues,
} from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import { PERFORMANCE_COLUMNS } from '../leaderboard/leaderboard.sql.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import type { Performance } from '../leaderboard/ranking.ts';
import { findTotals, type SumsScope, type Totals } from '../totals/campaign-totals.ts';
import { requireCampaign } from '../totals/require-campaign.ts';
import { type Change, changeOf, compareSums, MOST_COMPARISONS, type SumsChange } from './changes.ts';

/** One side of a comparison. */
export interface ComparedTotals {
  readonly campaignId: string;
  /** The first and the last day, as YYYY-MM-DD in UTC; null: no end. */
  readonly from: string | null;
  readonly to: string | null;
  readonly totals: Totals & SumsScope;
}

export interface CampaignComparison {
  readonly current: ComparedTotals;
  readonly base: ComparedTotals;
  readonly influencerCount: Change;
  readonly change: SumsChange;
}

const DAY_MS = 86_400_000;

/**
 * What a campaign's posts of some days achieved beside those of as many days before.
 * @throws CallerError NOT_FOUND, BAD_USER_INPUT where the filter has no first or no last day
 */
export async function compareWithPeriodBefore(
  deps: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter: PerformerFilter | undefined,
): Promise<CampaignComparison> {
  if (filter === undefined || filter.from === null || filter.to === null)
    throw new CallerError(
      'BAD_USER_INPUT',
      'Give the first and the last day of the period: filter.from and filter.to.',
      {
        argument: 'filter',
      },
    );
  const before = { ...filter, ...periodBefore(filter.from, filter.to) };
  return compare(
    await findSide(deps, reader, campaignId, filter),
    await findSide(deps, reader, campaignId, before),
  );
}

/** As many days as there are from one to the other, up to the day before the first. */
export function periodBefore(from: string, to: string): { readonly from: string; readonly to: string } {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const toDay = (time: number) => new Date(time).toISOString().slice(0, 10);
  const begin = first - (last - first) - DAY_MS;
  if (begin < Date.parse('0001-01-01'))
    throw new CallerError(
      'BAD_USER_INPUT',
      'The period before would begin before the year 1: take a shorter one.',
      {
        argument: 'filter',
      },
    );
  return { from: toDay(begin), to: toDay(first - DAY_MS) };
}

/**
 * What a campaign's posts that a filter leaves achieved beside those of another campaign.
 * @throws CallerError NOT_FOUND that names near ids, where one of the two is not there or may not be seen
 */
export async function compareWithCampaign(
  deps: LeaderboardDeps,
  reader: Reader,
  { campaignId, otherId, filter }: SumsScope & { readonly otherId: string },
): Promise<CampaignComparison> {
  return compare(
    await findSide(deps, reader, campaignId, filter),
    await findSide(deps, reader, otherId, filter),
  );
}

async function findSide(
  deps: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter: PerformerFilter | undefined,
): Promise<ComparedTotals> {
  const totals = await findTotals(deps, reader, campaignId, filter);
  return { campaignId, from: filter?.from ?? null, to: filter?.to ?? null, totals };
}

function compare(current: ComparedTotals, base: ComparedTotals): CampaignComparison {
  return {
    current,
    base,
    influencerCount: changeOf(current.totals.influencerCount, base.totals.influencerCount),
    change: compareSums(current.totals, base.totals),
  };
}

/** An influencer beside the first of those who are compared. */
export interface ComparedInfluencer {
  readonly influencerId: string;
  /** null where none of their posts counts. */
  readonly performance: Performance | null;
  /** null of the first, and where one of the two has no performance. */
  readonly change: SumsChange | null;
}

const LEAST_COMPARED = 2;
const MOST_COMPARED = MOST_COMPARISONS + 1;

/** $1 organization, $2 campaign, $3 influencers. Served by campaign_performance_pkey. */
const FIND_COMPARED = statement(
  'comparison_find_influencers',
  `select ${PERFORMANCE_COLUMNS} from campaign_performance as performance
    where performance.organization_id = $1 and performance.campaign_id = $2 and performance.influencer_id = any ($3::text[])`,
);

/** The same of what a filter leaves, from $4 on. */
const findFiltered = (source: FilteredSource) =>
  statement(
    `comparison_find_influencers_${source}`.toLowerCase(),
    `with ${performancesOf(source, 4)}
     select ${PERFORMANCE_COLUMNS} from performance where performance.influencer_id = any ($3::text[])`,
  );

const FIND_FILTERED: Readonly<Record<FilteredSource, Statement>> = {
  SUMS: findFiltered('SUMS'),
  POSTS: findFiltered('POSTS'),
};

/**
 * Two to five influencers of a campaign side by side, each beside the first, in the order in which they are given. Kept until an import
 * touches the campaign.
 * @throws CallerError NOT_FOUND, BAD_USER_INPUT for another number of them, or one twice
 */
export async function compareInfluencers(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  { campaignId, filter, influencerIds }: SumsScope & { readonly influencerIds: readonly string[] },
): Promise<readonly ComparedInfluencer[]> {
  const count = influencerIds.length;
  if (count < LEAST_COMPARED || count > MOST_COMPARED || new Set(influencerIds).size < count)
    throw new CallerError(
      'BAD_USER_INPUT',
      `influencerIds takes ${LEAST_COMPARED} to ${MOST_COMPARED} influencers, each once; these are ${count}.`,
      { argument: 'influencerIds' },
    );
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  const finding = filter === undefined ? FIND_COMPARED : FIND_FILTERED[filteredSourceOf(filter)];
  const found = await cache.remember(
    {
      organizationId,
      kind: 'spread',
      parts: [SHAPE, 'compared', campaignId, revision, JSON.stringify(influencerIds), ...filterParts(filter)],
    },
    () =>
      database.query<Performance>(finding, [
        organizationId,
        campaignId,
        [...influencerIds],
        ...performerFilterValues(filter),
      ]),
  );
  const byId = new Map(found.map((performance) => [performance.influencerId, { ...performance, filter }]));
  const base = byId.get(influencerIds[0] ?? '');
  return influencerIds.map((influencerId, index) => {
    const performance = byId.get(influencerId) ?? null;
    const isCompared = index > 0 && performance !== null && base !== undefined;
    return {
      influencerId,
      performance,
      change: isCompared ? compareSums(performance, base, count - 1) : null,
    };
  });
}
