import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { NodeOf } from '../graph/use-connection.ts';

export const TOKENS = graphql(`
  query ConsoleTokens($after: String) {
    apiTokens(first: 100, after: $after) {
      edges {
        node {
          id
          name
          scopes
          createdAt
          expiresAt
          lastUsedAt
          revokedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const CREATE_TOKEN = graphql(`
  mutation ConsoleCreateToken($name: String!, $scopes: [Scope!]!, $expiresInDays: Int) {
    createApiToken(input: { name: $name, scopes: $scopes, expiresInDays: $expiresInDays }) {
      token
      errors {
        message
        path
      }
    }
  }
`);

export const REVOKE_TOKEN = graphql(`
  mutation ConsoleRevokeToken($id: ID!) {
    revokeApiToken(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export type ApiToken = NodeOf<ResultOf<typeof TOKENS>['apiTokens']>;
export type Scope = ApiToken['scopes'][number];
