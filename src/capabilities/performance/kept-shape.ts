/**
 * Stands in the keys of kept answers. It changes with their fields: in a Redis, servers of the version before keep theirs beside
 * those of this one.
 */
export const SHAPE = 2;
