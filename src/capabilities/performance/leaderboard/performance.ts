import { CallerError } from '../../../errors.ts';
import { statement } from '../../../platform/storage/database.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';
import type { PerformanceContext } from '../loaders.ts';
import { requireCampaignTotals } from '../totals/require-campaign-totals.ts';
import { PERFORMANCE_COLUMNS } from './leaderboard.sql.ts';
import type { Performance } from './ranking.ts';

/** Served by campaign_performance_pkey, and campaign_pkey for what may be seen. */
const FIND_PERFORMANCE = statement(
  'performance_find',
  `select ${PERFORMANCE_COLUMNS} from campaign_performance as performance
     join campaign on campaign.organization_id = $1 and campaign.id = $2
    where performance.organization_id = $1 and performance.campaign_id = $2 and performance.influencer_id = $3
      and ${withinFilter('campaign', 4)}`,
);

type PerformanceIds = Pick<Performance, 'campaignId' | 'influencerId'>;

/** One influencer's numbers in one campaign; undefined where there are none, or the campaign may not be seen. */
async function findPerformance(
  { database, organizationId, permissions }: Reader,
  { campaignId, influencerId }: PerformanceIds,
): Promise<Performance | undefined> {
  const [found] = await database.query<Performance>(FIND_PERFORMANCE, [
    organizationId,
    campaignId,
    influencerId,
    ...filterValues(permissions.filter('READ', 'CAMPAIGN')),
  ]);
  return found;
}

/**
 * One influencer's numbers in one campaign.
 * @throws CallerError NOT_FOUND that says which of the two is not there
 */
export async function requirePerformance(
  context: PerformanceContext,
  ids: PerformanceIds,
): Promise<Performance> {
  const found = await findPerformance(context, ids);
  if (found !== undefined) return found;
  await requireCampaignTotals(context, ids.campaignId);
  const [influencer, campaign] = [ids.influencerId, ids.campaignId].map((id) =>
    JSON.stringify(id.slice(0, 100)),
  );
  throw new CallerError(
    'NOT_FOUND',
    `The influencer ${influencer} has no posts in the campaign ${campaign}.`,
  );
}
