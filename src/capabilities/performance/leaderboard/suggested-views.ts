import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import {
  type FilteredSource,
  filteredSourceOf,
  performancesOf,
  performerFilterValues,
} from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import { LEAST_VIEWS } from '../team-results/enough.ts';
import { requireCampaign } from '../totals/require-campaign.ts';
import type { LeaderboardDeps } from './leaderboard.ts';

/** Of what the influencer in the middle has: who has less played no part in the campaign to speak of. */
const PART_OF_MEDIAN = 100n;

/**
 * The views of the influencer in the middle, of all who have posts that count. $1 organization, $2 campaign, from $3 on the filter.
 */
const filteredMedianViews = (source: FilteredSource) =>
  statement(
    `campaign_median_views_find_${source}`.toLowerCase(),
    `with ${performancesOf(source, 3)}
     select views from everybody order by views desc offset (select count(*) / 2 from everybody) limit 1`,
  );

const FIND_FILTERED_MEDIAN_VIEWS = {
  SUMS: filteredMedianViews('SUMS'),
  POSTS: filteredMedianViews('POSTS'),
} as const;

/**
 * The views of the influencer in the middle. $1 organization, $2 campaign. Of a large campaign served by
 * campaign_performance_views_idx; of another, its performances are sorted.
 */
const FIND_MEDIAN_VIEWS = statement(
  'campaign_median_views_find',
  `select views from campaign_performance
    where organization_id = $1 and campaign_id = $2
    order by views desc
   offset (select influencers / 2 from campaign where organization_id = $1 and id = $2)
    limit 1`,
);

/**
 * From how many views on a leaderboard of rates is fair in this campaign. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function suggestMinViews(
  { cache, revisions }: LeaderboardDeps,
  reader: Reader,
  campaignId: string,
  filter?: PerformerFilter,
): Promise<bigint> {
  const { revision } = await requireCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return cache.remember(
    {
      organizationId,
      kind: 'leaderboard',
      parts: [SHAPE, 'suggested', campaignId, revision, ...filterParts(filter)],
    },
    async () => {
      const finding =
        filter === undefined ? FIND_MEDIAN_VIEWS : FIND_FILTERED_MEDIAN_VIEWS[filteredSourceOf(filter)];
      const values = [organizationId, campaignId, ...performerFilterValues(filter)];
      const [median] = await database.query<{ views: bigint }>(finding, values);
      return chooseMinViews(median?.views ?? 0n);
    },
  );
}

/**
 * The larger of 1,000 and a hundredth of the median influencer's views, rounded down to two digits; never above the median, so that at
 * least half of the influencers are shown.
 */
export function chooseMinViews(median: bigint): bigint {
  const part = median / PART_OF_MEDIAN;
  const least = part > LEAST_VIEWS ? part : BigInt(LEAST_VIEWS);
  return roundDown(least < median ? least : median);
}

/** 45,210 to 45,000. */
function roundDown(views: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, String(views).length - 2));
  return (views / unit) * unit;
}
