import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format } from 'fast-csv';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CallerError, isHungUp } from '../../../errors.ts';
import { neutralizeCell } from '../../../platform/csv/formula-mark.ts';
import { describeRoute } from '../../../platform/rest/index.ts';
import type { Reader } from '../../access/contract.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import { findCampaigns } from '../totals/campaign.ts';
import { campaignNotFound } from '../totals/campaign-not-found.ts';
import { readWholeLeaderboard } from './leaderboard.ts';
import { RANKINGS, type RankedPerformance } from './ranking.ts';

const Query = z.strictObject({
  campaignId: z.string(),
  rankBy: z.enum(RANKINGS).default('ENGAGEMENT_RATE'),
  minViews: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0')
    .transform(BigInt),
  /** Names, with commas between them. */
  platforms: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  search: z.string().optional(),
});

/** The columns of the file behind the campaign and the date, and the numbers that stand in them. */
const COLUMNS = {
  rank: 'rank',
  influencerId: 'influencerId',
  posts: 'postCount',
  views: 'views',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
  interactions: 'interactions',
  engagementRate: 'engagementRate',
  confidentEngagementRate: 'confidentEngagementRate',
} as const satisfies Readonly<Record<string, keyof RankedPerformance>>;

const HEADER = ['campaignId', 'date', ...Object.keys(COLUMNS)] as const;

const RATES: ReadonlySet<keyof RankedPerformance> = new Set(['engagementRate', 'confidentEngagementRate']);

export interface LeaderboardRouteDeps {
  /** For whom a request reads. @throws CallerError UNAUTHENTICATED, FORBIDDEN */
  readerOf(request: FastifyRequest, resource: 'CAMPAIGN' | 'IMPORT'): Promise<Reader>;
}

/** GET /leaderboard.csv?campaignId=ID&rankBy=VIEWS&minViews=1000: a whole leaderboard as a file, however long it is. */
export function registerLeaderboardRoute(server: FastifyInstance, deps: LeaderboardRouteDeps): void {
  const description = describeRoute({
    tag: 'Performance',
    summary: 'A whole leaderboard as a file, best first',
    query: Query,
    answers: { 200: { description: `The columns ${HEADER.join(', ')}.`, type: 'text/csv' } },
  });
  server.get('/leaderboard.csv', description, async (request, reply) => {
    const parsed = Query.safeParse(request.query);
    if (!parsed.success) {
      throw new CallerError(
        'BAD_USER_INPUT',
        `The query string is invalid: ${z.prettifyError(parsed.error)}. It takes ${Object.keys(Query.shape).join(', ')}.`,
      );
    }
    const reader = await deps.readerOf(request, 'CAMPAIGN');
    const { campaignId, rankBy, minViews, platforms, ...rest } = parsed.data;
    const filter = readPerformerFilter({ ...rest, platforms: platforms ? platforms.split(',') : null });
    const [campaign] = await findCampaigns(reader, [campaignId]);
    if (campaign === undefined) {
      const visible = reader.permissions.filter('READ', 'CAMPAIGN');
      throw await campaignNotFound({ ...reader, visible }, campaignId);
    }
    const rows = readWholeLeaderboard({ reader, campaignId, rankBy, minViews, filter });
    const file = new PassThrough();
    const csv = format({
      headers: [...HEADER],
      writeBOM: true,
      alwaysWriteHeaders: true,
      includeEndRowDelimiter: true,
    });
    pipeline(
      Readable.from(toCells(rows, [campaignId, new Date().toISOString().slice(0, 10)])),
      csv,
      file,
    ).catch((error: unknown) => {
      if (!isHungUp(error))
        request.log.error({ err: error }, 'a leaderboard could not be written to its end');
      file.destroy();
    });
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${toFileName(campaignId)}-leaderboard.csv"`)
      .send(file);
  });
}

/** `first`: what stands before every row: the campaign, and the day of the file. */
async function* toCells(
  rows: AsyncIterable<RankedPerformance>,
  first: readonly string[],
): AsyncGenerator<string[]> {
  for await (const row of rows) {
    const cells = Object.values(COLUMNS).map((field) =>
      RATES.has(field) ? writeRate(row[field]) : String(row[field] ?? ''),
    );
    yield [...first, ...cells].map(neutralizeCell);
  }
}

/** In percent, with four decimals; blank where there are no views. */
function writeRate(rate: unknown): string {
  return typeof rate === 'number' ? rate.toFixed(4) : '';
}

/** What every system takes in the name of a file, and what a header takes. */
function toFileName(campaignId: string): string {
  return campaignId.replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 100);
}
