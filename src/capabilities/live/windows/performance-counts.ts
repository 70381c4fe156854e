import DataLoader from 'dataloader';
import { type OrganizationDatabase, statement } from '../../../platform/storage/database.ts';
import { partitionOf } from '../log/partition-of.ts';
import { SUMMED, type SummedRow, toLiveCounts } from './live-counts.ts';
import type { LiveMetrics } from './windows.ts';

/** A creator in a campaign. */
export interface PerformanceKey {
  readonly campaignId: string;
  readonly influencerId: string;
}

/** Totals of many creators, each in a campaign: $2 campaigns, $3 creators, $4 partitions. Served by event_total_pkey. */
const FIND = statement(
  'live_performance_totals',
  `select asked.number::int as number, ${SUMMED}, consumer.watermark
     from unnest($2::text[], $3::text[], $4::int[]) with ordinality as asked (campaign_id, influencer_id, partition, number)
     join event_total as total on total.organization_id = $1 and total.campaign_id = asked.campaign_id
                              and total.influencer_id = asked.influencer_id and not total.is_public
     left join event_consumer as consumer on consumer.partition = asked.partition
    group by asked.number, consumer.watermark`,
);

/** Loads what the events of creators in campaigns add up to in total; null where there are none. One query for a page. */
export function createPerformanceCounts({
  database,
  organizationId,
}: {
  readonly database: Pick<OrganizationDatabase, 'query'>;
  readonly organizationId: string;
}): DataLoader<PerformanceKey, LiveMetrics | null, string> {
  return new DataLoader(
    async (keys) => {
      const rows = await database.query<
        SummedRow & { readonly number: number; readonly watermark: Date | null }
      >(FIND, [
        organizationId,
        keys.map(({ campaignId }) => campaignId),
        keys.map(({ influencerId }) => influencerId),
        keys.map(({ campaignId }) => partitionOf(organizationId, campaignId)),
      ]);
      const found = new Map(
        rows.map(({ number, watermark, ...row }) => [number, { ...toLiveCounts(row), watermark }]),
      );
      return keys.map((_, index) => found.get(index + 1) ?? null);
    },
    { cacheKeyFn: ({ campaignId, influencerId }) => JSON.stringify([campaignId, influencerId]) },
  );
}
