import { GraphQLBigInt } from 'graphql-scalars';

/**
 * Counts are 64-bit. In JSON a count is a number as long as a JavaScript client can hold it (up to 2^53 - 1), and a
 * string of digits beyond.
 */
export const Count = GraphQLBigInt;
