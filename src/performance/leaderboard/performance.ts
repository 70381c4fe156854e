import type { Reader } from '../../access/rules/index.ts';
import type { CampaignRevisions } from '../campaign/campaign-revisions.ts';
import type { Performance } from './ranking.ts';

/**
 * One influencer's numbers in one campaign; null where there are none, or the campaign may not be seen. Served by
 * campaign_performance_pkey.
 */
export async function findPerformance(
  { database, organizationId, permissions }: Reader,
  revisions: CampaignRevisions,
  { campaignId, influencerId }: Pick<Performance, 'campaignId' | 'influencerId'>,
): Promise<Performance | null> {
  const state = await revisions.find(organizationId, campaignId);
  if (state === undefined) return null;
  const target = { resource: 'CAMPAIGN', id: campaignId, departmentId: state.departmentId } as const;
  if (!permissions.allows('READ', target)) return null;
  return database.prisma.campaignPerformance.findUnique({
    where: {
      organizationId_campaignId_influencerId: { organizationId, campaignId, influencerId },
    },
  });
}
