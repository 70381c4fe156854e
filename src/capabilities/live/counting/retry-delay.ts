/** After how many failures an event is dead. */
export const MOST_ATTEMPTS = 5;

/**
 * How long an event waits after its n-th failure, in milliseconds: `base`, doubled with each, and up to a quarter more or less
 * so that what failed together is not tried together. null: there is no further attempt.
 */
export function nextDelay(attempt: number, base: number, random: () => number = Math.random): number | null {
  return attempt >= MOST_ATTEMPTS ? null : retryDelay(attempt, base, random);
}

export function retryDelay(attempt: number, base: number, random: () => number = Math.random): number {
  return Math.round(base * 2 ** (attempt - 1) * (0.75 + random() / 2));
}
