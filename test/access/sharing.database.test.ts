import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { describeOnBothInLongRuns } from '../databases.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { tamper } from '../tampered.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

interface Failure {
  readonly code: string;
  readonly path: readonly string[] | null;
}
type Payload = Readonly<Record<string, never>> & { readonly errors: readonly Failure[] };

describeOnBothInLongRuns('an organization', (database) => {
  let app: RunningApp;
  let seed: Seed;
  let admin: { personId: string; token: string };
  let organizationId: string;

  beforeAll(async () => {
    seed = seedAccess(database());
    organizationId = await seed.organization('acme');
    const personId = await seed.member(organizationId, 'ADMIN');
    admin = { personId, token: (await seed.signedIn(organizationId, personId)).token };
    app = await startApp(database(), { AUTH_SECRET });
  });
  afterAll(() => app.close());

  /** Runs one mutation and gives its payload. */
  const run = async <Result>(mutation: string, variables = {}, token: string | undefined = admin.token) => {
    const answer = await app.query<Record<string, Result & { errors: readonly Failure[] }>>(
      mutation,
      variables,
      token,
    );
    if (answer.errors !== undefined)
      throw new Error(`${answer.errors[0]?.extensions.code}: ${answer.errors[0]?.message}`);
    const [payload] = Object.values(answer.data);
    if (payload === undefined) throw new Error('no payload');
    return payload;
  };
  const ERRORS = 'errors { code message path }';

  describe('departments', () => {
    const create = async (name: string, parentId: string | null = null) => {
      const made = await run<{ department: { id: string } }>(
        `mutation ($name: String!, $parentId: ID) { createDepartment(input: { name: $name, parentId: $parentId }) { department { id } ${ERRORS} } }`,
        { name, parentId },
      );
      return made.department?.id ?? '';
    };
    const move = (id: string, parentId: string | null) =>
      run<Payload>(
        `mutation ($id: ID!, $parentId: ID) { moveDepartment(input: { id: $id, parentId: $parentId }) { department { parentId } ${ERRORS} } }`,
        { id, parentId },
      );

    it('are nested to any depth, and moving one moves what is beneath it', async () => {
      const root = await create('root');
      let deepest = root;
      for (let depth = 0; depth < 40; depth += 1) deepest = await create(`depth ${depth}`, deepest);
      const elsewhere = await create('elsewhere');
      const personId = await seed.member(organizationId, 'VIEWER', elsewhere);
      const { token } = await seed.signedIn(organizationId, personId);
      const campaignId = await seed.campaign(organizationId, deepest);
      const sees = async () =>
        (
          await app.query<{ campaign: unknown }>(
            'query ($id: ID!) { campaign(id: $id) { id } }',
            { id: campaignId },
            token,
          )
        ).data?.campaign != null;
      expect(await sees()).toBe(false);
      expect((await move(root, elsewhere)).errors).toEqual([]);
      expect(await sees()).toBe(true);
      expect((await move(elsewhere, deepest)).errors).toMatchObject([
        { code: 'CONFLICT', path: ['input', 'parentId'] },
      ]);
      expect((await move(root, null)).errors).toEqual([]);
      expect(await sees()).toBe(false);
    });

    it('moved towards each other at once make no circle', async () => {
      const [one, two] = [await create('one'), await create('two')];
      const moves = await Promise.all([move(one, two), move(two, one)]);
      expect(moves.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    });

    it('have names that differ beneath one parent, and are deleted when they are empty', async () => {
      const parent = await create('parent');
      const again = await run<Payload>(
        `mutation { createDepartment(input: { name: "parent" }) { department { id } ${ERRORS} } }`,
      );
      expect(again.errors).toMatchObject([{ code: 'CONFLICT', path: ['input', 'name'] }]);
      const child = await create('child', parent);
      const remove = (id: string) =>
        run<Payload>(
          `mutation ($id: ID!) { deleteDepartment(input: { id: $id }) { departmentId ${ERRORS} } }`,
          { id },
        );
      expect((await remove(parent)).errors).toMatchObject([{ code: 'CONFLICT' }]);
      expect((await remove(child)).errors).toEqual([]);
      expect((await remove(parent)).errors).toEqual([]);
    });
  });

  describe('members', () => {
    it('come by an invitation, once, for their address, and not above the role of whoever invites', async () => {
      const invite = `mutation ($email: String, $role: Role!) { inviteMember(input: { email: $email, role: $role }) { token invitation { id } ${ERRORS} } }`;
      const personId = await seed.person('hedy');
      const other = await seed.organization(`of-${personId}`);
      await seed.membership(other, personId, 'ADMIN');
      const { token } = await seed.signedIn(other, personId);
      const accept = (invitation: string, by: string) =>
        run<{ tokens: { accessToken: string } | null }>(
          `mutation ($token: String!) { acceptInvitation(input: { token: $token }) { tokens { accessToken } ${ERRORS} } }`,
          { token: invitation },
          by,
        );
      const foreign = await run<{ token: string }>(invite, {
        email: 'somebody.else@example.com',
        role: 'VIEWER',
      });
      expect((await accept(foreign.token, token)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const mine = await run<{ token: string }>(invite, { email: 'HEDY@example.com', role: 'MANAGER' });
      const joined = await accept(mine.token, token);
      expect(joined.errors).toEqual([]);
      expect((await accept(mine.token, token)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const manager = joined.tokens?.accessToken ?? '';
      await expect(run(invite, { email: null, role: 'ADMIN' }, manager)).rejects.toThrow(/^FORBIDDEN/);
      expect((await run<Payload>(invite, { email: null, role: 'MANAGER' }, manager)).errors).toEqual([]);
    });

    it('always have an ADMIN among them', async () => {
      const alone = await seed.organization(randomUUID());
      const personId = await seed.member(alone, 'ADMIN');
      const { token } = await seed.signedIn(alone, personId);
      for (const mutation of [
        `mutation ($id: ID!) { removeMember(input: { personId: $id }) { personId ${ERRORS} } }`,
        `mutation ($id: ID!) { changeRole(input: { personId: $id, role: VIEWER }) { member { id } ${ERRORS} } }`,
      ])
        expect((await run<Payload>(mutation, { id: personId }, token)).errors).toMatchObject([
          { code: 'CONFLICT' },
        ]);
    });
  });

  describe('a guest link', () => {
    const open = (token: string, password: string | null = null) =>
      run<{ accessToken: string | null }>(
        `mutation ($token: String!, $password: String) { openGuestLink(input: { token: $token, password: $password }) { accessToken guestLink { useCount } ${ERRORS} } }`,
        { token, password },
        '',
      );
    const create = (id: string, more: string) =>
      run<{ token: string; guestLink: { id: string } }>(
        `mutation ($id: ID!) { createGuestLink(input: { resource: CAMPAIGN, id: $id${more} }) { token guestLink { id } ${ERRORS} } }`,
        { id },
      );

    it('opens its one campaign, with what is seen of it, and nothing else', async () => {
      const id = await seed.campaign(organizationId);
      const other = await seed.campaign(organizationId);
      // The creator has posts in the other campaign, too.
      await seed.run('update campaign_performance set influencer_id = $1 where campaign_id = $2', [
        `i-${id}`,
        other,
      ]);
      const { token } = await create(id, '');
      const { accessToken } = await open(token);
      const answer = await app.query<Record<string, unknown>>(
        `query ($id: ID!, $i: ID!) {
          topPerformers(campaignId: $id) { influencerId posts { edges { node { views } } } }
          campaigns { edges { node { id } } }
          influencer(id: $i) { campaignCount views campaigns { edges { node { campaignId } } } }
          imports { edges { node { id } } }
          members { edges { node { id } } }
        }`,
        { id, i: `i-${id}` },
        accessToken ?? '',
      );
      expect(answer.data).toEqual({
        topPerformers: [{ influencerId: `i-${id}`, posts: { edges: [{ node: { views: 100 } }] } }],
        campaigns: { edges: [{ node: { id } }] },
        influencer: { campaignCount: 1, views: 100, campaigns: { edges: [{ node: { campaignId: id } }] } },
        imports: { edges: [] },
        members: { edges: [] },
      });
    });

    it('asks for its password, is used as often as it may be, and says the same of every failure', async () => {
      const id = await seed.campaign(organizationId);
      const { token } = await create(id, ', password: "a password for guests", maxUses: 2');
      const failures = [
        await open(token),
        await open(token, 'another password'),
        await open(tamper(token), 'a password for guests'),
        await open('nonsense'),
      ];
      expect((await open(token, 'a password for guests')).errors).toEqual([]);
      const both = await Promise.all([
        open(token, 'a password for guests'),
        open(token, 'a password for guests'),
      ]);
      expect(both.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
      failures.push(await open(token, 'a password for guests'));
      const expired = await create(id, '');
      await seed.run(`update guest_link set expires_at = now() - interval '1 second' where id = $1`, [
        expired.guestLink.id,
      ]);
      failures.push(await open(expired.token));
      expect(new Set(failures.map((failure) => JSON.stringify(failure))).size).toBe(1);
      expect(failures[0]?.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    });

    it('takes guesses of its password ten times, then makes them wait', async () => {
      const { token } = await create(
        await seed.campaign(organizationId),
        ', password: "a password for guests"',
      );
      const codes: (string | undefined)[] = [];
      for (let guess = 0; guess < 11; guess += 1)
        codes.push((await open(token, `guess number ${guess}`)).errors[0]?.code);
      expect(codes.at(-1)).toBe('RATE_LIMITED');
    });
  });

  it('keeps API tokens as hashes, shows them once, and notes their use', async () => {
    const made = await run<{ token: string; apiToken: { id: string } }>(
      `mutation { createApiToken(input: { name: "etl", scopes: [READ], expiresInDays: 1 }) { token apiToken { id } ${ERRORS} } }`,
    );
    const [secret] = made.token.split('.').slice(-1);
    const rows = await database().query<{ row: string }>(
      statement('test_api_token', 'select api_token::text as row from api_token'),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await app.query<{ viewer: unknown }>('{ viewer { kind scopes } }', {}, made.token)).data).toEqual(
      { viewer: { kind: 'API_TOKEN', scopes: ['READ'] } },
    );
    await vi.waitFor(async () => {
      const listed = await app.query<{ apiTokens: { nodes: { id: string; lastUsedAt: string | null }[] } }>(
        '{ apiTokens { nodes { id lastUsedAt } } }',
        {},
        admin.token,
      );
      expect(
        listed.data.apiTokens.nodes.find(({ id }) => id === made.apiToken.id)?.lastUsedAt,
      ).not.toBeNull();
    });
    await seed.run(`update api_token set expires_at = now() - interval '1 second' where id = $1`, [
      made.apiToken.id,
    ]);
    const later = await startApp(database(), { AUTH_SECRET });
    expect((await later.query('{ viewer { kind } }', {}, made.token)).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    await later.close();
  });

  it('has an audit log that says who did what, and that nobody can change', async () => {
    const campaignId = await seed.campaign(organizationId);
    const personId = await seed.member(organizationId, 'VIEWER');
    await run(
      `mutation ($id: ID!, $p: ID!) { shareResource(input: { resource: CAMPAIGN, id: $id, personId: $p, access: EDIT }) { grant { id } ${ERRORS} } }`,
      { id: campaignId, p: personId },
    );
    const log = await app.query<{ auditLog: { totalCount: number; nodes: Record<string, unknown>[] } }>(
      'query ($id: ID!) { auditLog(resourceId: $id) { totalCount nodes { id action actorId actorKind resource resourceId details address requestId } } }',
      { id: campaignId },
      admin.token,
    );
    expect(log.data.auditLog.totalCount).toBe(1);
    expect(log.data.auditLog.nodes).toEqual([
      expect.objectContaining({
        id: expect.stringMatching(/^\d+$/),
        action: 'RESOURCE_SHARED',
        actorId: admin.personId,
        actorKind: 'PERSON',
        resource: 'CAMPAIGN',
        resourceId: campaignId,
        details: { access: 'EDIT', personId, toDepartmentId: null },
        address: expect.stringContaining('127.0.0.1'),
        requestId: expect.any(String),
      }),
    ]);
    for (const [name, sql] of [
      ['update', "update audit_entry set action = 'nothing'"],
      ['delete', 'delete from audit_entry'],
      ['truncate', 'truncate audit_entry'],
    ] as const) {
      const change = statement(`test_audit_${name}`, sql);
      await expect(database().query(change)).rejects.toThrow(/append-only/);
      await expect(database().forOrganization(organizationId).query(change)).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('takes a file into a department, and none with rows of a campaign that is not to be changed', async () => {
    const department = await seed.department(organizationId);
    const personId = await seed.member(organizationId, 'CONTRIBUTOR', department);
    const { token } = await seed.signedIn(organizationId, personId);
    const foreign = await seed.campaign(organizationId);
    const own = `c-${randomUUID()}`;
    const send = async (rows: readonly string[], query: string) => {
      const response = await fetch(`${app.url}/imports?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
        body: ['campaignId,influencerId,views,likes', ...rows].join('\n'),
      });
      const body: { status?: string; code?: string } = await response.json();
      return body.status ?? body.code;
    };
    const source = `source=${randomUUID()}`;
    expect(await send([`${own},i,10,1`], source)).toBe('FORBIDDEN');
    expect(await send([`${own},i,10,1`], `${source}&departmentId=${department}`)).toBe('PUBLISHED');
    expect(await send([`${own},i,10,1`, `${foreign},i,10,1`], `${source}&departmentId=${department}`)).toBe(
      'CONFLICT',
    );
    const seen = await app.query<unknown>(
      '{ campaigns { edges { node { id departmentId views } } } }',
      {},
      token,
    );
    expect(seen.data).toEqual({
      campaigns: { edges: [{ node: { id: own, departmentId: department, views: 10 } }] },
    });
    const taken = await database().query<{ source: string }>(
      statement(
        'test_taken',
        'select source from import where department_id is null and organization_id = $1 limit 1',
      ),
      [organizationId],
    );
    expect(await send([`${own},i,10,1`], `source=${taken[0]?.source}&departmentId=${department}`)).toBe(
      'CONFLICT',
    );
  });
});

describeOnBothInLongRuns('on this machine, without AUTH_SECRET', (database: () => Database) => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const who = async (headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({
        query: '{ viewer { kind organization { id } memberships { nodes { role } } } }',
      }),
    });
    const answer: { data: { viewer: unknown } | null; errors?: { extensions: { code: string } }[] } =
      await response.json();
    return answer.errors?.[0]?.extensions.code ?? answer.data?.viewer;
  };

  it('everybody is the owner of default', async () => {
    expect(await who({})).toEqual({
      kind: 'PERSON',
      organization: { id: 'default' },
      memberships: { nodes: [{ role: 'ADMIN' }] },
    });
  });

  it.each([
    ['comes through a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['has a token that is worth nothing', { authorization: 'Bearer nonsense' }],
  ])('whoever %s is nobody', async (_who, headers) => {
    expect(await who(headers)).toBe('UNAUTHENTICATED');
  });

  it('an API token that the owner makes is used like any other', async () => {
    const made = await app.query<{ createApiToken: { token: string } }>(
      'mutation { createApiToken(input: { name: "t", scopes: [READ] }) { token } }',
    );
    expect(await who({ authorization: `Bearer ${made.data.createApiToken.token}` })).toMatchObject({
      kind: 'API_TOKEN',
      organization: { id: 'default' },
    });
  });
});
