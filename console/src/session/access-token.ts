import { dropCredentials, keepCredentials, type PersonCredentials, readCredentials } from './credentials.ts';
import { beginAnew, organizationHeaders, recheckOrganization } from './shown-organization.ts';
import { askToSignIn } from './sign-in-wanted.ts';

/** How long before its end a token is exchanged, in milliseconds. */
const MARGIN = 20_000;

const REFRESH = `mutation ConsoleRefresh($refreshToken: String!) {
  refreshTokens(input: { refreshToken: $refreshToken }) { tokens { accessToken refreshToken expiresInSeconds } errors { message } }
}`;

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** The browser's own fetch, also where the playground puts another in its place. */
export const plainFetch = window.fetch.bind(window);

/** A token that is good now; undefined where nobody is signed in, which a server on one's own machine does not ask for. */
export async function findAccessToken(): Promise<string | undefined> {
  const credentials = readCredentials();
  if (credentials === undefined) return undefined;
  if (credentials.kind === 'GUEST' || isGood(credentials)) return credentials.accessToken;
  return alone(exchange);
}

/** Who asks, and what they believe to look at, as each request says it. */
export async function findRequestHeaders(): Promise<Record<string, string>> {
  const token = await findAccessToken();
  return token === undefined ? {} : { authorization: `Bearer ${token}`, ...organizationHeaders() };
}

/** fetch, with who asks. */
export async function authorizedFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(await findRequestHeaders())) headers.set(name, value);
  const response = await plainFetch(input, { ...init, headers });
  if (response.status === 401) askToSignIn();
  if (response.status === 409) recheckOrganization();
  return response;
}

/** Keeps the tokens of somebody who signed in or switched in this tab, for whom everything begins anew. */
export function takeTokens(tokens: TokenPair): void {
  beginAnew();
  keepTokens(tokens);
}

function keepTokens({ accessToken, refreshToken, expiresInSeconds }: TokenPair): void {
  keepCredentials({
    kind: 'PERSON',
    accessToken,
    refreshToken,
    expiresAt: Date.now() + expiresInSeconds * 1_000,
  });
}

function isGood({ expiresAt }: PersonCredentials): boolean {
  return expiresAt - MARGIN > Date.now();
}

let underWay: Promise<string | undefined> | undefined;

/**
 * A refresh token is good once, and ends the session when it comes a second time: of several requests one exchanges it,
 * and of several tabs too where the browser has locks (over https, and on one's own machine).
 */
function alone(work: () => Promise<string | undefined>): Promise<string | undefined> {
  underWay ??= ('locks' in navigator ? navigator.locks.request('marquee-refresh', work) : work()).finally(
    () => {
      underWay = undefined;
    },
  );
  return underWay;
}

async function exchange(): Promise<string | undefined> {
  // Another tab may have done it while this one waited.
  const credentials = readCredentials();
  if (credentials === undefined) return undefined;
  if (credentials.kind === 'GUEST' || isGood(credentials)) return credentials.accessToken;
  const response = await plainFetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: REFRESH, variables: { refreshToken: credentials.refreshToken } }),
  });
  const { data }: { data?: { refreshTokens: { tokens: TokenPair | null } | null } | null } =
    await response.json();
  // A server that is busy or on its way up has not said that the session is over.
  if (!data?.refreshTokens) throw new Error('The session could not be renewed. Try again in a moment.');
  const { tokens } = data.refreshTokens;
  if (tokens === null) dropCredentials();
  else keepTokens(tokens);
  return tokens?.accessToken;
}
