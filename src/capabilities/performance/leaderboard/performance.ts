import type { Reader } from '../../access/contract.ts';
import { findCampaigns } from '../totals/campaign.ts';
import type { Performance } from './ranking.ts';

/** One influencer's numbers in one campaign; null where there are none, or the campaign may not be seen. Served by campaign_performance_pkey. */
export async function findPerformance(
  reader: Reader,
  { campaignId, influencerId }: Pick<Performance, 'campaignId' | 'influencerId'>,
): Promise<Performance | null> {
  const { database, organizationId } = reader;
  const [campaign] = await findCampaigns(reader, [campaignId]);
  if (campaign === undefined) return null;
  return database.prisma.campaignPerformance.findUnique({
    where: {
      organizationId_campaignId_influencerId: { organizationId, campaignId, influencerId },
    },
  });
}
