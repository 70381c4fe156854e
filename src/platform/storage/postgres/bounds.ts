/** How long a request may be held by the database, in milliseconds. */
export interface Bounds {
  /** PostgreSQL ends a statement that takes longer, */
  readonly statementMs: number;
  /** and one that waits longer for a lock. */
  readonly lockMs: number;
  /** After so long the answer is no longer waited for: a PostgreSQL that hangs does not even end it. */
  readonly answerMs: number;
}

const LOCK_SHARE = 0.8;
const ANSWER_MS = 1_000;

/** What timers take at most: for ever. */
export const UNBOUNDED_MS = 2 ** 31 - 1;

/** @param seconds how long a statement may take */
export function boundsOf(seconds: number): Bounds {
  const statementMs = seconds * 1_000;
  return { statementMs, lockMs: statementMs * LOCK_SHARE, answerMs: statementMs + ANSWER_MS };
}
