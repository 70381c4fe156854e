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
    shareResource(input: { resource: $resource, id: $id, access: $access, personId: $personId, departmentId: $departmentId }) {
      errors {
        message
        argument
      }
    }
  }
`);

export const REVOKE_GRANT = graphql(`
  mutation ConsoleRevokeGrant($id: ID!) {
    revokeGrant(input: { id: $id }) {
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
        argument
      }
    }
  }
`);

export const REVOKE_GUEST_LINK = graphql(`
  mutation ConsoleRevokeGuestLink($id: ID!) {
    revokeGuestLink(input: { id: $id }) {
      errors {
        message
        argument
      }
    }
  }
`);

export const ASSIGN = graphql(`
  mutation ConsoleAssign($resource: ShareableResource!, $id: ID!, $departmentId: ID) {
    assignDepartment(input: { resource: $resource, id: $id, departmentId: $departmentId }) {
      errors {
        message
        argument
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
      input {
        brand
        product
      }
    }
  }
`);

export type Shared = ResultOf<typeof SHARED>;
