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
      organizations {
        id
        name
      }
      memberships {
        departmentId
        role
      }
    }
  }
`);

/** What somebody gets who is let in, or why they are not. */
const LET_IN = graphql(`
  fragment LetIn on TokenPairPayload @_unmask {
    tokens {
      accessToken
      refreshToken
      expiresInSeconds
    }
    errors {
      message
      argument
    }
  }
`);

export const SIGN_IN = graphql(
  `
  mutation ConsoleSignIn($email: String!, $password: String!) {
    signIn(input: { email: $email, password: $password }) {
      ...LetIn
    }
  }
`,
  [LET_IN],
);

export const SIGN_UP = graphql(`
  mutation ConsoleSignUp(
    $email: String!
    $password: String!
    $name: String!
    $organizationName: String
    $invitation: String
  ) {
    signUp(input: { email: $email
      password: $password
      name: $name
      organizationName: $organizationName
      invitation: $invitation }) {
      isAccepted
      errors {
        message
        argument
      }
    }
  }
`);

export const CONFIRM = graphql(
  `
  mutation ConsoleConfirm($token: String!) {
    confirmSignUp(input: { token: $token }) {
      ...LetIn
    }
  }
`,
  [LET_IN],
);

export const ACCEPT_INVITATION = graphql(
  `
  mutation ConsoleAcceptInvitation($token: String!) {
    acceptInvitation(input: { token: $token }) {
      ...LetIn
    }
  }
`,
  [LET_IN],
);

export const SWITCH_ORGANIZATION = graphql(
  `
  mutation ConsoleSwitchOrganization($organizationId: ID!) {
    switchOrganization(input: { organizationId: $organizationId }) {
      ...LetIn
    }
  }
`,
  [LET_IN],
);

export const CREATE_ORGANIZATION = graphql(`
  mutation ConsoleCreateOrganization($name: String!) {
    createOrganization(input: { name: $name }) {
      organization {
        id
      }
      errors {
        message
        argument
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
        argument
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
        argument
      }
    }
  }
`);

export type Viewer = ResultOf<typeof VIEWER>['viewer'];
