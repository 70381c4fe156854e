import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/schema.d.ts';

/** A count of 64 bits: a string of digits where a number could not hold it. */
export type Count = number | string;

/** A piece of GraphQL with the types of its variables and its answer, out of schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    BigInt: Count;
    DateTimeISO: string;
    JSONObject: Readonly<Record<string, unknown>>;
    JSON: unknown;
  };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
