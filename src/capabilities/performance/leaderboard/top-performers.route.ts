import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LONGEST_PAGE } from '../../../platform/graph/page.ts';
import {
  type ChargeRequest,
  CountShape,
  describeRoute,
  readQuery,
  toEnumName,
  toJsonCount,
} from '../../../platform/rest/index.ts';
import type { Reader } from '../../access/contract.ts';
import { findLeaderboard, type LeaderboardDeps } from './leaderboard.ts';
import { RANKINGS, type RankedPerformance } from './ranking.ts';

const Query = z.strictObject({
  campaignId: z.string().min(1).describe('The campaign, by the id that the exports give it.'),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(10).describe('How many.'),
  rankBy: z
    .string()
    .default('ENGAGEMENT_RATE')
    .transform(toEnumName)
    .pipe(z.enum(RANKINGS))
    .describe(`What they are ordered by: ${RANKINGS.join(', ')}, in any letter case.`),
  minViews: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe('Excludes influencers with fewer views than this.'),
});

const Answer = z.object({
  campaignId: z.string(),
  topPerformers: z
    .array(
      z.object({
        rank: z.int().min(1),
        influencerId: z.string(),
        posts: CountShape,
        views: CountShape,
        likes: CountShape.nullable().describe('null where no post reported any; likewise comments, shares.'),
        comments: CountShape.nullable(),
        shares: CountShape.nullable(),
        interactions: CountShape,
        engagementRate: z.number().nullable().describe('Percent of views; null where there are none.'),
        confidentEngagementRate: z.number().nullable(),
      }),
    )
    .describe('Best first.'),
});

/** What a field costs in the graph, and there are as many in each row here. */
const COST_OF_ROW = 10;

export interface TopPerformersRouteDeps extends LeaderboardDeps {
  /** For whom a request reads. @throws CallerError UNAUTHENTICATED, FORBIDDEN */
  readerOf(request: FastifyRequest, resource: 'CAMPAIGN' | 'IMPORT'): Promise<Reader>;
  readonly charge: ChargeRequest;
}

/** GET /top-performers?campaignId=ID&limit=3: what the graph's topPerformers gives, for clients that know REST. */
export function registerTopPerformersRoute(server: FastifyInstance, deps: TopPerformersRouteDeps): void {
  const description = describeRoute({
    tag: 'Performance',
    summary: 'Who performs best in a campaign',
    query: Query,
    answers: { 200: { description: 'The best of the campaign.', schema: Answer } },
  });
  server.get('/top-performers', description, async (request, reply): Promise<z.input<typeof Answer>> => {
    const reader = await deps.readerOf(request, 'CAMPAIGN');
    const { campaignId, limit, rankBy, minViews } = readQuery(request, Query);
    await deps.charge(request, reply, {
      organizationId: reader.organizationId,
      cost: 1 + limit * COST_OF_ROW,
    });
    const { rows } = await findLeaderboard(deps, {
      reader,
      campaignId,
      rankBy,
      limit,
      minViews: BigInt(minViews),
    });
    reply.header('cache-control', 'no-store');
    return { campaignId, topPerformers: rows.map(toJson) };
  });
}

function toJson(row: RankedPerformance) {
  return {
    rank: row.rank,
    influencerId: row.influencerId,
    posts: toJsonCount(row.postCount),
    views: toJsonCount(row.views),
    likes: toJsonCount(row.likes),
    comments: toJsonCount(row.comments),
    shares: toJsonCount(row.shares),
    interactions: toJsonCount(row.interactions),
    engagementRate: row.engagementRate,
    confidentEngagementRate: row.confidentEngagementRate,
  };
}
