import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restoreInto } from '../scripts/backup/restore-into.ts';
import { prepareJobTables, readJobTables } from '../src/platform/jobs/index.ts';
import { END_OF_BACKUP } from '../src/platform/storage/backup/backup-format.ts';
import { REMADE, writeBackup } from '../src/platform/storage/backup/write-backup.ts';
import { type Database, statement } from '../src/platform/storage/database.ts';
import { openPostgres } from '../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, openMemoryDatabase, silentLogger } from './databases.ts';
import { importRows } from './measured-rows.ts';

const NASTY = ['tab\there', 'line\nbreak', 'back\\slash', '\\N', '\\.', 'ünï "quoted", 🙂', ''];

/** Every table that somebody puts rows into, by the catalog and not by what backs them up: partitions are part of theirs. */
const ALL_TABLES = statement(
  'test_tables',
  `select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('public', 'pgboss') and tablename !~ '^(?:post_import_\\d+|j[0-9a-f]{56}|campaign_performance_(?:usual|large)|event_\\w+_(?:default|\\d+))$'
    order by 1`,
);
const SESSIONS = statement('test_sessions', 'select id, revoked_at is null as "isOpen" from session');
const JOBS = statement('test_jobs', 'select name, state::text as state, data from pgboss.job order by name');
const POSTS = statement('test_posts', 'select campaign_id as campaign, views from post order by 1, 2');
const NAMES = statement('test_names', 'select name from department order by name collate "C"');
const NEXT_ENTRY = statement('test_next', `select nextval('audit_entry_id_seq') as next`);

let postgres: Database;
let dropPostgres: () => Promise<void>;
let embedded: Database;
const opened: (() => Promise<void>)[] = [];

const openEmpty = async (kind: Database['kind']): Promise<Database> => {
  if (kind === 'pglite') {
    const database = await openMemoryDatabase();
    opened.push(() => database.close());
    return database;
  }
  const created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  opened.push(async () => {
    await database.close();
    await created.drop();
  });
  return database;
};

const seed = async (database: Database) => {
  await prepareJobTables(database);
  await importRows(database, [
    { campaignId: 'spring', influencerId: 'a', views: 10 },
    { campaignId: 'summer', influencerId: 'b', views: 2 ** 40 },
  ]);
  for (const name of NASTY) {
    await database.query(
      statement(
        'test_department',
        `insert into department (organization_id, name) select id, $1 from organization`,
      ),
      [name],
    );
  }
  await database.execute(`
    insert into department (organization_id, parent_id, name)
      select organization_id, id, 'child' from department where name = '\\N';
    insert into audit_entry (organization_id, actor_kind, actor_name, action, resource)
      select id, 'PERSON', 'P', 'department.created', 'DEPARTMENT' from organization;
    insert into person (id, email, name) values ('p', 'p@example.com', 'P');
    insert into session (id, person_id, expires_at) values ('s', 'p', now() + interval '1 day');
    select pgboss.create_queue('letters', '{"policy":"short"}'::json);
    insert into pgboss.job (name, data, singleton_key) values ('letters', '{"to":"a\\tb"}', 'one')`);
};

const backUp = async (database: Database): Promise<string> => {
  const parts: string[] = [];
  await writeBackup(database, readJobTables, async (text) => {
    for await (const part of text) parts.push(part);
  });
  return parts.join('');
};

async function* inPieces(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  // Letters of several bytes are cut apart.
  for (let start = 0; start < bytes.length; start += 101) yield bytes.subarray(start, start + 101);
}

const say = () => undefined;
const AFRESH = { say, keepsSessions: false, resumes: false };

beforeAll(async () => {
  const created = await createPostgresDatabase();
  postgres = openPostgres(created.url, silentLogger);
  dropPostgres = created.drop;
  embedded = await openMemoryDatabase();
  await seed(postgres);
  await seed(embedded);
});

afterAll(async () => {
  for (const close of opened) await close();
  await embedded.close();
  await postgres.close();
  await dropPostgres();
});

describe('a backup', () => {
  it('holds every table that is there', async () => {
    const names = (await postgres.query<{ name: string }>(ALL_TABLES)).map(({ name }) => name);
    const held = (await backUp(postgres)).matchAll(/^\{"schema":"(\w+)","name":"(\w+)"/gm);
    expect(
      [...held]
        .map(([, schema, name]) => `${schema}.${name}`)
        .concat(REMADE)
        .sort(),
    ).toEqual(names.sort());
    expect(names.length).toBeGreaterThan(30);
  });

  it.each([
    ['postgresql', 'pglite'],
    ['pglite', 'postgresql'],
  ] as const)('of %s is restored in %s, with nobody signed in and nothing queued', async (from, to) => {
    const source = from === 'pglite' ? embedded : postgres;
    const target = await openEmpty(to);
    await restoreInto(target, inPieces(await backUp(source)), AFRESH);
    for (const same of [POSTS, NAMES]) expect(await target.query(same)).toEqual(await source.query(same));
    expect(await target.query(SESSIONS)).toEqual([{ id: 's', isOpen: false }]);
    expect(await target.query(JOBS)).toEqual([{ name: 'letters', state: 'cancelled', data: { to: 'a\tb' } }]);
    // Counters go on, and what was restored can be imported over.
    const [restored] = await target.query<{ next: bigint }>(NEXT_ENTRY);
    expect(restored?.next).toBeGreaterThan(1n);
    await importRows(target, [{ campaignId: 'autumn', influencerId: 'a', views: 1 }]);
  });

  it('goes on where it was when it is moved', async () => {
    const target = await openEmpty('postgresql');
    await restoreInto(target, inPieces(await backUp(embedded)), { say, keepsSessions: true, resumes: true });
    expect(await target.query(SESSIONS)).toEqual([{ id: 's', isOpen: true }]);
    expect(await target.query(JOBS)).toMatchObject([{ name: 'letters', state: 'created' }]);
  });

  it('is refused, and nothing of it stays, where it is not whole, changed, newer or not alone', async () => {
    const whole = await backUp(postgres);
    const target = await openEmpty('postgresql');
    const refusals: readonly (readonly [string, RegExp])[] = [
      [whole.replace(`${END_OF_BACKUP}\n`, ''), /not whole/],
      [whole.slice(0, whole.length / 2), /not whole/],
      [whole.replace('p@example.com', 'q@example.com'), /not whole/],
      [
        whole.replace('"migrations":[', '"migrations":["99999999000000_later",'),
        /newer version.*99999999000000_later/,
      ],
      ['campaign,views\nspring,1\n', /no backup of Marquee/],
      ['', /not whole/],
    ];
    for (const [text, message] of refusals)
      await expect(restoreInto(target, inPieces(text), AFRESH)).rejects.toThrow(message);
    expect(await target.query(POSTS)).toEqual([]);
    await expect(restoreInto(postgres, inPieces(whole), AFRESH)).rejects.toThrow(
      /empty database.*there are rows in/,
    );
    await restoreInto(target, inPieces(whole), AFRESH);
  });
});
