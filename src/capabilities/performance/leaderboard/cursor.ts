import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
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
}

const count = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);

const RateCursor = z.tuple([
  z.enum(['ENGAGEMENT_RATE', 'CONFIDENT_ENGAGEMENT_RATE']),
  z.number(),
  count,
  z.string(),
  z.number().int().positive(),
]);
const CountCursor = z.tuple([
  z.enum(['VIEWS', 'INTERACTIONS']),
  count,
  count,
  z.string(),
  z.number().int().positive(),
]);
const Cursor: z.ZodType<z.output<typeof RateCursor> | z.output<typeof CountCursor>> = z.union([
  RateCursor,
  CountCursor,
]);

/** The cursor of a performance in a leaderboard. */
export function encodeLeaderboardCursor(rankBy: RankBy, performance: RankedPerformance): string {
  const value = rankingValue(rankBy, performance);
  return encodeCursor([
    rankBy,
    typeof value === 'bigint' ? String(value) : value,
    String(performance.views),
    performance.influencerId,
    performance.rank,
  ]);
}

/**
 * Reads a cursor that {@link encodeLeaderboardCursor} made for the same ranking.
 * @throws CallerError BAD_USER_INPUT
 */
export function decodeLeaderboardCursor(cursor: string, rankBy: RankBy): LeaderboardCursor {
  const [cursorRankBy, value, views, influencerId, rank] = decodeCursor(cursor, Cursor);
  if (cursorRankBy === rankBy) return { value, views, influencerId, rank };
  throw new CallerError(
    'BAD_USER_INPUT',
    `after comes from a leaderboard by ${cursorRankBy}, and this one is by ${rankBy}: begin it without after. Rankings are ${RANKINGS.join(', ')}.`,
    { argument: 'after' },
  );
}
