/** PostgreSQL's classes of errors that come of values: data exceptions, constraints, and what triggers raise. */
const DATA_ERRORS = /^(?:22|23|P0)/;

/** Whether a batch fails again, however often it is tried. */
export function isOfItsData(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    DATA_ERRORS.test(error.code)
  );
}
