import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { filterParts, type PerformerFilter } from '../filter/performer-filter.ts';
import { RANKINGS, type RankBy, type RankedPerformance, rankingValue } from './ranking.ts';

/**
 * The position after one performance of a leaderboard, by what it is ordered by and not by its number: it stays valid
 * while an import replaces the rows around it.
 */
export interface LeaderboardCursor {
  readonly value: number | bigint;
  readonly views: bigint;
  readonly influencerId: string;
  readonly rank: number;
  /** What the rank rests on: behind another revision ranks are counted anew. null: they go on from the rank in any case. */
  readonly revision: bigint | null;
}

/** Which leaderboard a cursor is of. */
export interface LeaderboardIdentity {
  readonly campaignId: string;
  readonly rankBy: RankBy;
  readonly minViews: bigint;
  readonly filter?: PerformerFilter | undefined;
}

const count = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);

/** Campaign, least views, revision; ranking and its value; views, influencer, rank; the filter, where there is one. */
const cursorOf = <Ranking extends RankBy, Value>(
  rankings: readonly [Ranking, ...Ranking[]],
  value: z.ZodType<Value>,
) =>
  z.tuple([
    z.string(),
    count,
    count,
    z.enum(rankings),
    value,
    count,
    z.string(),
    z.number().int().positive(),
    z.string().optional(),
  ]);
const RateCursor = cursorOf(['ENGAGEMENT_RATE', 'CONFIDENT_ENGAGEMENT_RATE'], z.number());
const CountCursor = cursorOf(['VIEWS', 'INTERACTIONS'], count);
const Cursor: z.ZodType<z.output<typeof RateCursor> | z.output<typeof CountCursor>> = z.union([
  RateCursor,
  CountCursor,
]);

/** The cursor of a performance in a leaderboard. */
export function encodeLeaderboardCursor(
  { campaignId, rankBy, minViews, filter }: LeaderboardIdentity,
  revision: bigint,
  performance: RankedPerformance,
): string {
  const value = rankingValue(rankBy, performance);
  return encodeCursor([
    campaignId,
    String(minViews),
    String(revision),
    rankBy,
    typeof value === 'bigint' ? String(value) : value,
    String(performance.views),
    performance.influencerId,
    performance.rank,
    ...filterParts(filter),
  ]);
}

/**
 * Reads a cursor that {@link encodeLeaderboardCursor} made for the same leaderboard.
 * @throws CallerError BAD_USER_INPUT that says of which other one it is
 */
export function decodeLeaderboardCursor(cursor: string, asked: LeaderboardIdentity): LeaderboardCursor {
  const [campaignId, minViews, revision, rankBy, value, views, influencerId, rank, filter] = decodeCursor(
    cursor,
    Cursor,
  );
  if (campaignId !== asked.campaignId)
    throw ofAnother(`of the campaign ${quote(campaignId)}`, `of ${quote(asked.campaignId)}`);
  if (rankBy !== asked.rankBy) throw ofAnother(`by ${rankBy}`, `by ${asked.rankBy}`);
  if (minViews !== asked.minViews)
    throw ofAnother(`with minViews ${minViews}`, `with minViews ${asked.minViews}`);
  if (filter !== filterParts(asked.filter)[0]) throw ofAnother('with another filter', 'with its own');
  return { value, views, influencerId, rank, revision };
}

function ofAnother(there: string, here: string): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    `after comes from a leaderboard ${there}, and this one is ${here}: begin it without after. Rankings are ${RANKINGS.join(', ')}.`,
    { argument: 'after' },
  );
}

function quote(id: string): string {
  return JSON.stringify(id.slice(0, 100));
}
