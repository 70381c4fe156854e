import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { LARGEST_COUNT } from './largest-count.ts';

/**
 * A whole number that is always a JSON number: whoever adds two gets their sum, and not two texts in a row. In TypeScript a
 * bigint or a number when it is given, a number when it is taken.
 */
export const Count = new GraphQLScalarType<number, number>({
  name: 'Count',
  description: `A whole number from 0 to ${LARGEST_COUNT} (2^53 - 1), always as a JSON number: what every client holds exactly. Sums beyond it are refused when they would come to be, at the publication of an import.`,
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259#section-6',
  serialize: (value) => readCount(typeof value === 'bigint' ? Number(value) : value),
  parseValue: readCount,
  parseLiteral: (literal: ValueNode) =>
    readCount(literal.kind === Kind.INT ? Number(literal.value) : literal.kind),
});

function readCount(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
  throw new GraphQLError(`Count takes a whole number from 0 to ${LARGEST_COUNT}; this is ${shown}.`);
}
