import { graphql, type ResultOf } from '../graph/graphql.ts';

export const VIEWER = graphql(`
  query ConsoleViewer {
    viewer {
      kind
      person {
        id
        name
        email
      }
      organization {
        id
        name
      }
      organizations(first: 100) {
        nodes {
          id
          name
        }
      }
      memberships(first: 100) {
        nodes {
          departmentId
          role
        }
      }
      secondFactor {
        isOn
        isRequired
        recoveryCodeCount
      }
    }
  }
`);

/** What somebody gets who is let in, and why somebody is not. */
const TOKENS = graphql(`
  fragment Tokens on TokenPair @_unmask {
    accessToken
    refreshToken
    expiresInSeconds
  }
`);
const FAULT = graphql(`
  fragment Fault on UserError @_unmask {
    message
    path
  }
`);

export const SIGN_IN = graphql(
  `
  mutation ConsoleSignIn($email: String!, $password: String!, $device: String) {
    signIn(input: { email: $email, password: $password, device: $device }) {
      tokens {
        ...Tokens
      }
      device
      challenge
      errors {
        ...Fault
      }
    }
  }
`,
  [TOKENS, FAULT],
);

export const SIGN_IN_WITH_CODE = graphql(
  `
  mutation ConsoleSignInWithCode($challenge: String!, $code: String!) {
    signInWithCode(input: { challenge: $challenge, code: $code }) {
      tokens {
        ...Tokens
      }
      device
      errors {
        ...Fault
      }
    }
  }
`,
  [TOKENS, FAULT],
);

export const REQUEST_RESET = graphql(`
  mutation ConsoleRequestPasswordReset($email: String!) {
    requestPasswordReset(input: { email: $email }) {
      isAccepted
      errors {
        message
        path
      }
    }
  }
`);

export const RESET_PASSWORD = graphql(`
  mutation ConsoleResetPassword($token: String!, $password: String!) {
    resetPassword(input: { token: $token, password: $password }) {
      isChanged
      errors {
        message
        path
      }
    }
  }
`);

export const SIGN_UP = graphql(`
  mutation ConsoleSignUp(
    $email: String!
    $name: String!
    $organizationName: String
    $invitation: String
  ) {
    signUp(input: { email: $email
      name: $name
      organizationName: $organizationName
      invitation: $invitation }) {
      isAccepted
      errors {
        message
        path
      }
    }
  }
`);

export const CONFIRM = graphql(
  `
  mutation ConsoleConfirm($token: String!, $password: String!) {
    confirmSignUp(input: { token: $token, password: $password }) {
      tokens {
        ...Tokens
      }
      errors {
        ...Fault
      }
    }
  }
`,
  [TOKENS, FAULT],
);

export const ACCEPT_INVITATION = graphql(
  `
  mutation ConsoleAcceptInvitation($token: String!) {
    acceptInvitation(input: { token: $token }) {
      tokens {
        ...Tokens
      }
      errors {
        ...Fault
      }
    }
  }
`,
  [TOKENS, FAULT],
);

export const SWITCH_ORGANIZATION = graphql(
  `
  mutation ConsoleSwitchOrganization($organizationId: ID!) {
    switchOrganization(input: { organizationId: $organizationId }) {
      tokens {
        ...Tokens
      }
      errors {
        ...Fault
      }
    }
  }
`,
  [TOKENS, FAULT],
);

export const CREATE_ORGANIZATION = graphql(`
  mutation ConsoleCreateOrganization($name: String!) {
    createOrganization(input: { name: $name }) {
      organization {
        id
      }
      errors {
        message
        path
      }
    }
  }
`);

export const SIGN_OUT = graphql(`
  mutation ConsoleSignOut($everywhere: Boolean!) {
    signOut(input: { everywhere: $everywhere }) {
      isSignedOut
      errors {
        message
        path
      }
    }
  }
`);

export const OPEN_GUEST_LINK = graphql(`
  mutation ConsoleOpenGuestLink($token: String!, $password: String) {
    openGuestLink(input: { token: $token, password: $password }) {
      accessToken
      guestLink {
        resource
        resourceId
        access
      }
      errors {
        message
        path
      }
    }
  }
`);

export type Viewer = ResultOf<typeof VIEWER>['viewer'];
