import type { Database } from '../../storage/database.ts';
import type { Performance } from './ranking.ts';

/** One influencer's numbers in one campaign; null where there are none. Served by campaign_performance_pkey. */
export async function findPerformance(
  database: Database,
  organizationId: string,
  { campaignId, influencerId }: Pick<Performance, 'campaignId' | 'influencerId'>,
): Promise<Performance | null> {
  return database.prisma.campaignPerformance.findUnique({
    where: {
      organizationId_campaignId_influencerId: { organizationId, campaignId, influencerId },
    },
  });
}
