import { GraphQLScalarType } from 'graphql';
import { GraphQLBigInt } from 'graphql-scalars';

/** A 64-bit count. */
export const Count = new GraphQLScalarType({
  ...GraphQLBigInt.toConfig(),
  description:
    'A whole number of 64 bits. In JSON it is a number as long as a JavaScript client can hold it (up to 2^53 - 1), and a string of digits beyond.',
});
