import { createHash } from 'node:crypto';
import type { Cache } from '../../../platform/cache/cache.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { filterValues, type Reader } from '../../access/contract.ts';
import { SHAPE } from '../kept-shape.ts';
import { LEAST_IN_TIER, LEAST_VIEWS } from '../team-results/enough.ts';
import { FIND_ORGANIZATION_REVISION } from '../team-results/team-results.sql.ts';
import { FIND_ALL_TIER_RATES, LIST_VISIBLE_CAMPAIGNS, SUM_CREATORS } from './audience.sql.ts';
import { type FollowerBounds, type FollowerTier, tierOf } from './follower-tiers.ts';

/** Where a creator's rate stands among the others of the platform with about as many followers. */
export interface TierStanding extends FollowerBounds {
  /** How many others there are to compare with. */
  readonly comparedCount: number;
  /** Percent of them whose rate is lower; null where there are too few, or too little of the creator's own. */
  readonly percentile: number | null;
}

/** What is compared of a creator on a platform. */
export interface TierCandidate {
  readonly followers: bigint;
  readonly views: bigint;
  /** Percent of views. */
  readonly engagementRate: number | null;
}

/** The rates of those of a platform with enough views, lowest first. */
export type TierRates = Readonly<Partial<Record<FollowerTier, readonly number[]>>>;

export interface TierDeps {
  readonly cache: Cache;
  /** What the database is: the embedded one has one session for all. */
  readonly databaseKind: Database['kind'];
}

/** Campaigns are read so many posts at a time, or one by one where they have more: one visitor does not hold the embedded database for long. */
const POSTS_AT_ONCE = 8_000;

interface CampaignSize {
  readonly id: string;
  readonly postCount: bigint;
}

/** What a creator achieved on a platform; followers and the post that says them are null where none does. */
interface CreatorSums {
  readonly influencerId: string;
  readonly views: number;
  readonly interactions: number;
  readonly postedAt: bigint | null;
  readonly importId: bigint | null;
  readonly line: bigint | null;
  readonly followers: bigint | null;
}

/**
 * The rates on a platform by tiers of followers, over the campaigns that the reader may see. All their posts are read, since followers stand
 * nowhere else; the rates are kept until an import is published or the reader may see other campaigns.
 */
export async function findTierRates(
  { cache, databaseKind }: TierDeps,
  { database, organizationId, permissions }: Reader,
  platform: string,
): Promise<TierRates> {
  const visible = permissions.filter('READ', 'CAMPAIGN');
  const campaigns = await database.query<CampaignSize>(LIST_VISIBLE_CAMPAIGNS, [
    organizationId,
    ...filterValues(visible),
  ]);
  const [organization] = await database.query<{ revision: bigint | null }>(FIND_ORGANIZATION_REVISION, [
    organizationId,
  ]);
  const seen = createHash('sha256').update(JSON.stringify(campaigns.map(({ id }) => id)));
  return cache.remember(
    {
      organizationId,
      kind: 'follower-tiers',
      parts: [SHAPE, platform, organization?.revision ?? null, seen.digest('base64url')],
    },
    async () => {
      if (visible.everything && databaseKind === 'postgresql') {
        const tiers = await database.query<{ tier: FollowerTier; rates: readonly number[] }>(
          FIND_ALL_TIER_RATES,
          [organizationId, platform],
        );
        return Object.fromEntries(tiers.map(({ tier, rates }) => [tier, rates]));
      }
      const creators = new Map<string, CreatorSums>();
      for (const portion of portionsOf(campaigns)) {
        const ids = portion.map(({ id }) => id);
        for (const row of await database.query<CreatorSums>(SUM_CREATORS, [organizationId, platform, ids])) {
          const known = creators.get(row.influencerId);
          creators.set(row.influencerId, known === undefined ? row : add(known, row));
        }
      }
      return groupRates(creators.values());
    },
  );
}

/** Where a creator stands in the tier of their followers; the rates hold the creator's own. */
export function standInTier(
  { followers, views, engagementRate }: TierCandidate,
  rates: TierRates,
): TierStanding {
  const bounds = tierOf(followers);
  const all = rates[bounds.tier] ?? [];
  const isCompared = engagementRate !== null && views >= LEAST_VIEWS;
  const comparedCount = Math.max(0, all.length - (isCompared ? 1 : 0));
  return {
    ...bounds,
    comparedCount,
    percentile:
      isCompared && comparedCount >= LEAST_IN_TIER
        ? (countBelow(all, engagementRate) / comparedCount) * 100
        : null,
  };
}

function portionsOf(campaigns: readonly CampaignSize[]): CampaignSize[][] {
  const portions: CampaignSize[][] = [];
  let room = 0;
  for (const campaign of campaigns) {
    room -= Number(campaign.postCount);
    const last = portions.at(-1);
    if (last !== undefined && room >= 0) last.push(campaign);
    else {
      portions.push([campaign]);
      room = POSTS_AT_ONCE - Number(campaign.postCount);
    }
  }
  return portions;
}

function add(known: CreatorSums, more: CreatorSums): CreatorSums {
  return {
    ...(isNewer(more, known) ? more : known),
    views: known.views + more.views,
    interactions: known.interactions + more.interactions,
  };
}

/** Whether the followers of the first are of a newer post: by its date, its import, its line. */
function isNewer(one: CreatorSums, other: CreatorSums): boolean {
  if (one.followers === null || other.followers === null) return one.followers !== null;
  for (const key of ['postedAt', 'importId', 'line'] as const) {
    const [left, right] = [one[key] ?? 0n, other[key] ?? 0n];
    if (left !== right) return left > right;
  }
  return false;
}

function groupRates(creators: Iterable<CreatorSums>): TierRates {
  const rates: Partial<Record<FollowerTier, number[]>> = {};
  for (const { followers, views, interactions } of creators) {
    if (followers === null || views < LEAST_VIEWS) continue;
    const { tier } = tierOf(followers);
    rates[tier] ??= [];
    rates[tier].push((interactions / views) * 100);
  }
  for (const some of Object.values(rates)) some.sort((left, right) => left - right);
  return rates;
}

/** How many of these, lowest first, are lower. */
function countBelow(rates: readonly number[], rate: number): number {
  let [from, to] = [0, rates.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rates[middle] ?? 0) < rate) from = middle + 1;
    else to = middle;
  }
  return from;
}
