import { createHmac, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from '../../src/capabilities/access/password/password.ts';
import { createAccessTokens } from '../../src/capabilities/access/people/access-token.ts';
import { deriveKey } from '../../src/capabilities/access/people/secrets.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { tamper } from '../tampered.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

const PASSWORD = 'correct horse battery staple';
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    tokens { accessToken refreshToken expiresInSeconds } errors { code message path }
  }
}`;
const REFRESH = `mutation ($token: String!) {
  refreshTokens(input: { refreshToken: $token }) { tokens { accessToken refreshToken } errors { code message } }
}`;

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}
interface TokensPayload {
  readonly tokens: Pair | null;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

let drop: () => Promise<void>;
const databases: Database[] = [];
/** Two processes' worth of the product over one PostgreSQL. */
let apps: readonly [RunningApp, RunningApp];
let seed: Seed;

beforeAll(async () => {
  const created = await createPostgresDatabase();
  drop = created.drop;
  const open = () => {
    const database = openPostgres(created.url, silentLogger, { connections: 8 });
    databases.push(database);
    return database;
  };
  const settings = { AUTH_SECRET, CLIENT_COST_PER_MINUTE: '0', TRUST_PROXY: 'loopback' };
  apps = [await startApp(open(), settings), await startApp(open(), settings)];
  seed = seedAccess(open());
});
afterAll(async () => {
  for (const app of apps) await app.close();
  for (const database of databases) await database.close();
  await drop();
});

/** Somebody with an account in an organization of their own. */
async function account() {
  const organizationId = await seed.organization(randomUUID());
  const personId = await seed.member(organizationId, 'ADMIN');
  const passwordHash = await hashPassword(PASSWORD);
  await seed.run('insert into credential (person_id, password_hash) values ($1, $2)', [
    personId,
    passwordHash,
  ]);
  const email = `${personId.slice('person-'.length)}@example.com`.toLowerCase();
  return { organizationId, personId, email };
}

async function signIn(email: string, password = PASSWORD): Promise<TokensPayload> {
  const answer = await apps[0].query<{ signIn: TokensPayload }>(SIGN_IN, { email, password });
  return answer.data.signIn;
}

async function signInAs(email: string): Promise<Pair> {
  const { tokens } = await signIn(email);
  if (tokens === null) throw new Error('was not let in');
  return tokens;
}

async function whoIs(token: string, app: RunningApp = apps[0]): Promise<string | null> {
  const answer = await app.query<{ viewer: { person: { id: string } } | null } | null>(
    '{ viewer { person { id } } }',
    {},
    token,
  );
  expect([undefined, 'UNAUTHENTICATED']).toContain(answer.errors?.[0]?.extensions.code);
  return answer.data?.viewer?.person.id ?? null;
}

describe('an access token', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('lets its person in, in every process that has the secret', async () => {
    const { email, personId } = await account();
    const { accessToken } = await signInAs(email);
    for (const app of apps) expect(await whoIs(accessToken, app)).toBe(personId);
  });

  it('is refused in every other form', async () => {
    const { organizationId, personId } = await account();
    const { token, sessionId } = await seed.signedIn(organizationId, personId);
    expect(await whoIs(token)).toBe(personId);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const key = deriveKey(AUTH_SECRET, 'access token of a person');
    const sign = (
      changed: Record<string, unknown>,
      by: Uint8Array = key,
      head: Record<string, string> = {},
    ) =>
      new SignJWT({ ...claims, ...changed })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...head })
        .sign(by);
    const hmac = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
    const none = encode({ alg: 'none', typ: 'at+jwt' });
    const expired = createAccessTokens(AUTH_SECRET, -1);
    const attacks: Readonly<Record<string, string>> = {
      'a changed payload': `${header}.${encode({ ...claims, sub: 'owner' })}.${signature}`,
      'a changed signature': `${header}.${payload}.${tamper(signature)}`,
      'no signature': `${header}.${payload}.`,
      'alg none': `${none}.${payload}.`,
      'alg none with its signature': `${none}.${payload}.${hmac(`${none}.${payload}`)}`,
      'alg NonE': `${encode({ alg: 'NonE' })}.${payload}.${signature}`,
      'another algorithm': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS512', typ: 'at+jwt' })
        .sign(key),
      'the key of another server': await sign({}, deriveKey(`${AUTH_SECRET}!`, 'access token of a person')),
      'the key of guests': await sign({}, deriveKey(AUTH_SECRET, 'access token of a guest')),
      'the secret itself as the key': await sign({}, new TextEncoder().encode(AUTH_SECRET)),
      'another audience': await sign({ aud: 'guest' }),
      'no audience': await sign({ aud: undefined }),
      'another issuer': await sign({ iss: 'somebody' }),
      'another type': await sign({}, key, { typ: 'JWT' }),
      'no expiry': await sign({ exp: undefined }),
      'an expiry in the past': await expired.signPerson({ personId, sessionId, organizationId }),
      'a time before which it is not good': await sign({ nbf: Math.floor(Date.now() / 1_000) + 600 }),
      'a session that there is not': await sign({ sid: randomUUID() }),
      "somebody else's session": await sign({ sub: (await account()).personId }),
      nothing: '',
      'no token': 'undefined',
      'three dots': '...',
      'an API token that was never given out': `mq_api_${Buffer.from(organizationId).toString('base64url')}.${'A'.repeat(43)}`,
    };
    for (const [attack, forged] of Object.entries(attacks))
      expect({ attack, person: await whoIs(forged) }).toEqual({ attack, person: null });
  });

  it('shows an organization that its person has left nothing more, and one that they never were in nothing at all', async () => {
    const { personId } = await account();
    const other = await account();
    await seed.campaign(other.organizationId, null, 'theirs');
    const { token } = await seed.signedIn(other.organizationId, personId);
    const answer = await apps[0].query<{
      campaigns: { edges: unknown[] };
      viewer: { organization: unknown };
    }>('{ campaigns { edges { node { id } } } viewer { organization { id } } }', {}, token);
    expect(answer.data).toEqual({ campaigns: { edges: [] }, viewer: { organization: null } });
  });
});

describe('a refresh token', () => {
  it('is exchanged once; whoever comes with it again ends the session, for the thief and the owner', async () => {
    const { email, personId } = await account();
    const first = await signInAs(email);
    const exchange = async (token: string) =>
      (await apps[1].query<{ refreshTokens: TokensPayload }>(REFRESH, { token })).data.refreshTokens;
    const second = await exchange(first.refreshToken);
    expect(await whoIs(second.tokens?.accessToken ?? '')).toBe(personId);
    const replayed = await exchange(first.refreshToken);
    expect(replayed).toMatchObject({ tokens: null, errors: [{ code: 'UNAUTHENTICATED' }] });
    expect(await exchange(second.tokens?.refreshToken ?? '')).toMatchObject({ tokens: null });
    for (const app of apps)
      await vi.waitFor(async () => expect(await whoIs(second.tokens?.accessToken ?? '', app)).toBeNull(), {
        timeout: 1_000,
      });
  });

  it('is given to one of many who come with it at once', async () => {
    const { email } = await account();
    const { refreshToken } = await signInAs(email);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_unused, index) =>
        (apps[index % 2] ?? apps[0]).query<{ refreshTokens: TokensPayload }>(REFRESH, {
          token: refreshToken,
        }),
      ),
    );
    expect(answers.filter(({ data }) => data.refreshTokens.tokens !== null)).toHaveLength(1);
  });
});

describe('a revocation', () => {
  // A guard, and not a measure: less than the 30 s after which a process would ask anew without having heard of anything.
  const within = { timeout: 20_000, interval: 10 };

  it('of a session holds in every process that hears of it', async () => {
    const { email, personId } = await account();
    const [one, two] = [await signInAs(email), await signInAs(email)];
    for (const app of apps) expect(await whoIs(one.accessToken, app)).toBe(personId);
    await apps[0].query('mutation { signOut(input: {}) { isSignedOut } }', {}, one.accessToken);
    expect(await whoIs(one.accessToken)).toBeNull();
    await vi.waitFor(async () => expect(await whoIs(one.accessToken, apps[1])).toBeNull(), within);
    expect(await whoIs(two.accessToken, apps[1])).toBe(personId);
    await apps[0].query(
      'mutation { signOut(input: { everywhere: true }) { isSignedOut } }',
      {},
      two.accessToken,
    );
    await vi.waitFor(async () => expect(await whoIs(two.accessToken, apps[1])).toBeNull(), within);
  });

  it('of a role, a grant, an API token and a guest link holds in every process that hears of it', async () => {
    const { organizationId, personId } = await account();
    const admin = (await seed.signedIn(organizationId, personId)).token;
    const department = await seed.department(organizationId);
    const campaignId = await seed.campaign(organizationId, null);
    const other = await seed.member(organizationId, 'CONTRIBUTOR', department);
    const { token } = await seed.signedIn(organizationId, other);
    const sees = async (by: string, app: RunningApp) =>
      (
        await app.query<{ campaign: unknown }>(
          'query ($id: ID!) { campaign(id: $id) { id } }',
          { id: campaignId },
          by,
        )
      ).data?.campaign != null;
    const run = async (mutation: string) => {
      const answer = await apps[0].query<
        Record<string, { errors: unknown[] } & Record<string, { id: string }>>
      >(mutation, {}, admin);
      expect(answer.errors).toBeUndefined();
      return Object.values(answer.data)[0];
    };
    const both = async (by: string, expected: boolean) => {
      for (const app of apps)
        await vi.waitFor(async () => expect(await sees(by, app)).toBe(expected), within);
    };
    await both(token, false);
    const grant = await run(
      `mutation { shareResource(input: { resource: CAMPAIGN, id: "${campaignId}", personId: "${other}", access: VIEW }) { grant { id } errors { message } } }`,
    );
    await both(token, true);
    await run(
      `mutation { revokeGrant(input: { id: "${grant?.grant?.id}" }) { grant { id } errors { message } } }`,
    );
    await both(token, false);
    await run(
      `mutation { changeRole(input: { personId: "${other}", role: VIEWER }) { member { id } errors { message } } }`,
    );
    await both(token, true);
    await run(`mutation { removeMember(input: { personId: "${other}" }) { personId errors { message } } }`);
    await both(token, false);
    await run(
      `mutation { assignDepartment(input: { resource: CAMPAIGN, id: "${campaignId}", departmentId: "${department}" }) { errors { message } } }`,
    );
    await both(token, true);

    const program = await seed.apiToken(organizationId, personId, ['READ']);
    await both(program.token, true);
    await run(
      `mutation { revokeApiToken(input: { id: "${program.id}" }) { apiToken { id } errors { message } } }`,
    );
    for (const app of apps)
      await vi.waitFor(async () => expect(await whoIs(program.token, app)).toBeNull(), within);

    const link = await seed.guestLink(organizationId, { resource: 'CAMPAIGN', id: campaignId }, 'VIEW');
    await both(link.accessToken, true);
    await run(
      `mutation { revokeGuestLink(input: { id: "${link.id}" }) { guestLink { id } errors { message } } }`,
    );
    await both(link.accessToken, false);
  });

  it('holds although the connection that hears of it was lost', async () => {
    const { organizationId, personId } = await account();
    const { token, sessionId } = await seed.signedIn(organizationId, personId);
    expect(await whoIs(token, apps[1])).toBe(personId);
    await seed.run(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
      [],
    );
    await seed.run('update session set revoked_at = now() where id = $1', [sessionId]);
    await vi.waitFor(async () => expect(await whoIs(token, apps[1])).toBeNull(), within);
  });
});

describe('signing in', () => {
  it('tells nobody whether there is an account, in words or in time', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    const answers = new Set<string>();
    const accounts = await Promise.all(Array.from({ length: 8 }, account));
    for (let round = 0; round < 8; round += 1) {
      for (const [times, email] of [
        [known, accounts[round]?.email ?? ''],
        [unknown, `${randomUUID()}@example.com`],
      ] as const) {
        // CPU time, of all threads: how busy the machine is otherwise makes no difference.
        const began = process.cpuUsage();
        answers.add(JSON.stringify(await signIn(email, 'a wrong password')));
        const { user, system } = process.cpuUsage(began);
        times.push(user + system);
      }
    }
    expect(answers.size).toBe(1);
    const median = (times: readonly number[]) =>
      times.toSorted((left, right) => left - right)[times.length >> 1] ?? 0;
    // The hash takes tens of milliseconds; without it for nobody, the ratio would be beyond ten.
    expect(median(known) / median(unknown)).toBeLessThan(3);
    expect(median(unknown) / median(known)).toBeLessThan(3);
  });

  it('is slowed down by address and account, whether there is one, and not for its owner', async () => {
    const { email } = await account();
    for (const guessed of [email, `${randomUUID()}@example.com`]) {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 11; attempt += 1) {
        const response = await fetch(`${apps[0].url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8:7:7::${attempt}` },
          body: JSON.stringify({
            query: SIGN_IN,
            variables: { email: guessed, password: 'a wrong password' },
          }),
        });
        const body: { data: { signIn: TokensPayload } } = await response.json();
        codes.push(body.data.signIn.errors[0]?.code ?? 'none');
      }
      expect(codes).toEqual([...Array(10).fill('UNAUTHENTICATED'), 'RATE_LIMITED']);
    }
    expect((await signIn(email)).errors).toEqual([]);
  });

  it('that succeeds is not counted as a guess', async () => {
    const { email } = await account();
    for (let attempt = 0; attempt < 12; attempt += 1) expect((await signIn(email)).errors).toEqual([]);
  });
});
