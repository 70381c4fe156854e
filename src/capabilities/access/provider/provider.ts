import type * as OpenIdClient from 'openid-client';
import { CallerError } from '../../../errors.ts';
import { isLoopback } from '../../../loopback.ts';
import { GitHubEmails, GitHubUser } from './github.ts';

/** Somebody as a provider of sign-in knows them. */
export interface ProvidedIdentity {
  /** With the subject, who they are for good; the address may change. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** Only an address that the provider has verified. */
  readonly email: string | null;
}

/** What has to come back as it went out. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Where people can sign in other than with a password. */
export interface Provider {
  /** Where the browser is sent. */
  authorizationUrl(redirectUri: string, checks: SignInChecks): Promise<URL>;
  /** Who came back. @throws CallerError UNAUTHENTICATED */
  identify(callback: URL, checks: SignInChecks): Promise<ProvidedIdentity>;
}

type Library = typeof OpenIdClient;

/**
 * An OpenID Connect issuer: Google, or any other. It is asked for its addresses at the first sign-in; its ID tokens are good
 * with its signature alone.
 */
export function createOpenIdProvider(
  {
    issuer,
    clientId,
    clientSecret,
  }: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | undefined;
  },
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Provider {
  const connect = once(async () => {
    const library = await import('openid-client');
    const server = new URL(issuer);
    const isLocal = server.protocol === 'http:' && isLoopback(server.hostname);
    const options = {
      [library.customFetch]: toCustomFetch(fetch),
      execute: [library.enableNonRepudiationChecks, ...(isLocal ? [library.allowInsecureRequests] : [])],
    };
    return {
      library,
      configuration: await library.discovery(server, clientId, clientSecret, undefined, options),
    };
  });
  return {
    async authorizationUrl(redirectUri, checks) {
      const { library, configuration } = await connect();
      return buildUrl(library, configuration, redirectUri, 'openid email profile', checks);
    },
    identify: (callback, { state, nonce, codeVerifier }) =>
      refuseFailures(connect, async ({ library, configuration }) => {
        const tokens = await library.authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw notLetIn();
        const info = await library.fetchUserInfo(configuration, tokens.access_token, claims.sub);
        return {
          issuer: claims.iss,
          subject: claims.sub,
          name: info.name ?? info.preferred_username ?? info.email ?? claims.sub,
          email: findVerifiedEmail([claims, info]),
        };
      }),
  };
}

/** The address of the first answer that has one, if that very answer says that it is verified and none says that it is not. */
function findVerifiedEmail(answers: readonly Readonly<Record<string, unknown>>[]): string | null {
  if (answers.some(({ email_verified: isVerified }) => isVerified === false)) return null;
  const first = answers.find(({ email }) => typeof email === 'string');
  return typeof first?.email === 'string' && first.email_verified === true ? first.email : null;
}

/** GitHub speaks OAuth 2 without OpenID Connect: who came is asked of its API. */
export function createGitHubProvider(
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  {
    site = 'https://github.com',
    api = 'https://api.github.com',
    fetch = globalThis.fetch,
  }: { readonly site?: string; readonly api?: string; readonly fetch?: typeof globalThis.fetch } = {},
): Provider {
  const connect = once(async () => {
    const library = await import('openid-client');
    const server = {
      issuer: site,
      authorization_endpoint: `${site}/login/oauth/authorize`,
      token_endpoint: `${site}/login/oauth/access_token`,
    };
    const configuration = new library.Configuration(
      server,
      clientId,
      clientSecret,
      library.ClientSecretPost(clientSecret),
    );
    configuration[library.customFetch] = toCustomFetch(fetch);
    if (new URL(site).protocol === 'http:' && isLoopback(new URL(site).hostname))
      library.allowInsecureRequests(configuration);
    return { library, configuration };
  });
  return {
    async authorizationUrl(redirectUri, checks) {
      const { library, configuration } = await connect();
      return buildUrl(library, configuration, redirectUri, 'read:user user:email', checks);
    },
    identify: (callback, { state, codeVerifier }) =>
      refuseFailures(connect, async ({ library, configuration }) => {
        const tokens = await library.authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
        });
        const get = async (path: string) => {
          const answer = await library.fetchProtectedResource(
            configuration,
            tokens.access_token,
            new URL(`${api}${path}`),
            'GET',
          );
          return answer.json();
        };
        const user = GitHubUser.parse(await get('/user'));
        const emails = GitHubEmails.parse(await get('/user/emails'));
        const email = emails.find(({ primary, verified }) => primary && verified)?.email ?? null;
        return { issuer: site, subject: String(user.id), name: user.name ?? user.login, email };
      }),
  };
}

/** The library types bodies more widely than fetch does. */
function toCustomFetch(fetch: typeof globalThis.fetch): OpenIdClient.CustomFetch {
  return (url, { body, ...request }) =>
    fetch(url, { ...request, body: body instanceof Uint8Array ? Buffer.from(body) : (body ?? null) });
}

async function buildUrl(
  library: Library,
  configuration: OpenIdClient.Configuration,
  redirectUri: string,
  scope: string,
  { state, nonce, codeVerifier }: SignInChecks,
): Promise<URL> {
  return library.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge: await library.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
  });
}

/** What the provider or the browser brought may be wrong in many ways; to whoever came it is one. */
async function refuseFailures<Connected extends { readonly library: Library }, Result>(
  connect: () => Promise<Connected>,
  work: (connected: Connected) => Promise<Result>,
): Promise<Result> {
  const connected = await connect();
  try {
    return await work(connected);
  } catch (error) {
    const { ClientError, AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } =
      connected.library;
    const kinds = [ClientError, AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError];
    throw kinds.some((kind) => error instanceof kind) ? notLetIn(error) : error;
  }
}

function notLetIn(cause?: unknown): CallerError {
  const error = new CallerError(
    'UNAUTHENTICATED',
    'The provider did not confirm your identity. Sign in again.',
  );
  error.cause = cause;
  return error;
}

/** Runs at the first call; after a failure, again at the next. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
