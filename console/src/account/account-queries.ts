import { graphql } from '../graph/graphql.ts';

export const CHANGE_PASSWORD = graphql(`
  mutation ConsoleChangePassword($currentPassword: String!, $newPassword: String!) {
    changePassword(input: { currentPassword: $currentPassword, newPassword: $newPassword }) {
      isChanged
      errors {
        message
        path
      }
    }
  }
`);

export const BEGIN_SECOND_FACTOR = graphql(`
  mutation ConsoleBeginSecondFactor($password: String) {
    beginSecondFactor(input: { password: $password }) {
      secret
      uri
      errors {
        message
        path
      }
    }
  }
`);

export const CONFIRM_SECOND_FACTOR = graphql(`
  mutation ConsoleConfirmSecondFactor($code: String!) {
    confirmSecondFactor(input: { code: $code }) {
      recoveryCodes
      errors {
        message
        path
      }
    }
  }
`);

export const REMOVE_SECOND_FACTOR = graphql(`
  mutation ConsoleRemoveSecondFactor($code: String!) {
    removeSecondFactor(input: { code: $code }) {
      isRemoved
      errors {
        message
        path
      }
    }
  }
`);

export const CREATE_RECOVERY_CODES = graphql(`
  mutation ConsoleCreateRecoveryCodes($code: String!) {
    createRecoveryCodes(input: { code: $code }) {
      recoveryCodes
      errors {
        message
        path
      }
    }
  }
`);

export const DELETE_ACCOUNT = graphql(`
  mutation ConsoleDeleteAccount($password: String, $code: String) {
    deleteAccount(input: { password: $password, code: $code }) {
      isDeleted
      errors {
        message
        path
      }
    }
  }
`);
