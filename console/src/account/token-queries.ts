import { graphql, type ResultOf } from '../graph/graphql.ts';

export const TOKENS = graphql(`
  query ConsoleTokens {
    apiTokens {
      id
      name
      scopes
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
    }
  }
`);

export const CREATE_TOKEN = graphql(`
  mutation ConsoleCreateToken($name: String!, $scopes: [Scope!]!, $expiresInDays: Int) {
    createApiToken(input: { name: $name, scopes: $scopes, expiresInDays: $expiresInDays }) {
      token
      errors {
        message
        argument
      }
    }
  }
`);

export const REVOKE_TOKEN = graphql(`
  mutation ConsoleRevokeToken($id: ID!) {
    revokeApiToken(input: { id: $id }) {
      errors {
        message
        argument
      }
    }
  }
`);

export type ApiToken = ResultOf<typeof TOKENS>['apiTokens'][number];
export type Scope = ApiToken['scopes'][number];
