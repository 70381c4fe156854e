import type { Reader } from '../../access/rules/index.ts';
import type { CampaignRevisions } from '../campaign/campaign-revisions.ts';
import { findVisibleCampaign } from '../campaign/visible-campaign.ts';
import type { Performance } from './ranking.ts';

/**
 * One influencer's numbers in one campaign; null where the influencer has none in it. Served by campaign_performance_pkey.
 * @throws CallerError NOT_FOUND that names near ids
 */
export async function findPerformance(
  reader: Reader,
  revisions: CampaignRevisions,
  { campaignId, influencerId }: Pick<Performance, 'campaignId' | 'influencerId'>,
): Promise<Performance | null> {
  await findVisibleCampaign(revisions, reader, campaignId);
  const { database, organizationId } = reader;
  return database.prisma.campaignPerformance.findUnique({
    where: {
      organizationId_campaignId_influencerId: { organizationId, campaignId, influencerId },
    },
  });
}
