import { CallerError } from '../../../errors.ts';

/** What whoever imports is told of counts whose sum no client could hold. */
export function tooLargeSum(): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    'With this file, the views or interactions of all posts would add up to more than 9,007,199,254,740,991 (2^53 - 1). Look for a column of ids that is read as a count. Nothing was published.',
  );
}
