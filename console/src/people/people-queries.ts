import { graphql, type ResultOf } from '../graph/graphql.ts';
import type { NodeOf } from '../graph/use-connection.ts';

export const ORGANIZATION = graphql(`
  query ConsoleOrganization {
    organization {
      id
      secondFactorRoles
      deletionDueAt
    }
  }
`);

export const EXPORT_ORGANIZATION = graphql(`
  mutation ConsoleExportOrganization($organizationId: ID!) {
    exportOrganization(input: { organizationId: $organizationId }) {
      downloadUrl
      errors {
        message
        path
      }
    }
  }
`);

export const DELETE_ORGANIZATION = graphql(`
  mutation ConsoleDeleteOrganization($organizationId: ID!, $confirmation: String) {
    deleteOrganization(input: { organizationId: $organizationId, confirmation: $confirmation }) {
      confirmation
      organization {
        id
        deletionDueAt
      }
      errors {
        message
        path
      }
    }
  }
`);

export const CANCEL_DELETION = graphql(`
  mutation ConsoleCancelOrganizationDeletion($organizationId: ID!) {
    cancelOrganizationDeletion(input: { organizationId: $organizationId }) {
      organization {
        id
        deletionDueAt
      }
      errors {
        message
        path
      }
    }
  }
`);

export const REQUIRE_SECOND_FACTOR = graphql(`
  mutation ConsoleRequireSecondFactor($roles: [Role!]!) {
    requireSecondFactor(input: { roles: $roles }) {
      organization {
        id
        secondFactorRoles
      }
      errors {
        message
        path
      }
    }
  }
`);

export const DEPARTMENTS = graphql(`
  query ConsoleDepartments($after: String) {
    departments(first: 100, after: $after) {
      edges {
        node {
          id
          name
          parentId
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const MEMBERS = graphql(`
  query ConsoleMembers($departmentId: ID, $after: String) {
    members(first: 100, departmentId: $departmentId, after: $after) {
      edges {
        node {
          id
          personId
          name
          email
          departmentId
          role
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const EVERYBODY = graphql(`
  query ConsoleEverybody($after: String) {
    members(first: 100, after: $after) {
      edges {
        node {
          personId
          name
          email
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const INVITATIONS = graphql(`
  query ConsoleInvitations($after: String) {
    invitations(first: 100, after: $after) {
      edges {
        node {
          id
          email
          departmentId
          role
          expiresAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const INVITE = graphql(`
  mutation ConsoleInvite($role: Role!, $departmentId: ID, $email: String) {
    inviteMember(input: { role: $role, departmentId: $departmentId, email: $email }) {
      link
      errors {
        message
        path
      }
    }
  }
`);

export const REVOKE_INVITATION = graphql(`
  mutation ConsoleRevokeInvitation($id: ID!) {
    revokeInvitation(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export const CHANGE_ROLE = graphql(`
  mutation ConsoleChangeRole($personId: ID!, $departmentId: ID, $role: Role!) {
    changeRole(input: { personId: $personId, departmentId: $departmentId, role: $role }) {
      errors {
        message
        path
      }
    }
  }
`);

export const REMOVE_MEMBER = graphql(`
  mutation ConsoleRemoveMember($personId: ID!, $departmentId: ID) {
    removeMember(input: { personId: $personId, departmentId: $departmentId }) {
      errors {
        message
        path
      }
    }
  }
`);

export const RENAME_ORGANIZATION = graphql(`
  mutation ConsoleRenameOrganization($name: String!) {
    renameOrganization(input: { name: $name }) {
      errors {
        message
        path
      }
    }
  }
`);

export const CREATE_DEPARTMENT = graphql(`
  mutation ConsoleCreateDepartment($name: String!, $parentId: ID) {
    createDepartment(input: { name: $name, parentId: $parentId }) {
      department {
        id
      }
      errors {
        message
        path
      }
    }
  }
`);

export const RENAME_DEPARTMENT = graphql(`
  mutation ConsoleRenameDepartment($id: ID!, $name: String!) {
    renameDepartment(input: { id: $id, name: $name }) {
      errors {
        message
        path
      }
    }
  }
`);

export const MOVE_DEPARTMENT = graphql(`
  mutation ConsoleMoveDepartment($id: ID!, $parentId: ID) {
    moveDepartment(input: { id: $id, parentId: $parentId }) {
      errors {
        message
        path
      }
    }
  }
`);

export const DELETE_DEPARTMENT = graphql(`
  mutation ConsoleDeleteDepartment($id: ID!) {
    deleteDepartment(input: { id: $id }) {
      errors {
        message
        path
      }
    }
  }
`);

export type Department = NodeOf<ResultOf<typeof DEPARTMENTS>['departments']>;
export type Member = NodeOf<ResultOf<typeof MEMBERS>['members']>;
