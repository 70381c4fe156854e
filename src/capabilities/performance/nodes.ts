import { contribute } from '../../platform/composition/contributions.ts';
import { NODES } from '../access/index.ts';
import { requireInfluencer } from './influencer/require-influencer.ts';
import { requirePerformance } from './leaderboard/performance.ts';
import type { PerformanceContext } from './loaders.ts';
import { requireCampaignTotals } from './totals/require-campaign-totals.ts';

/** How the nodes of this capability are found by what their nodeId holds. */
export const performanceNodes = [
  contribute(NODES, {
    type: 'Campaign',
    resource: 'CAMPAIGN',
    find: (context: PerformanceContext, [id = '']) => requireCampaignTotals(context, id),
  }),
  contribute(NODES, {
    type: 'Influencer',
    resource: 'CAMPAIGN',
    find: (context: PerformanceContext, [id = '']) => requireInfluencer(context, id),
  }),
  contribute(NODES, {
    type: 'CampaignPerformance',
    resource: 'CAMPAIGN',
    find: (context: PerformanceContext, [campaignId = '', influencerId = '']) =>
      requirePerformance(context, { campaignId, influencerId }),
  }),
];
