import { CallerError } from '../../../errors.ts';
import type { OrganizationDatabase, SqlValue, Statement } from '../../../platform/storage/database.ts';
import { partitionOf } from '../log/partition-of.ts';
import { type LiveCounts, NO_COUNTS, type SummedRow, toLiveCounts } from './live-counts.ts';
import { type Origin, timesOf, type Window } from './window.ts';
import {
  type Bucket,
  CAMPAIGN_METRICS,
  influencerMetrics,
  type LiveRankBy,
  metricsTimeline,
  topLivePerformers,
} from './windows.sql.ts';

/** Sums, and until when they are complete. */
export interface LiveMetrics extends LiveCounts {
  /** What was accepted before is counted; null where nothing was ever counted. */
  readonly watermark: Date | null;
}

/** Which events are added up. */
export interface WindowRequest {
  readonly database: Pick<OrganizationDatabase, 'query'>;
  readonly organizationId: string;
  readonly campaignId: string;
  readonly window: Window;
  readonly origin: Origin;
  readonly now: Date;
}

type Summed = SummedRow & { readonly watermark: Date | null };

/** What the events of a campaign add up to. */
export async function findCampaignMetrics(request: WindowRequest): Promise<LiveMetrics> {
  const { window, now } = request;
  const since = window === 'TOTAL' ? [] : [timesOf(window, now).since];
  const values = [...campaignOf(request), partitionOfRequest(request), ...since];
  return findOne(request, CAMPAIGN_METRICS[window], values);
}

/** What the events of one creator in a campaign add up to. */
export async function findInfluencerMetrics(
  request: WindowRequest,
  influencerId: string,
): Promise<LiveMetrics> {
  const values = [...valuesOf(request), influencerId, partitionOfRequest(request)];
  return findOne(request, influencerMetrics(request.window), values);
}

async function findOne(
  { database }: WindowRequest,
  sql: Statement,
  values: readonly SqlValue[],
): Promise<LiveMetrics> {
  const [row] = await database.query<Summed>(sql, values);
  return { ...toLiveCounts(row ?? NO_COUNTS), watermark: row?.watermark ?? null };
}

/** A creator's rank in a window, from 1. */
export interface LivePerformer extends LiveCounts {
  readonly rank: number;
  readonly campaignId: string;
  readonly influencerId: string;
  /** The lower bound of the 95 % Wilson interval, in percent of views; null where there are no views. */
  readonly confidentEngagementRate: number | null;
}

/** Who performs best in a campaign right now, best first. */
export async function findLivePerformers(
  request: WindowRequest,
  { rankBy, limit }: { readonly rankBy: LiveRankBy; readonly limit: number },
): Promise<LivePerformer[]> {
  const rows = await request.database.query<
    SummedRow & { readonly influencerId: string; readonly confidentEngagementRate: number | null }
  >(topLivePerformers(request.window, rankBy), [...valuesOf(request), limit]);
  return rows.map((row, index) => ({
    rank: index + 1,
    campaignId: request.campaignId,
    influencerId: row.influencerId,
    confidentEngagementRate: row.confidentEngagementRate,
    ...toLiveCounts(row),
  }));
}

const partitionOfRequest = ({ organizationId, campaignId }: WindowRequest) =>
  partitionOf(organizationId, campaignId);

/** $1 to $3 of all statements. */
function campaignOf({
  organizationId,
  campaignId,
  origin,
}: Pick<WindowRequest, 'organizationId' | 'campaignId' | 'origin'>): SqlValue[] {
  return [organizationId, campaignId, origin === 'PUBLIC'];
}

/** The same, and the times of the window, as many as it has. */
function valuesOf(request: WindowRequest): SqlValue[] {
  const { window, now } = request;
  if (window === 'TOTAL') return campaignOf(request);
  const { since, firstHour, lastHour } = timesOf(window, now);
  return [...campaignOf(request), since, ...(window === 'HOUR' ? [] : [firstHour, lastHour])];
}

/** One stretch of a timeline. */
export interface LivePeriod extends LiveCounts {
  /** When it begins, in UTC. */
  readonly from: Date;
}

/** How many stretches a timeline may have. */
export const MOST_PERIODS = 1_500;
const MILLISECONDS = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 } as const;

/**
 * What the events of a campaign add up to by time, in order; stretches without events are left out.
 * @param from the first stretch is the one that it falls into; by default the last sixty
 * @throws CallerError BAD_USER_INPUT where it would be too long, or end before it begins
 */
export async function findMetricsTimeline(
  { database, organizationId, campaignId, origin, now }: Omit<WindowRequest, 'window'>,
  { from, to, bucket }: { readonly from: Date | null; readonly to: Date | null; readonly bucket: Bucket },
): Promise<LivePeriod[]> {
  const length = MILLISECONDS[bucket];
  const end = to ?? new Date(Math.floor(now.getTime() / length) * length + length);
  const begin = from === null ? end.getTime() - 60 * length : Math.floor(from.getTime() / length) * length;
  if (begin >= end.getTime()) {
    throw new CallerError('BAD_USER_INPUT', 'to has to be later than from.', { argument: 'to' });
  }
  if ((end.getTime() - begin) / length > MOST_PERIODS) {
    throw new CallerError(
      'BAD_USER_INPUT',
      `A timeline by ${bucket} has at most ${MOST_PERIODS} points: ask for less time, or for a longer bucket.`,
      { argument: 'from' },
    );
  }
  const rows = await database.query<SummedRow & { readonly start: Date }>(metricsTimeline(bucket), [
    ...campaignOf({ organizationId, campaignId, origin }),
    new Date(begin),
    end,
  ]);
  return rows.map((row) => ({ from: row.start, ...toLiveCounts(row) }));
}
