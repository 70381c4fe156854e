import { z } from 'zod';
import { createRequests, type Requests } from './requests.ts';
import type { Server } from './server.ts';
import type { Tally } from './tally.ts';

const EMAIL = 'soak@example.com';
const PASSWORD = 'a password for the soak alone';

const Tokens = z.object({ accessToken: z.string() });
const Confirmed = z.object({ confirmSignUp: z.object({ tokens: Tokens }) });
const SignedIn = z.object({ signIn: z.object({ tokens: Tokens }) });
const Made = z.object({
  createApiToken: z.object({ token: z.string(), apiToken: z.object({ id: z.string() }) }),
});

const CREATE_TOKEN = `mutation Token($name: String!) {
  createApiToken(input: { name: $name, scopes: [READ, IMPORT, BRIEF, ADMINISTER] }) { token apiToken { id } errors { message } }
}`;

/** Signs up by the invitation in the server's log. @returns an API token that may do everything that the load does */
export async function signUp(server: Server, tally: Tally): Promise<string> {
  const [, invitation] = await server.logged(/invitation: "([^"]+)"/);
  const nobody = createRequests(undefined, tally);
  await nobody.graphql(server, {
    operation: 'signUp',
    query: `mutation SignUp($email: String!, $invitation: String!) {
      signUp(input: { email: $email, name: "Soak", invitation: $invitation }) { isAccepted errors { message } }
    }`,
    variables: { email: EMAIL, invitation },
  });
  const [, token] = await server.logged(/\/confirm\?token=([\w.-]+)/);
  const confirmed = await nobody.graphql(server, {
    operation: 'confirmSignUp',
    query: `mutation Confirm($token: String!, $password: String!) { confirmSignUp(input: { token: $token, password: $password }) { tokens { accessToken } errors { message } } }`,
    variables: { token, password: PASSWORD },
  });
  const { accessToken } = Confirmed.parse(confirmed).confirmSignUp.tokens;
  return (await createToken(server, createRequests(accessToken, tally))).token;
}

async function createToken(server: Server, requests: Requests) {
  const made = await requests.graphql(server, {
    operation: 'createApiToken',
    query: CREATE_TOKEN,
    variables: { name: 'soak' },
  });
  const { token, apiToken } = Made.parse(made).createApiToken;
  return { token, id: apiToken.id };
}

/** Signs in, makes an API token, uses and revokes it, and signs out. */
export async function comeAndGo(server: Server, tally: Tally): Promise<void> {
  const signedIn = await createRequests(undefined, tally).graphql(server, {
    operation: 'signIn',
    query: `mutation SignIn($email: String!, $password: String!) {
      signIn(input: { email: $email, password: $password }) { tokens { accessToken } errors { message } }
    }`,
    variables: { email: EMAIL, password: PASSWORD },
  });
  if (signedIn === undefined) return;
  const requests = createRequests(SignedIn.parse(signedIn).signIn.tokens.accessToken, tally);
  const ask = (operation: string, query: string, variables = {}) =>
    requests.graphql(server, { operation, query, variables });
  const made = Made.safeParse(await ask('createApiToken', CREATE_TOKEN, { name: 'short-lived' }));
  if (made.success) {
    const { apiToken, token } = made.data.createApiToken;
    await createRequests(token, tally).graphql(server, {
      operation: 'viewer',
      query: '{ viewer { scopes } }',
    });
    await ask(
      'revokeApiToken',
      'mutation Revoke($id: ID!) { revokeApiToken(input: { id: $id }) { errors { message } } }',
      {
        id: apiToken.id,
      },
    );
  }
  await ask('signOut', 'mutation SignOut { signOut(input: {}) { errors { message } } }');
}
