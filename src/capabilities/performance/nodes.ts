import { contribute } from '../../platform/composition/contributions.ts';
import { NODES } from '../access/index.ts';
import type { PerformanceContext } from './loaders.ts';
import { requireCampaignTotals } from './totals/require-campaign-totals.ts';

/** How the nodes of this capability are found by what their nodeId holds. */
export const performanceNodes = [
  contribute(NODES, {
    type: 'Campaign',
    resource: 'CAMPAIGN',
    find: (context: PerformanceContext, [id = '']) => requireCampaignTotals(context, id),
  }),
];
