import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { NodeOf } from '../graph/use-connection.ts';

export const GRANTS = graphql(`
  query ConsoleGrants($resource: ShareableResource!, $id: ID!, $after: String) {
    grants(resource: $resource, id: $id, first: 100, after: $after) {
      edges {
        node {
          id
          personId
          departmentId
          access
          createdAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const GUEST_LINKS = graphql(`
  query ConsoleGuestLinks($resource: ShareableResource!, $id: ID!, $after: String) {
    guestLinks(resource: $resource, id: $id, first: 100, after: $after) {
      edges {
        node {
          id
          access
          hasPassword
          expiresAt
          maxUses
          useCount
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

export const SHARE = graphql(`
  mutation ConsoleShare(
    $resource: ShareableResource!
    $id: ID!
    $access: Access!
    $personId: ID
    $departmentId: ID
  ) {
    shareResource(input: { resource: $resource, id: $id, access: $access, personId: $personId, departmentId: $departmentId }) {
      errors {
        message
        path
      }
    }
  }
`);

export const REVOKE_GRANT = graphql(`
  mutation ConsoleRevokeGrant($id: ID!) {
    revokeGrant(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export const CREATE_GUEST_LINK = graphql(`
  mutation ConsoleCreateGuestLink(
    $resource: ShareableResource!
    $id: ID!
    $access: Access!
    $expiresInDays: Int!
    $password: String
    $maxUses: Int
  ) {
    createGuestLink(input: { resource: $resource
      id: $id
      access: $access
      expiresInDays: $expiresInDays
      password: $password
      maxUses: $maxUses }) {
      link
      errors {
        message
        path
      }
    }
  }
`);

export const REVOKE_GUEST_LINK = graphql(`
  mutation ConsoleRevokeGuestLink($id: ID!) {
    revokeGuestLink(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export const ASSIGN = graphql(`
  mutation ConsoleAssign($resource: ShareableResource!, $id: ID!, $departmentId: ID) {
    assignDepartment(input: { resource: $resource, id: $id, departmentId: $departmentId }) {
      errors {
        message
        path
      }
    }
  }
`);

export const SHARED_CAMPAIGN = graphql(`
  query ConsoleSharedCampaign($id: ID!) {
    campaign(id: $id) {
      id
      departmentId
    }
  }
`);

export const SHARED_IMPORT = graphql(`
  query ConsoleSharedImport($id: ID!) {
    import(id: $id) {
      id
      source
      departmentId
    }
  }
`);

export const SHARED_BRIEF = graphql(`
  query ConsoleSharedBrief($id: ID!) {
    brief(id: $id) {
      id
      departmentId
      request {
        brand
        product
      }
    }
  }
`);

export type Grant = NodeOf<ResultOf<typeof GRANTS>['grants']>;
export type GuestLink = NodeOf<ResultOf<typeof GUEST_LINKS>['guestLinks']>;
