import type { PerformanceContext } from '../loaders.ts';
import type { Campaign } from './campaign.ts';
import { campaignNotFound } from './campaign-not-found.ts';

/** A campaign with its sums. @throws CallerError NOT_FOUND that names near ids */
export async function requireCampaignTotals(context: PerformanceContext, id: string): Promise<Campaign> {
  const campaign = await context.performance.campaigns.load(id);
  if (campaign !== undefined) return campaign;
  const visible = context.permissions.filter('READ', 'CAMPAIGN');
  throw await campaignNotFound({ ...context, visible }, id);
}
