import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { type Database, statement } from '../src/platform/storage/database.ts';
import type { DatabaseThread } from '../src/platform/storage/embedded/open-thread.ts';
import { connectPglite, openPgliteThread } from '../src/platform/storage/embedded/pglite.ts';
import { openPostgres } from '../src/platform/storage/postgres/postgres.ts';
import { isLongRun } from './long-run.ts';

/** A log that goes nowhere. */
export const silentLogger = pino({ level: 'silent' });

/** The machine may be busy with something else: what is not about overload waits as long as it takes. */
const PATIENT_QUEUE = { limit: 100_000, seconds: 600 };

/** Makes a database of one's own on the test server, with every migration. */
export async function createPostgresDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `marquee_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template ${inject('templateDatabase')}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database ${name} with (force)`) };
}

/**
 * An empty embedded database in memory, with every migration. One that a test file of the same worker is done with is emptied
 * and given to the next: opening one costs as much as many tests.
 */
export async function openMemoryDatabase(): Promise<Database> {
  const kept = keptThreads.pop() ?? (await openKept());
  const database = connect(kept.thread);
  return { ...database, close: () => keepOrClose(database, kept) };
}

interface KeptThread {
  readonly thread: DatabaseThread;
  /** What {@link describeState} said when it was opened. */
  readonly state: string;
}

const keptThreads: KeptThread[] = [];

/** Each with a connection of its own: the names of prepared statements are a connection's. */
function connect(thread: DatabaseThread): Database {
  return connectPglite(thread, {
    location: 'memory://',
    queue: PATIENT_QUEUE,
    onClose: async () => undefined,
  });
}

async function openKept(): Promise<KeptThread> {
  const thread = await openPgliteThread('memory://', await openAsBlob(inject('pgliteSnapshot')));
  const database = connect(thread);
  const state = await describeState(database);
  await database.close();
  return { thread, state };
}

/** What a test has changed in a way that emptying tables does not mend is not given to the next. */
async function keepOrClose(database: Database, kept: KeptThread): Promise<void> {
  await database.execute(EMPTY_TABLES);
  const isAsItWas = (await describeState(database)) === kept.state;
  await database.close();
  if (isAsItWas) keptThreads.push(kept);
  else await kept.thread.close();
}

/** Their rows belong to the schema: migrations that were applied, the version and the queues of jobs. */
const SCHEMA_ROWS =
  "('public._prisma_migrations'::regclass, 'pgboss.version'::regclass, 'pgboss.queue'::regclass)";

const EMPTY_TABLES = `
  do $$ begin
    -- Tables of single days and months are made as events come.
    execute coalesce((
      select 'drop table ' || string_agg(oid::regclass::text, ', ') from pg_class where relispartition and relname ~ '^event_.*_\\d+$' and relkind = 'r'), '');
    -- The audit log refuses to be emptied, by a trigger.
    set local session_replication_role = replica;
    execute (
      select 'truncate ' || string_agg(oid::regclass::text, ', ') || ' restart identity'
      from pg_class
      where relkind in ('r', 'p') and not relispartition and oid not in ${SCHEMA_ROWS}
        and relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace));
  end $$`;

/** Queues of jobs are made by each server that starts, and may stay. */
const STATE = statement(
  'test_state',
  `select (select count(*) from pg_class where relnamespace = 'public'::regnamespace) as relations,
     (select count(*) from pg_attribute join pg_class on attrelid = pg_class.oid
       where relnamespace = 'public'::regnamespace and not attisdropped) as columns,
     (select count(*) from pg_constraint where connamespace = 'public'::regnamespace) as constraints,
     (select count(*) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
     (select count(*) from pg_trigger where not tgisinternal) as triggers,
     (select count(*) from pg_policies where schemaname = 'public') as policies,
     (select count(*) from pg_roles) as roles, (select count(*) from public._prisma_migrations) as migrations`,
);

async function describeState(database: Database): Promise<string> {
  return Object.values((await database.query<Record<string, unknown>>(STATE))[0] ?? {}).join(' ');
}

/**
 * Runs the same tests on PGlite and on a real PostgreSQL, each file on a database of its own.
 * `database()` is open from beforeAll to afterAll.
 */
export function describeOnBothDatabases(title: string, tests: (database: () => Database) => void): void {
  describeOn(['pglite', 'postgresql'], title, tests);
}

/** Runs tests on PostgreSQL alone: for what goes through the same statements on both, in tests that take long. */
export function describeOnPostgres(title: string, tests: (database: () => Database) => void): void {
  describeOn(['postgresql'], title, tests);
}

/**
 * For tests of many operations, whose statements are held on both databases elsewhere: on PostgreSQL, and in long runs
 * (`npm run test:fuzz`) on PGlite too.
 */
export const describeOnBothInLongRuns = isLongRun ? describeOnBothDatabases : describeOnPostgres;

function describeOn(
  kinds: readonly Database['kind'][],
  title: string,
  tests: (database: () => Database) => void,
): void {
  describe.each(kinds)(`${title} (%s)`, (kind) => {
    let database: Database | undefined;
    let drop: (() => Promise<void>) | undefined;

    beforeAll(async () => {
      if (kind === 'pglite') {
        database = await openMemoryDatabase();
        return;
      }
      const created = await createPostgresDatabase();
      drop = created.drop;
      database = openPostgres(created.url, silentLogger, { queue: PATIENT_QUEUE, statementSeconds: 600 });
    });

    afterAll(async () => {
      await database?.close();
      await drop?.();
    });

    tests(() => {
      if (database === undefined) throw new Error('the database is open only while the tests run');
      return database;
    });
  });
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
