import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/capabilities/access/password/password.ts';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { type LetterBox, linkIn, openLetterBox } from '../letter-box.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

const PASSWORD = 'the password of the account';
const OTHER_PASSWORD = 'another password of the account';
const SIGN_IN = `mutation ($email: String!, $password: String!, $device: String) {
  signIn(input: { email: $email, password: $password, device: $device }) {
    tokens { accessToken } device challenge errors { code path }
  }
}`;
const AUDIT = statement(
  'test_accounts_audit',
  'select action, organization_id as "organizationId" from audit_entry where actor_id = $1 order by id',
);

interface SignedIn {
  readonly tokens: { readonly accessToken: string } | null;
  readonly device: string | null;
  readonly challenge: string | null;
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}

let database: Database;
let letters: LetterBox;
let app: RunningApp;
let seed: Seed;

beforeAll(async () => {
  [database, letters] = await Promise.all([openMemoryDatabase(), openLetterBox()]);
  seed = seedAccess(database);
  app = await startApp(database, {
    AUTH_SECRET,
    PUBLIC_URL: 'http://marquee.example.com',
    SMTP_URL: letters.url,
  });
  for (const id of ['default', 'second']) await seed.organization(id);
});
afterAll(async () => {
  await app.close();
  letters.close();
  await database.close();
});

/** A person with a password, and an ADMIN of two organizations. */
async function account(name: string) {
  const personId = await seed.person(name);
  for (const organizationId of ['default', 'second'])
    await seed.membership(organizationId, personId, 'ADMIN');
  await seed.run('insert into credential (person_id, password_hash) values ($1, $2)', [
    personId,
    await hashPassword(PASSWORD),
  ]);
  const email = `${name}@example.com`;
  return {
    personId,
    email,
    signIn: (password = PASSWORD, device?: string) => signIn(email, password, device),
  };
}

async function signIn(email: string, password: string, device?: string): Promise<SignedIn> {
  const { data } = await app.query<{ signIn: SignedIn }>(SIGN_IN, { email, password, device });
  return data.signIn;
}

/** The one mutation of an operation: its payload. */
async function mutate(
  field: string,
  input: Readonly<Record<string, string>>,
  results: string,
  token?: string,
): Promise<Readonly<Record<string, unknown>>> {
  const values = Object.entries(input).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const given = values.length === 0 ? '{}' : `{ ${values.join(', ')} }`;
  const { data } = await app.query<Record<string, Record<string, unknown>>>(
    `mutation { ${field}(input: ${given}) { ${results} errors { code path } } }`,
    {},
    token,
  );
  return data[field] ?? {};
}

const isLive = async (token = '') => (await app.query('{ viewer { kind } }', {}, token)).errors === undefined;
const actionsOf = async (personId: string) =>
  (await database.query<{ action: string; organizationId: string }>(AUDIT, [personId])).map(
    ({ action, organizationId }) => `${organizationId} ${action}`,
  );

describe('an account that somebody else asked for', () => {
  it('has the password of whoever follows the link', async () => {
    const [letter] = await Promise.all([
      letters.next(),
      mutate('signUp', { email: 'victim@example.com', name: 'Victim' }, 'isAccepted'),
    ]);
    const token = new URL(linkIn(letter)).searchParams.get('token') ?? '';
    expect(await mutate('confirmSignUp', { token, password: 'short' }, 'tokens { accessToken }')).toEqual({
      tokens: null,
      errors: [{ code: 'BAD_USER_INPUT', path: ['input', 'password'] }],
    });
    const confirmed = await mutate('confirmSignUp', { token, password: PASSWORD }, 'tokens { accessToken }');
    expect(confirmed.errors).toEqual([]);
    expect((await signIn('victim@example.com', PASSWORD)).tokens).not.toBeNull();
  });
});

describe('a password', () => {
  it('is changed by whoever knows it, which ends the other sessions and stands in the audit log', async () => {
    const { personId, signIn: enter } = await account('ada');
    const [here, there] = [await enter(), await enter()];
    const token = here.tokens?.accessToken ?? '';
    const wrong = { currentPassword: 'not the password', newPassword: OTHER_PASSWORD };
    expect(await mutate('changePassword', wrong, 'isChanged', token)).toEqual({
      isChanged: null,
      errors: [{ code: 'BAD_USER_INPUT', path: ['input', 'currentPassword'] }],
    });
    const [letter, changed] = await Promise.all([
      letters.next(),
      mutate('changePassword', { ...wrong, currentPassword: PASSWORD }, 'isChanged', token),
    ]);
    expect(changed).toEqual({ isChanged: true, errors: [] });
    expect(letter).toContain('Your password was changed');
    expect([await isLive(token), await isLive(there.tokens?.accessToken)]).toEqual([true, false]);
    expect((await enter()).errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect((await enter(OTHER_PASSWORD)).tokens).not.toBeNull();
    expect(await actionsOf(personId)).toEqual(
      expect.arrayContaining(['default password.changed', 'second password.changed']),
    );
  });

  it('is reset by a mailed link, once, within half an hour, and never by anybody without the mailbox', async () => {
    const { personId, email, signIn: enter } = await account('grace');
    const before = await enter();
    const ask = (address: string) => mutate('requestPasswordReset', { email: address }, 'isAccepted');
    const follow = (letter: string) => new URL(linkIn(letter, 'reset')).searchParams.get('token') ?? '';
    const [late] = await Promise.all([letters.next(), ask(email)]);
    await seed.run(
      `update password_reset set expires_at = expires_at - interval '30 minutes' where person_id = $1`,
      [personId],
    );
    const [letter, answer] = await Promise.all([letters.next(), ask(email)]);
    expect(await ask('nobody@example.com')).toEqual(answer);
    const reset = (token: string) =>
      mutate('resetPassword', { token, password: OTHER_PASSWORD }, 'isChanged');
    const void_ = { isChanged: null, errors: [{ code: 'NOT_FOUND', path: ['input', 'token'] }] };
    expect(await reset(follow(late))).toEqual(void_);
    expect(await reset(follow(letter))).toEqual({ isChanged: true, errors: [] });
    expect(await reset(follow(letter))).toEqual(void_);
    expect(await isLive(before.tokens?.accessToken)).toBe(false);
    expect((await enter(OTHER_PASSWORD)).tokens).not.toBeNull();
    expect(await actionsOf(personId)).toContain('second password.reset');
  });

  it('lets a known device in while others guess', async () => {
    const { signIn: enter } = await account('joan');
    const device = (await enter()).device ?? '';
    for (let guess = 0; guess < 11; guess++) await enter('not the password');
    expect((await enter()).errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
    expect((await enter(PASSWORD, device)).tokens).not.toBeNull();
    expect((await enter(PASSWORD, `${device}x`)).errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
  });
});

describe('a second factor', () => {
  const enterCode = (challenge: string | null, code: string) =>
    mutate('signInWithCode', { challenge: challenge ?? '', code }, 'tokens { accessToken }');
  const wrongCode = { tokens: null, errors: [{ code: 'UNAUTHENTICATED', path: ['input', 'code'] }] };

  it('is asked for once a first code was right, takes each code once, and has recovery codes', async () => {
    const { personId, signIn: enter } = await account('hedy');
    const [here, there] = [await enter(), await enter()];
    const token = here.tokens?.accessToken ?? '';
    expect(await mutate('beginSecondFactor', { password: 'not it' }, 'secret', token)).toMatchObject({
      errors: [{ path: ['input', 'password'] }],
    });
    const begun = await mutate('beginSecondFactor', { password: PASSWORD }, 'secret uri', token);
    const secret = String(begun.secret);
    expect(begun.uri).toContain('otpauth://totp/Marquee:hedy%40example.com');
    expect((await enter()).challenge).toBeNull();
    // The code of now, and later the one after it: either may be a period older by the time it arrives.
    const first = await generate({ secret });
    const confirmed = await mutate('confirmSecondFactor', { code: first }, 'recoveryCodes', token);
    const codes = confirmed.recoveryCodes;
    expect(codes).toHaveLength(10);
    expect([await isLive(token), await isLive(there.tokens?.accessToken)]).toEqual([true, false]);

    const { tokens, challenge } = await enter();
    expect(tokens).toBeNull();
    expect(await enterCode(challenge, first)).toEqual(wrongCode);
    expect(await enterCode(`${challenge}x`, '123456')).toMatchObject({
      errors: [{ path: ['input', 'challenge'] }],
    });
    const next = await generate({ secret, epoch: Date.now() / 1_000 + 30 });
    expect((await enterCode(challenge, next)).tokens).not.toBeNull();
    const [recovery = ''] = Array.isArray(codes) ? codes.map(String) : [];
    expect((await enterCode(challenge, recovery.toUpperCase())).tokens).not.toBeNull();
    expect(await enterCode(challenge, recovery)).toEqual(wrongCode);
    const { data } = await app.query(
      '{ viewer { secondFactor { isOn isRequired recoveryCodeCount } } }',
      {},
      token,
    );
    expect(data).toEqual({
      viewer: { secondFactor: { isOn: true, isRequired: false, recoveryCodeCount: 9 } },
    });
    expect(await actionsOf(personId)).toEqual(
      expect.arrayContaining(['default second-factor.added', 'second second-factor.recovered']),
    );
    expect(
      await mutate('removeSecondFactor', { code: String(codes).split(',')[1] ?? '' }, 'isRemoved', token),
    ).toEqual({
      isRemoved: true,
      errors: [],
    });
    expect((await enter()).tokens).not.toBeNull();
  });

  it('is no help to whoever tries codes', async () => {
    const { signIn: enter } = await account('mae');
    const token = (await enter()).tokens?.accessToken ?? '';
    const { secret } = await mutate('beginSecondFactor', { password: PASSWORD }, 'secret', token);
    const code = await generate({ secret: String(secret) });
    expect((await mutate('confirmSecondFactor', { code }, 'recoveryCodes', token)).errors).toEqual([]);
    const { challenge } = await enter();
    for (let guess = 0; guess < 10; guess++) expect(await enterCode(challenge, 'abcdef')).toEqual(wrongCode);
    expect(await enterCode(challenge, 'abcdef')).toMatchObject({ errors: [{ code: 'RATE_LIMITED' }] });
  });

  it('is needed in the roles that an admin names, in that organization', async () => {
    const { personId, signIn: enter } = await account('rosa');
    const token = (await enter()).tokens?.accessToken ?? '';
    const ask = (organizationId: string) =>
      seed
        .signedIn(organizationId, personId)
        .then((session) => app.query('{ departments { totalCount } }', {}, session.token));
    const { data } = await app.query(
      'mutation { requireSecondFactor(input: { roles: [MANAGER, ADMIN] }) { organization { secondFactorRoles } errors { code } } }',
      {},
      (await seed.signedIn('second', personId)).token,
    );
    expect(data).toEqual({
      requireSecondFactor: { organization: { secondFactorRoles: ['ADMIN', 'MANAGER'] }, errors: [] },
    });
    expect((await ask('second')).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'SECOND_FACTOR_REQUIRED',
    });
    expect((await ask('default')).errors).toBeUndefined();
    const { secret } = await mutate('beginSecondFactor', { password: PASSWORD }, 'secret', token);
    const code = await generate({ secret: String(secret) });
    expect((await mutate('confirmSecondFactor', { code }, 'recoveryCodes', token)).errors).toEqual([]);
    expect((await ask('second')).errors).toBeUndefined();
  });
});
