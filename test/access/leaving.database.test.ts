import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealKeys } from '../../src/capabilities/access/audit/seal.ts';
import { sealAudit } from '../../src/capabilities/access/audit/seal-audit.ts';
import { createOrganizationDeletion } from '../../src/capabilities/access/organization/delete-organizations.job.ts';
import { listOrganizationTables } from '../../src/capabilities/access/organization/organization-tables.ts';
import { forgetImports } from '../../src/capabilities/imports/record/forget-organization.ts';
import { forgetEvents } from '../../src/capabilities/live/leaving/forget-organization.ts';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type RunningApp, startApp } from '../running-app.ts';
import { AUTH_SECRET, type Seed, seedAccess } from './people.ts';

const AUDIT_KEY = 'a key of the tests that seals the audit log';
const KEYS = createSealKeys([AUDIT_KEY]);
const NOT_EXPORTED = [
  'session',
  'idempotency_key',
  'run_lease',
  'held_row',
  'import_progress',
  'event_log',
  'known_event',
];

let database: Database;
let app: RunningApp;
let seed: Seed;

beforeAll(async () => {
  database = await openMemoryDatabase();
  seed = seedAccess(database);
  // Seals come when the test says so.
  app = await startApp(database, { AUTH_SECRET, AUDIT_KEY, RUN_JOBS: 'false' });
  await seed.organization('default');
});
afterAll(async () => {
  await app.close();
  await database.close();
});

/** Every table that has a column for the organization, whatever else it is. */
const ORGANIZATION_TABLES = statement(
  'test_organization_tables',
  `select table_name::text as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and column_name = 'organization_id' order by 1`,
);

/** An admin who is signed in. */
async function admin(organizationId: string, name: string) {
  const personId = await seed.person(name);
  await seed.membership(organizationId, personId, 'ADMIN');
  return { personId, ...(await seed.signedIn(organizationId, personId)) };
}

async function mutate(mutation: string, token: string): Promise<Record<string, unknown>> {
  const answer = await app.query<Record<string, Record<string, unknown>>>(
    `mutation { ${mutation} }`,
    {},
    token,
  );
  expect(answer.errors).toBeUndefined();
  return Object.values(answer.data)[0] ?? {};
}

const UNCOUNTED = statement(
  'test_uncounted',
  `select sum(head.position - consumer.position)::int as count
     from event_log_head as head join event_consumer as consumer using (partition)`,
);

/** Events of two creators, one of them too late to be counted, and a write key: rows in every table of live metrics. */
async function sendEvents(token: string): Promise<void> {
  const event = { campaignId: 'spring', influencerId: 'ana', postId: 'p', kind: 'VIEW' };
  const response = await fetch(`${app.url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify([
      { ...event, id: '1', attributes: { page: 'ana' } },
      { ...event, id: '2', postId: 'q', count: 2 },
      { ...event, id: '3', at: new Date(Date.now() - 30 * 3_600_000).toISOString() },
      { ...event, id: '4', influencerId: 'seen live alone' },
    ]),
  });
  expect((await response.json()).receipts.map(({ status }: { status: string }) => status)).toEqual(
    Array(4).fill('ACCEPTED'),
  );
  await mutate('createWriteKey(input: { campaignId: "spring" }) { errors { code } }', token);
  while ((await database.query<{ count: number }>(UNCOUNTED))[0]?.count !== 0);
}

const count = async (table: string, where: string, values: readonly string[]) =>
  (
    await database.query<{ count: number }>(
      statement('', `select count(*)::int as count from ${table} where ${where}`),
      values,
    )
  )[0]?.count;

describe('the audit log', () => {
  const verify = async (token: string, expectedSeal = 'null') =>
    (
      await mutate(
        `verifyAuditLog(input: { expectedSeal: ${expectedSeal} }) { verification { isIntact sealCount entryCount unsealedCount firstBrokenSeal problem lastSeal } errors { code } }`,
        token,
      )
    ).verification as Record<string, unknown>;
  const rename = (name: string, token: string) =>
    mutate(`renameOrganization(input: { name: "${name}" }) { errors { code } }`, token);
  /** What whoever has the database can do, and the server never does. */
  const tamper = async (sql: string) => {
    await database.execute(`alter table audit_entry disable trigger audit_entry_append_only;
      ${sql};
      alter table audit_entry enable trigger audit_entry_append_only`);
  };

  it('is sealed, goes out with its last seal, and shows where it was changed', async () => {
    await seed.organization('sealed');
    const { token } = await admin('sealed', 'sealer');
    for (const name of ['one', 'two']) {
      await rename(name, token);
      await sealAudit(database, KEYS);
    }
    await rename('three', token);
    const intact = await verify(token);
    expect(intact).toMatchObject({
      isIntact: true,
      sealCount: 2,
      entryCount: 2,
      unsealedCount: 1,
      problem: null,
    });

    const file = await fetch(`${app.url}/audit.ndjson`, { headers: { authorization: `Bearer ${token}` } });
    const lines = (await file.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ entry }) => entry?.action)).toEqual([
      ...Array(3).fill('organization.renamed'),
      'audit-log.exported',
      undefined,
    ]);
    expect(lines.at(-1).lastSeal).toMatchObject({ number: 2, seal: intact.lastSeal });

    await sealAudit(database, KEYS);
    expect(await verify(token, JSON.stringify(intact.lastSeal))).toMatchObject({
      isIntact: true,
      sealCount: 3,
    });
    for (const [sql, undo] of [
      [`set details = '{"name": "other"}'`, `set details = '{"name": "two"}'`],
      [`set actor_name = 'somebody@example.com'`, `set actor_name = 'sealer@example.com'`],
      [`set seal_number = 1`, `set seal_number = 2`],
    ]) {
      const second = `where organization_id = 'sealed' and details->>'name' in ('two', 'other')`;
      await tamper(`update audit_entry ${sql} ${second}`);
      const broken = await verify(token);
      expect(broken.isIntact).toBe(false);
      expect(broken.firstBrokenSeal).toBe(sql?.includes('seal_number') ? 1 : 2);
      await tamper(`update audit_entry ${undo} ${second}`);
    }
    await tamper(`delete from audit_entry where organization_id = 'sealed' and seal_number = 3;
      delete from audit_seal where organization_id = 'sealed' and number = 3`);
    expect(await verify(token)).toMatchObject({ isIntact: true, sealCount: 2 });
    // Cut off at the end: that shows by a seal that was taken along.
    expect(await verify(token, '"a seal of the third"')).toMatchObject({
      isIntact: false,
      firstBrokenSeal: 3,
    });
    await tamper(`update audit_seal set entry_count = 0 where organization_id = 'sealed' and number = 1`);
    expect(await verify(token)).toMatchObject({ isIntact: false, firstBrokenSeal: 1 });
  });

  it('loses the name and the address of whoever deletes their account, and no seal', async () => {
    await seed.organization('left');
    const stays = await admin('left', 'stays');
    const leaves = await admin('left', 'leaves');
    await rename('one', leaves.token);
    await mutate(
      'inviteMember(input: { role: VIEWER, email: "leaves@example.com" }) { errors { code } }',
      stays.token,
    );
    await sealAudit(database, KEYS);
    expect(await mutate('deleteAccount(input: {}) { isDeleted errors { code } }', leaves.token)).toEqual({
      isDeleted: true,
      errors: [],
    });
    const [kept] = await database.query<{ text: string }>(
      statement(
        '',
        `select jsonb_agg(audit_entry)::text as text from audit_entry where organization_id = 'left'`,
      ),
    );
    expect(kept?.text).not.toContain('leaves@example.com');
    expect(kept?.text).toContain(leaves.personId);
    expect(await verify(stays.token)).toMatchObject({ isIntact: true, sealCount: 1 });
    expect((await app.query('{ viewer { kind } }', {}, leaves.token)).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    for (const table of ['person', 'membership', 'session'])
      expect(await count(table, `${table === 'person' ? 'id' : 'person_id'} = $1`, [leaves.personId])).toBe(
        0,
      );
    expect(await mutate('deleteAccount(input: {}) { isDeleted errors { code } }', stays.token)).toEqual({
      isDeleted: null,
      errors: [{ code: 'CONFLICT' }],
    });
  });

  it('does nothing more with an account that is gone, or a session that has ended', async () => {
    await seed.organization('ended');
    await admin('ended', 'remains');
    for (const [name, ending] of [
      ['deletes', 'deleteAccount(input: {}) { isDeleted }'],
      ['signs out', 'signOut(input: {}) { isSignedOut }'],
    ] as const) {
      const { token } = await admin('ended', name);
      const { data, errors } = await app.query(
        `mutation { ${ending} createOrganization(input: { name: "Late" }) { errors { code } } }`,
        {},
        token,
      );
      expect([data, errors?.map(({ extensions }) => extensions.code)]).toMatchObject([
        { createOrganization: null },
        ['UNAUTHENTICATED'],
      ]);
    }
  });
});

describe('a creator', () => {
  it('is erased everywhere in an organization, and the totals stay true', async () => {
    await seed.organization('erasing');
    const rows = ['ana', 'ben', 'ana-maria'].map((influencerId) => ({
      campaignId: 'spring',
      influencerId,
      views: 100,
      likes: 7,
    }));
    await importRows(database, rows, { organizationId: 'erasing' });
    await seed.run(
      `insert into rejected_row (organization_id, import_id, line, byte_offset, raw, code, message)
       select 'erasing', max(id), 9, 9, 'spring,ana,x', 'not_a_count', 'x' from import where organization_id = $1`,
      ['erasing'],
    );
    await seed.run(
      `update import set options = '{"values": {"influencerId": "ana"}}', report = '{"examples": [{"value": "ana"}]}'
        where organization_id = $1`,
      ['erasing'],
    );
    const brief = await seed.brief('erasing');
    await seed.run(
      `update brief set evidence = '[{"influencerId": "ana"}]', note = 'as ana did', edits = '{"cta": "Ask ana."}',
              plan = '{"creators": [{"influencerId": "ana"}]}', request = request || '{"creator": "ana"}' where id = $1::uuid`,
      [brief],
    );
    const { token } = await admin('erasing', 'eraser');
    const read = async () =>
      (
        await app.query<{ campaign: { views: number; performers: { nodes: { influencerId: string }[] } } }>(
          '{ campaign(id: "spring") { views performers { nodes { influencerId } } } }',
          {},
          token,
        )
      ).data.campaign;
    await sendEvents(token);
    const readLive = async () =>
      (
        await app.query<{ campaignMetrics: object }>(
          '{ campaignMetrics(campaignId: "spring", window: TOTAL) { views } }',
          {},
          token,
        )
      ).data.campaignMetrics;
    expect(await readLive()).toEqual({ views: 4 });
    const before = await read();
    expect(before.performers.nodes.map(({ influencerId }) => influencerId)).toContain('ana');
    const erased = await mutate(
      'eraseInfluencer(input: { influencerId: "ana" }) { influencerId rejectedRowCount briefIds errors { code } }',
      token,
    );
    expect(erased).toEqual({
      influencerId: expect.stringMatching(/^erased-/),
      rejectedRowCount: 1,
      briefIds: [brief],
      errors: [],
    });
    const after = await read();
    expect(after.views).toBe(before.views);
    expect(await readLive()).toEqual({ views: 4 });
    for (const table of [
      'event_log',
      'event_minute',
      'event_hour',
      'event_day',
      'event_total',
      'failed_event',
    ])
      expect([
        table,
        await count(table, `influencer_id = $1 and post_id = ''`, [String(erased.influencerId)]),
      ]).toEqual([table, table === 'event_log' ? 3 : 1]);
    // Whom no export names is somebody all the same.
    const other = await mutate(
      'eraseInfluencer(input: { influencerId: "seen live alone" }) { influencerId errors { code } }',
      token,
    );
    expect(other.errors).toEqual([]);
    expect(await count('event_total', 'influencer_id = $1', [String(other.influencerId)])).toBe(1);
    const names = after.performers.nodes.map(({ influencerId }) => influencerId);
    expect(names.toSorted()).toEqual(['ana-maria', 'ben', erased.influencerId]);
    await seed.run('update brief set note = null where organization_id = $1', ['erasing']);
    for (const { name } of await listOrganizationTables(database))
      expect([
        name,
        await count(`${name} as t`, `organization_id = $1 and to_jsonb(t)::text ~ '"ana"|,ana,'`, [
          'erasing',
        ]),
      ]).toEqual([name, 0]);
    // Its source imported again takes away what it brought, to the last post.
    await importRows(database, rows.slice(1, 2), { organizationId: 'erasing' });
    expect((await read()).views).toBe(100);
    expect(
      (await mutate('eraseInfluencer(input: { influencerId: "ana" }) { errors { code } }', token)).errors,
    ).toEqual([{ code: 'NOT_FOUND' }]);
  });
});

describe('an organization', () => {
  const ask = (id: string, token: string, confirmation?: unknown) =>
    mutate(
      `deleteOrganization(input: { organizationId: "${id}", confirmation: ${JSON.stringify(confirmation ?? null)} }) { confirmation organization { deletionDueAt } errors { code path } }`,
      token,
    );
  const runJob = async () =>
    createOrganizationDeletion(database, () => [
      { forget: forgetImports },
      { forget: forgetEvents },
    ]).job.handler(
      {},
      {
        jobId: randomUUID(),
        organizationId: null,
        attempt: 1,
        signal: new AbortController().signal,
        logger: silentLogger,
      },
    );

  it('goes out as a file: every row of every table, and no secret', async () => {
    await seed.organization('exported');
    await importRows(
      database,
      [
        { campaignId: 'spring', influencerId: 'ana', views: 100, likes: 1 },
        { campaignId: 'spring', influencerId: 'ben', views: 100, likes: 1 },
      ],
      { organizationId: 'exported' },
    );
    const { token, personId } = await admin('exported', 'exporter');
    await sendEvents(token);
    const { token: secret } = await seed.apiToken('exported', personId, ['READ']);
    const { downloadUrl } = await mutate(
      'exportOrganization(input: { organizationId: "exported" }) { downloadUrl errors { code } }',
      token,
    );
    const path = new URL(String(downloadUrl));
    const text = await (await fetch(`${app.url}${path.pathname}${path.search}`)).text();
    const lines: { table: string; row: Record<string, unknown> }[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ table }) => table)).toContain('campaign_performance');
    for (const { name } of await listOrganizationTables(database)) {
      if (NOT_EXPORTED.includes(name)) continue;
      const rows = lines.filter(({ table }) => table === name);
      expect([name, rows.length]).toEqual([name, await count(name, 'organization_id = $1', ['exported'])]);
      for (const { row } of rows) expect(row.organization_id).toBe('exported');
    }
    expect(lines.filter(({ table }) => table === 'post')).toHaveLength(2);
    expect(text).toContain('exporter@example.com');
    expect(text).not.toMatch(/token_hash|password_hash/);
    expect(text).not.toContain(secret);
    expect((await fetch(`${app.url}/organization.ndjson?token=${token}`)).status).toBe(401);
  });

  it('is deleted a week after it was asked for twice, with everything in it and nothing of others', async () => {
    for (const id of ['gone', 'neighbour']) {
      await seed.organization(id);
      await importRows(database, [{ campaignId: 'spring', influencerId: 'ana', views: 100, likes: 1 }], {
        organizationId: id,
      });
      const department = await seed.department(id);
      await seed.department(id, department);
      await seed.brief(id, department);
      await seed.invitation(id, department);
    }
    const { token, personId } = await admin('gone', 'owner');
    await sendEvents(token);
    await sendEvents((await admin('neighbour', 'neighbour')).token);
    expect((await ask('neighbour', token)).errors).toEqual([
      { code: 'NOT_FOUND', path: ['input', 'organizationId'] },
    ]);
    const { confirmation } = await ask('gone', token);
    await runJob();
    expect(await count('organization', 'id = $1', ['gone'])).toBe(1);
    expect((await ask('gone', token, `${confirmation}x`)).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect((await ask('gone', token, confirmation)).organization).toEqual({
      deletionDueAt: expect.any(String),
    });
    await runJob();
    const cancel = `cancelOrganizationDeletion(input: { organizationId: "gone" }) { organization { deletionDueAt } errors { code } }`;
    expect(await mutate(cancel, token)).toEqual({ organization: { deletionDueAt: null }, errors: [] });
    await ask('gone', token, confirmation);
    await seed.run(`update organization set deletion_due_at = now() where id = $1`, ['gone']);
    await sealAudit(database, KEYS);
    await runJob();
    const tables = await database.query<{ name: string }>(ORGANIZATION_TABLES);
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables)
      expect([name, await count(name, 'organization_id = $1', ['gone'])]).toEqual([name, 0]);
    expect(await count('organization', 'id = $1', ['gone'])).toBe(0);
    expect(await count('post', 'organization_id = $1', ['neighbour'])).toBe(1);
    expect(await count('event_total', 'organization_id = $1', ['neighbour'])).toBe(3);
    // The person is still somebody, who is in no organization.
    expect(await count('person', 'id = $1', [personId])).toBe(1);
    const { data } = await app.query('{ viewer { organization { id } } }', {}, token);
    expect(data).toEqual({ viewer: { organization: null } });
  });
});
