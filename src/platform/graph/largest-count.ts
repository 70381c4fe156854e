/** The largest whole number that every JSON client holds exactly: 2^53 - 1. */
export const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;
