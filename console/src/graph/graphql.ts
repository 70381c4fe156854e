import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/schema.d.ts';

/** A piece of GraphQL with the types of its variables and its answer, out of schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    Count: number;
    CurrencyCode: string;
    DateTime: string;
    Decimal: string;
    JSONObject: Readonly<Record<string, unknown>>;
    JSON: unknown;
  };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
