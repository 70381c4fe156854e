import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGitHubProvider } from '../../src/capabilities/access/provider/provider.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { type LetterBox, linkIn, openLetterBox } from '../letter-box.ts';
import { type OpenIdProvider, openOpenIdProvider } from '../openid-provider.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

const PAGE = 'http://app.example.com';
const PUBLIC_URL = 'http://marquee.example.com';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

let drop: () => Promise<void>;
let database: Database;
let app: RunningApp;
let seed: Seed;
let provider: OpenIdProvider;
let user: OpenIdProvider['user'];
let letters: LetterBox;

beforeAll(async () => {
  const created = await createPostgresDatabase();
  drop = created.drop;
  database = openPostgres(created.url, silentLogger, { connections: 8 });
  seed = seedAccess(database);

  letters = await openLetterBox();
  provider = await openOpenIdProvider(PUBLIC_URL);
  ({ user } = provider);
  app = await startApp(database, {
    AUTH_SECRET,
    ...provider.settings,
    CORS_ORIGINS: PAGE,
    PUBLIC_URL,
    SMTP_URL: letters.url,
  });
});
afterAll(async () => {
  await app.close();
  provider.close();
  letters.close();
  await database.close();
  await drop();
});

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A browser: it follows redirects and keeps cookies, until it comes back to the product. */
async function browse(start: string): Promise<{ callback: string; cookie: string }> {
  const jar = new Map<string, string>();
  const begun = await fetch(`${app.url}${start}`, { redirect: 'manual' });
  expect(begun.status).toBe(302);
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  let next = begun.headers.get('location') ?? '';
  for (let hops = 0; hops < 10; hops += 1) {
    if (next.startsWith(`${PUBLIC_URL}/`)) return { callback: next.replace(PUBLIC_URL, app.url), cookie };
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    next = new URL(answer.headers.get('location') ?? '', next).href;
  }
  throw new Error('it went on for ever');
}

async function signInThere(start = '/auth/openid'): Promise<Response> {
  const { callback, cookie } = await browse(start);
  return fetch(callback, { headers: { cookie }, redirect: 'manual' });
}

async function whoIs({ accessToken }: Tokens) {
  const answer = await app.query<{
    viewer: { person: { id: string; email: string }; organization: { name: string } };
  }>('{ viewer { person { id email } organization { name } } }', {}, accessToken);
  return answer.data.viewer;
}

describe('OpenID Connect', () => {
  it('makes an account at the first sign-in, and knows it again', async () => {
    const first: Tokens = await (await signInThere()).json();
    const viewer = await whoIs(first);
    expect(viewer).toMatchObject({
      person: { email: 'ada@example.com' },
      organization: { name: "Ada's organization" },
    });
    user.email = 'changed@example.com';
    const again: Tokens = await (await signInThere()).json();
    expect((await whoIs(again)).person.id).toBe(viewer.person.id);
  });

  it('leads back to the page that was asked for, if its origin may have the tokens', async () => {
    const back = await signInThere(`/auth/openid?return=${encodeURIComponent(`${PAGE}/signed-in`)}`);
    const url = new URL(back.headers.get('location') ?? '');
    expect(`${url.origin}${url.pathname}${url.search}`).toBe(`${PAGE}/signed-in`);
    expect(new URLSearchParams(url.hash.slice(1)).get('accessToken')).toMatch(/^ey/);
  });

  it.each([
    'http://evil.example.com',
    `blob:${PAGE}/0123`,
    'javascript:alert(1)',
    `${PAGE}.evil.example.com`,
  ])('leads back to no other place: %s', async (place) => {
    const stolen = await fetch(`${app.url}/auth/openid?return=${encodeURIComponent(place)}`, {
      redirect: 'manual',
    });
    expect(stolen.status).toBe(400);
  });

  it('joins the organization of an invitation', async () => {
    Object.assign(user, { sub: 'grace', email: 'grace@example.com', name: 'Grace' });
    await seed.organization('inviting');
    const { token } = await seed.invitation('inviting', null, 'MANAGER');
    const tokens: Tokens = await (await signInThere(`/auth/openid?invitation=${token}`)).json();
    expect((await whoIs(tokens)).organization.name).toBe('inviting');
  });

  it('links a verified address to the account that has it, which is asked for its second factor, and one that is not to none', async () => {
    const personId = await seed.person('joan');
    Object.assign(user, {
      sub: 'joan-there',
      email: 'joan@example.com',
      name: 'Joan',
      email_verified: false,
    });
    expect((await signInThere()).status).toBe(403);
    user.email_verified = true;
    const tokens: Tokens = await (await signInThere()).json();
    expect((await whoIs(tokens)).person.id).toBe(personId);

    await seed.run(
      `insert into second_factor (person_id, secret, confirmed_at) values ($1, 'sealed', now())`,
      [personId],
    );
    expect(await (await signInThere()).json()).toEqual({ challenge: expect.stringMatching(/^ey/) });
    const back = await signInThere(`/auth/openid?return=${encodeURIComponent(PAGE)}`);
    expect(back.headers.get('location')).toMatch(/#challenge=ey[^&]+$/);
  });

  it.each<[string, (url: URL) => void, boolean]>([
    ['without the cookie of whoever began', () => undefined, false],
    ['with another state', (url) => url.searchParams.set('state', 'another'), true],
    ['with another code', (url) => url.searchParams.set('code', 'another'), true],
    ['with the issuer of another', (url) => url.searchParams.set('iss', 'http://another'), true],
    [
      'with an error of the provider',
      (url) => {
        url.searchParams.delete('code');
        url.searchParams.set('error', 'access_denied');
      },
      true,
    ],
  ])('lets nobody in %s', async (_name, change, hasCookie) => {
    const { callback, cookie } = await browse('/auth/openid');
    const url = new URL(callback);
    change(url);
    const answer = await fetch(url, { headers: hasCookie ? { cookie } : {} });
    expect(answer.status).toBe(401);
  });
});

describe('GitHub', () => {
  it('is asked who came, and for the address that it has verified', async () => {
    const github = createServer((request, response) => {
      const answers: Readonly<Record<string, unknown>> = {
        '/login/oauth/access_token': { access_token: 'gho_test', token_type: 'bearer', scope: 'user:email' },
        '/user': { id: 42, login: 'octocat', name: null },
        '/user/emails': [
          { email: 'old@example.com', primary: false, verified: true },
          { email: 'octo@example.com', primary: true, verified: true },
        ],
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
    }).listen(0, '127.0.0.1');
    await once(github, 'listening');
    const site = `http://127.0.0.1:${portOf(github)}`;
    const provider = createGitHubProvider({ clientId: 'id', clientSecret: 'secret' }, { site, api: site });
    const checks = { state: 's', nonce: 'n', codeVerifier: 'v'.repeat(43) };
    const url = await provider.authorizationUrl('http://localhost/auth/github/callback', checks);
    expect(url.pathname).toBe('/login/oauth/authorize');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    const callback = new URL('http://localhost/auth/github/callback?code=c&state=s');
    expect(await provider.identify(callback, checks)).toEqual({
      issuer: site,
      subject: '42',
      name: 'octocat',
      email: 'octo@example.com',
    });
    callback.searchParams.set('state', 'another');
    await expect(provider.identify(callback, checks)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    github.closeAllConnections();
    github.close();
  });
});

describe('signing up', () => {
  const SIGN_UP = `mutation ($email: String!) {
    signUp(input: { email: $email, name: "Mary", organizationName: "Mary's" }) { isAccepted errors { code message path } }
  }`;
  const CONFIRM = `mutation ($token: String!) { confirmSignUp(input: { token: $token, password: "a password of the test" }) { tokens { accessToken refreshToken } errors { code } } }`;

  const ask = async (email: string) => {
    const [mail, answer] = await Promise.all([
      letters.next(),
      app.query<{ signUp: unknown }>(SIGN_UP, { email }),
    ]);
    return { answer: answer.data, mail };
  };

  it('makes the account whose link was followed, once, and answers the same where there is one', async () => {
    const fresh = await ask('Mary@Example.com');
    const link = new URL(linkIn(fresh.mail));
    const token = link.searchParams.get('token') ?? '';
    expect(`${link.origin}${link.pathname}`).toBe(`${PUBLIC_URL}/confirm`);
    expect(token).toMatch(/^[\w-]{43}$/);
    const confirmed = await app.query<{ confirmSignUp: { tokens: Tokens } }>(CONFIRM, { token });
    expect(await whoIs(confirmed.data.confirmSignUp.tokens)).toMatchObject({
      person: { email: 'mary@example.com' },
      organization: { name: "Mary's" },
    });
    const twice = await app.query<unknown>(CONFIRM, { token });
    expect(twice.data).toEqual({ confirmSignUp: { tokens: null, errors: [{ code: 'NOT_FOUND' }] } });
    const known = await ask('mary@example.com');
    expect(known.answer).toEqual(fresh.answer);
    expect(known.mail).toContain('You have an account already');
    expect(known.mail).not.toMatch(/token/);
  });

  it.each([
    ['not an address', 'n', 'email'],
    ['nameless@example.com', ' ', 'name'],
  ])('with the address %s and the name %s says what is wrong with %s', async (email, name, field) => {
    const answer = await app.query<{ signUp: { errors: { path: string[] }[] } }>(
      'mutation ($email: String!, $name: String!) { signUp(input: { email: $email, name: $name }) { isAccepted errors { path } } }',
      { email, name },
    );
    expect(answer.data.signUp.errors).toEqual([{ path: ['input', field] }]);
  });
});
