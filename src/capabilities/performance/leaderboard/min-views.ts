import { CallerError } from '../../../errors.ts';

/**
 * The least views that a leaderboard asks for; without it, nobody is left out.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkMinViews(minViews: number | null | undefined): bigint {
  if (minViews == null) return 0n;
  if (minViews >= 0) return BigInt(minViews);
  throw new CallerError('BAD_USER_INPUT', `minViews is ${minViews}; it takes a number from 0.`, {
    argument: 'minViews',
  });
}
