import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { describeRoute } from '../../../platform/rest/index.ts';
import type { LetInOutcome } from '../people/let-in.ts';
import { createSecret, deriveKey } from '../people/secrets.ts';
import type { SignUpDeps } from '../people/sign-up.ts';
import { signInWithIdentity } from './identity.ts';
import type { Provider, SignInChecks } from './provider.ts';

const COOKIE = 'marquee_sign_in';
const MINUTES = 10;

const Query = z.object({
  /** The token of an invitation, for somebody without an account. */
  invitation: z.string().max(500).optional(),
  /** The page to come back to, with the tokens behind its #. */
  return: z.url().optional(),
});

const Answer = z.union([
  z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresInSeconds: z.int().describe('How long the access token is valid, in seconds.'),
  }),
  z.object({
    challenge: z
      .string()
      .describe('Of somebody with a second factor: what the mutation signInWithCode takes with their code.'),
  }),
]);

const Pending = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  invitation: z.string().nullable(),
  returnTo: z.string().nullable(),
});

type Pending = z.output<typeof Pending>;

export interface ProviderRouteDeps extends SignUpDeps {
  /** By the name that stands in their address. */
  readonly providers: Readonly<Record<string, Provider>>;
  readonly authSecret: string;
  readonly publicUrl: string;
  /** Origins of the pages that tokens may be handed to. */
  readonly returnOrigins: readonly string[];
}

/**
 * GET /auth/PROVIDER sends a browser to the provider; GET /auth/PROVIDER/callback lets in who comes back, and answers
 * with the tokens as JSON, or leads to the page that was asked for. What is between the two is in a signed cookie.
 */
export function registerProviderRoutes(server: FastifyInstance, deps: ProviderRouteDeps): void {
  const key = deriveKey(deps.authSecret, 'sign-in with a provider');
  for (const [name, provider] of Object.entries(deps.providers)) {
    const redirectUri = `${deps.publicUrl.replace(/\/$/, '')}/auth/${name}/callback`;
    const begin = describeRoute({
      tag: 'Sign-in',
      summary: `Sign in with ${name}`,
      query: Query,
      answers: { 302: { description: 'To the provider.', type: null } },
      isPublic: true,
    });
    const comeBack = describeRoute({
      tag: 'Sign-in',
      summary: `Callback of ${name}`,
      answers: {
        200: { description: 'The tokens, or a challenge, where no page was asked for.', schema: Answer },
        302: { description: 'To the page that was asked for, with the same behind its #.', type: null },
      },
      isPublic: true,
    });
    server.get(`/auth/${name}`, begin, async (request, reply) => {
      const query = Query.safeParse(request.query);
      const returnTo = query.data?.return ?? null;
      if (!query.success || !isAllowedReturn(returnTo, deps.returnOrigins)) {
        throw new CallerError(
          'BAD_USER_INPUT',
          'return must be the address of a page whose origin is in CORS_ORIGINS.',
        );
      }
      const checks: SignInChecks = {
        state: createSecret(),
        nonce: createSecret(),
        codeVerifier: createSecret(),
      };
      const pending: Pending = {
        ...checks,
        provider: name,
        invitation: query.data.invitation ?? null,
        returnTo,
      };
      setCookie(reply, deps.publicUrl, await seal(pending, key), MINUTES * 60);
      return reply.redirect((await provider.authorizationUrl(redirectUri, checks)).href);
    });
    server.get(`/auth/${name}/callback`, comeBack, async (request, reply) => {
      setCookie(reply, deps.publicUrl, '', 0);
      const pending = await open(readCookie(request), key);
      if (pending === undefined || pending.provider !== name) {
        throw new CallerError(
          'UNAUTHENTICATED',
          `This sign-in did not start here, or started more than ${MINUTES} minutes ago. Start again at /auth/${name}.`,
        );
      }
      const callback = new URL(redirectUri);
      callback.search = new URL(request.url, redirectUri).search;
      const identity = await provider.identify(callback, pending);
      const origin = { address: request.ip, requestId: request.id };
      const answer = describeOutcome(await signInWithIdentity(deps, origin, identity, pending.invitation));
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      return pending.returnTo === null
        ? reply.send(answer)
        : reply.redirect(withAnswer(pending.returnTo, answer));
    });
  }
}

/** A blob: address has the origin of the page that made it, and is none. */
function isAllowedReturn(returnTo: string | null, origins: readonly string[]): boolean {
  if (returnTo === null) return true;
  const { protocol, origin } = new URL(returnTo);
  return ['http:', 'https:'].includes(protocol) && origins.includes(origin);
}

/** Behind the #, where neither a log nor another server sees them. */
function withAnswer(returnTo: string, answer: z.output<typeof Answer>): string {
  const url = new URL(returnTo);
  const facts = Object.entries(answer).map(([name, value]) => [name, String(value)]);
  url.hash = new URLSearchParams(facts).toString();
  return url.href;
}

function describeOutcome({ tokens, challenge }: LetInOutcome): z.output<typeof Answer> {
  if (tokens === null) return { challenge };
  const { accessToken, refreshToken, expiresInSeconds } = tokens;
  return { accessToken, refreshToken, expiresInSeconds };
}

function seal(pending: Pending, key: Uint8Array): Promise<string> {
  return new SignJWT({ ...pending })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(`${MINUTES} min`)
    .sign(key);
}

async function open(sealed: string | undefined, key: Uint8Array): Promise<Pending | undefined> {
  if (sealed === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(sealed, key, { algorithms: ['HS256'] });
    return Pending.safeParse(payload).data;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function setCookie(reply: FastifyReply, publicUrl: string, value: string, seconds: number): void {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${COOKIE}=${value}; Path=/auth; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
}

function readCookie({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
