import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type ChargeRequest,
  CountShape,
  describeRoute,
  readQuery,
  toEnumName,
  toJsonCount,
} from '../../../platform/rest/index.ts';
import type { Reader } from '../../access/contract.ts';
import { ORIGINS, WINDOWS } from '../windows/window.ts';
import { findCampaignMetrics } from '../windows/windows.ts';

const Params = z.object({ id: z.string().min(1).describe('The campaign.') });

const Query = z.strictObject({
  window: z
    .string()
    .default('TOTAL')
    .transform(toEnumName)
    .pipe(z.enum(WINDOWS))
    .describe(`Over which time: ${WINDOWS.join(', ')}, in any letter case; TOTAL by default.`),
  origin: z
    .string()
    .default('TRUSTED')
    .transform(toEnumName)
    .pipe(z.enum(ORIGINS))
    .describe('Whose events: TRUSTED by default, or PUBLIC, which anybody can forge.'),
});

const Answer = z.object({
  campaignId: z.string(),
  window: z.enum(WINDOWS),
  origin: z.enum(ORIGINS),
  views: CountShape,
  likes: CountShape,
  comments: CountShape,
  shares: CountShape,
  saves: CountShape,
  clicks: CountShape,
  couponUses: CountShape,
  conversions: CountShape,
  interactions: CountShape,
  engagementRate: z.number().nullable().describe('Percent of views; null where there are none.'),
  watermark: z.iso
    .datetime()
    .nullable()
    .describe('What was accepted before is counted; null where nothing was ever counted.'),
});

/** What the same costs in the graph. */
const COST = 12;

export interface MetricsRouteDeps {
  /** For whom a request reads. @throws CallerError UNAUTHENTICATED, FORBIDDEN for an API token without the scope */
  readerOf(request: FastifyRequest): Promise<Reader>;
  /** @throws CallerError NOT_FOUND that names near ids */
  requireCampaign(reader: Reader, campaignId: string): Promise<unknown>;
  readonly charge: ChargeRequest;
}

/** GET /campaigns/ID/metrics?window=HOUR: what the graph's campaignMetrics gives, for clients that know REST. */
export function registerMetricsRoute(server: FastifyInstance, deps: MetricsRouteDeps): void {
  const description = describeRoute({
    tag: 'Events',
    summary: 'What the events of a campaign add up to',
    params: Params,
    query: Query,
    answers: { 200: { description: 'The live metrics.', schema: Answer } },
  });
  server.get(
    '/campaigns/:id/metrics',
    description,
    async (request, reply): Promise<z.output<typeof Answer>> => {
      const reader = await deps.readerOf(request);
      const { database, organizationId } = reader;
      const { window, origin } = readQuery(request, Query);
      await deps.charge(request, reply, { organizationId, cost: COST });
      const { id: campaignId } = Params.parse(request.params);
      await deps.requireCampaign(reader, campaignId);
      const found = await findCampaignMetrics({
        database,
        organizationId,
        campaignId,
        window,
        origin,
        now: new Date(),
      });
      const { watermark, engagementRate, ...counts } = found;
      reply.header('cache-control', 'no-store');
      return {
        campaignId,
        window,
        origin,
        views: toJsonCount(counts.views),
        likes: toJsonCount(counts.likes),
        comments: toJsonCount(counts.comments),
        shares: toJsonCount(counts.shares),
        saves: toJsonCount(counts.saves),
        clicks: toJsonCount(counts.clicks),
        couponUses: toJsonCount(counts.couponUses),
        conversions: toJsonCount(counts.conversions),
        interactions: toJsonCount(counts.interactions),
        engagementRate,
        watermark: watermark?.toISOString() ?? null,
      };
    },
  );
}
