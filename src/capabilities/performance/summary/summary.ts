import { statement } from '../../../platform/storage/database.ts';
import {
  forEachSource,
  performancesOf,
  performerFilterValues,
  sourceOf,
} from '../filter/performances.sql.ts';
import { filterParts, withoutSearch } from '../filter/performer-filter.ts';
import { SHAPE } from '../kept-shape.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import type { SpreadRequest } from '../leaderboard/spread.ts';
import { suggestMinViews } from '../leaderboard/suggested-views.ts';
import { wilsonInterval } from '../rate.ts';
import { LEAST_VIEWS } from '../team-results/enough.ts';
import { findPlatforms, type PlatformTotals } from '../totals/campaign-totals.ts';
import { requireCampaign } from '../totals/require-campaign.ts';

/** Of those who are named, at most this part are there by chance, on average. */
const FALSE_DISCOVERY_RATE = 0.05;

export interface SummaryRequest extends Pick<SpreadRequest, 'reader' | 'campaignId' | 'filter'> {
  /** Compares those alone who have at least so many views; null: as many as are fair in this campaign. */
  readonly minViews: bigint | null;
}

/** What stands out in a campaign. */
export interface CampaignSummary {
  /** How many influencers were compared with the rate of all. */
  readonly comparedCount: bigint;
  /** How many of them stand above it by more than chance brings about among so many. */
  readonly aboveCount: bigint;
  /** The platform with the best rate; null where there are no two, or the first two cannot be told apart. */
  readonly bestPlatform: PlatformTotals | null;
}

type Counts = Pick<CampaignSummary, 'comparedCount' | 'aboveCount'>;

/**
 * Who stands above the rate of all, of those with views. $1 organization, $2 campaign, $3 least views, from $4 on the filter.
 *
 * For each, how probable it is that somebody of the rate of all gets so many interactions out of so many views or more: at most
 * exp(-views x divergence) (Chernoff's bound). It is never too small, however few the views, where a normal approximation is. It stays a
 * logarithm, since PostgreSQL refuses an exp that is too small for a number.
 *
 * Among 1,000 who are all the same, 25 stand above by their 95 % interval. Benjamini and Hochberg (1995) correct that: of those named, at
 * most one in twenty is there by chance, on average, and where all are the same nobody is named in 19 of 20 campaigns. Holm's
 * correction, which guards against a single error, would name fewer the more are compared.
 */
const COUNT_ABOVE = forEachSource((source) =>
  statement(
    `campaign_summary_count_${source}`.toLowerCase(),
    `with ${performancesOf(source, 4)}, level as materialized (
       select sum(interactions)::double precision / nullif(sum(views), 0)::double precision as share from everybody
     ), compared as (
       select views::double precision as views, least(interactions, views)::double precision as interactions, level.share
         from performance cross join level
        where performance.views >= greatest($3::bigint, 1)
     ), tested as (
       select case
                when interactions <= views * share then 0
                else -interactions * ln(interactions / (views * share))
                     - case when interactions < views
                            then (views - interactions) * ln((views - interactions) / (views * (1 - share))) else 0 end
              end as log_probability
         from compared
     ), ordered as (
       select log_probability, row_number() over (order by log_probability) as number, count(*) over () as tests from tested
     )
     select count(*) as "comparedCount",
            coalesce(max(number) filter (
              where log_probability <= ln(number * ${FALSE_DISCOVERY_RATE}::double precision / tests)
            ), 0) as "aboveCount"
       from ordered`,
  ),
);

/**
 * What stands out in a campaign, in numbers that can be said in a sentence. Kept until an import touches the campaign.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function summarize(
  deps: LeaderboardDeps,
  { reader, campaignId, minViews: wanted, filter }: SummaryRequest,
): Promise<CampaignSummary> {
  const minViews = wanted ?? (await suggestMinViews(deps, reader, campaignId, filter));
  const { revision } = await requireCampaign(deps.revisions, reader, campaignId);
  const { database, organizationId } = reader;
  const counts = await deps.cache.remember(
    {
      organizationId,
      kind: 'summary',
      parts: [SHAPE, campaignId, revision, minViews, ...filterParts(filter)],
    },
    async () => {
      const values = [organizationId, campaignId, minViews, ...performerFilterValues(filter)];
      const [counted] = await database.query<Counts>(COUNT_ABOVE[sourceOf(filter)], values);
      return counted ?? { comparedCount: 0n, aboveCount: 0n };
    },
  );
  const platforms = await findPlatforms(deps, reader, campaignId, withoutSearch(filter));
  return { ...counts, bestPlatform: choosePlatform(platforms) };
}

/**
 * The platform with the best rate, where even the lower end of its interval is above the upper ends of all others. One of fewer views is left
 * aside: its interval would overlap all others.
 */
export function choosePlatform(platforms: readonly PlatformTotals[]): PlatformTotals | null {
  const measured = platforms
    .filter(({ platform, views }) => platform !== null && views >= LEAST_VIEWS)
    .flatMap((totals) => {
      const interval = wilsonInterval(Number(totals.interactions), Number(totals.views));
      return interval === null ? [] : [{ totals, ...interval }];
    })
    .sort((left, right) => right.low - left.low);
  const [first, ...others] = measured;
  if (first === undefined || others.length === 0) return null;
  return others.every(({ high }) => high < first.low) ? first.totals : null;
}
