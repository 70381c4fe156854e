import { CallerError } from '../../../errors.ts';
import { quoteValue } from '../quarantine/rejection.ts';

/** The performance of a file that has most views. */
export interface LargestSum {
  readonly campaignId: string;
  readonly influencerId: string;
}

/** What whoever imports is told of counts whose sum no client could hold. */
export function tooLargeSum(largest?: LargestSum): CallerError {
  const named =
    largest === undefined
      ? ''
      : ` Of this file, the largest sum is that of ${quoteValue(largest.influencerId)} in the campaign ${quoteValue(largest.campaignId)}.`;
  return new CallerError(
    'BAD_USER_INPUT',
    `With this file, the views or interactions of all posts would add up to more than 9,007,199,254,740,991 (2^53 - 1).${named} Look for a column of ids that is read as a count. Nothing was published.`,
  );
}
