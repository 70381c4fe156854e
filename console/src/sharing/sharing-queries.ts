import { graphql, type ResultOf } from '../graph/graphql.ts';

export const SHARED = graphql(`
  query ConsoleShared($resource: ShareableResource!, $id: ID!) {
    grants(resource: $resource, id: $id) {
      id
      personId
      departmentId
      access
      createdAt
    }
    guestLinks(resource: $resource, id: $id) {
      id
      access
      hasPassword
      expiresAt
      maxUses
      uses
      revokedAt
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
    share(resource: $resource, id: $id, access: $access, personId: $personId, departmentId: $departmentId) {
      errors {
        message
        argument
      }
    }
  }
`);

export const REVOKE_GRANT = graphql(`
  mutation ConsoleRevokeGrant($id: ID!) {
    revoke(grantId: $id) {
      errors {
        message
        argument
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
  ) {
    createGuestLink(
      resource: $resource
      id: $id
      access: $access
      expiresInDays: $expiresInDays
      password: $password
    ) {
      link
      errors {
        message
        argument
      }
    }
  }
`);

export const REVOKE_GUEST_LINK = graphql(`
  mutation ConsoleRevokeGuestLink($id: ID!) {
    revokeGuestLink(id: $id) {
      errors {
        message
        argument
      }
    }
  }
`);

export const ASSIGN = graphql(`
  mutation ConsoleAssign($resource: ShareableResource!, $id: ID!, $departmentId: ID) {
    assignDepartment(resource: $resource, id: $id, departmentId: $departmentId) {
      errors {
        message
        argument
      }
    }
  }
`);

export const EVERYBODY = graphql(`
  query ConsoleEverybody {
    members(first: 100) {
      edges {
        node {
          personId
          name
          email
        }
      }
    }
  }
`);

export type Shared = ResultOf<typeof SHARED>;
