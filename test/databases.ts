import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { Database } from '../src/platform/storage/database.ts';
import { openPglite } from '../src/platform/storage/embedded/pglite.ts';
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

/** Opens an embedded database in memory, with every migration. */
export async function openMemoryDatabase(): Promise<Database> {
  return openPglite('memory://', {
    queue: PATIENT_QUEUE,
    snapshot: await openAsBlob(inject('pgliteSnapshot')),
  });
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
