import { CallerError } from '../../../errors.ts';
import type { Budget, RateLimits } from '../../../platform/limits/rate-limits.ts';

/**
 * Names of campaigns and sources are the organization's. Whoever uses one that another team has, and that they may not see, has
 * to be told that it is taken, and could learn by trying which there are: so often in an hour, and no more.
 */
export const HIDDEN_NAMES_BUDGET: Budget = {
  name: 'hidden-names',
  points: 20,
  seconds: 3_600,
  spends: 'imports with names that other teams use',
};

/** An import uses a name that is another team's, and unseen by whoever imports. */
export class HiddenNameTaken extends CallerError {}

/** Who imports, and what is counted for them. */
export interface HiddenNameTrier {
  readonly organizationId: string;
  /** undefined: the operator, who may see everything. */
  readonly callerId: string | undefined;
}

/**
 * Does the work of an import, unless its caller has met too many hidden names within the hour.
 * @throws CallerError RATE_LIMITED, also where the name would be free: what is refused says nothing about it
 */
export async function guardHiddenNames<Result>(
  rateLimits: RateLimits,
  { organizationId, callerId }: HiddenNameTrier,
  work: () => Promise<Result>,
): Promise<Result> {
  if (callerId === undefined) return work();
  const charge = (points: number) =>
    rateLimits.charge(HIDDEN_NAMES_BUDGET.name, JSON.stringify([organizationId, callerId]), points);
  await charge(0);
  try {
    return await work();
  } catch (error) {
    if (error instanceof HiddenNameTaken) await charge(1);
    throw error;
  }
}
