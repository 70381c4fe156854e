import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStorage } from '../../src/platform/storage/open.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../../test/databases.ts';
import { ROOT } from '../../test/deploy/manifests.ts';
import { hasRedis, startRedisServer } from '../../test/redis-server.ts';
import { judgeVersion } from './database.ts';
import { judgeSpace } from './disk.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { checkNode } from './node.ts';

const FULL_DISK = 50_000_000;

let folder: string;
const undo: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-doctor-'));
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  await rm(folder, { recursive: true });
});

/** What the doctor says of one part. */
async function look(
  part: Finding['part'],
  settings: Readonly<Record<string, string>> = {},
): Promise<Finding> {
  const findings = await examine({ DATA_DIR: folder, ...settings });
  const found = findings.find((finding) => finding.part === part);
  if (found === undefined) throw new Error(`nothing was said of ${part}: ${JSON.stringify(findings)}`);
  return found;
}

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(async () => server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/v1` : '';
}

async function createDatabase(script: string) {
  const created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  await database.execute(script);
  await database.close();
  undo.push(created.drop);
  return created.url;
}

describe('the doctor, of an installation that is right,', () => {
  it('finds nothing to do, on the embedded database, and leaves it as it was', async () => {
    const config = { databaseUrl: undefined, dataDir: folder };
    const storage = await openStorage(config, silentLogger);
    if (storage.taken !== undefined) throw new Error('the folder is taken');
    expect(await look('data folder')).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/in use by a running Marquee/),
    });
    await storage.close();
    const findings = await examine({ DATA_DIR: folder });
    expect(findings.map(({ part, state }) => `${part}: ${state}`)).toEqual([
      'node: ok',
      'settings: ok',
      'data folder: ok',
      'database: ok',
      'migrations: ok',
      'disk: ok',
      'Redis: skip',
      'model: skip',
    ]);
    expect(await readdir(folder)).toEqual(['postgres']);
  });

  it('finds nothing to do before the first start, and makes nothing', async () => {
    expect(await look('data folder')).toMatchObject({ state: 'ok' });
    expect(await look('data folder', { DATA_DIR: join(folder, 'not', 'yet') })).toMatchObject({
      state: 'ok',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds nothing to do on PostgreSQL, Redis and a model', { skip: !hasRedis }, async () => {
    const redis = await startRedisServer();
    undo.push(redis.stop);
    const model = await serve((_request, response) => {
      response.end(JSON.stringify({ data: [{ id: 'gpt-4.1-mini' }] }));
    });
    const findings = await examine({
      DATABASE_URL: await createDatabase('select 1'),
      REDIS_URL: redis.url,
      OPENAI_API_KEY: 'sk-right',
      OPENAI_BASE_URL: model,
    });
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.map(({ part }) => part)).toEqual([
      'node',
      'settings',
      'database',
      'connections',
      'migrations',
      'Redis',
      'model',
    ]);
  });
});

describe('the doctor says what to do where', () => {
  it.each([
    ['18.20.4', 'fault'],
    ['20.18.3', 'fault'],
    ['20.19.0', 'ok'],
    ['24.11.1', 'ok'],
    ['26.0.0', 'warn'],
  ])('Node is %s: %s', (version, state) => {
    expect(checkNode(version).state).toBe(state);
  });

  it('settings are wrong: each of them', async () => {
    const findings = await examine({ PORT: 'x', DATABASE_URL: 'mysql://u:hunter2@h/d' });
    const faults = findings.filter(({ state }) => state === 'fault');
    expect(faults.map(({ message }) => message)).toEqual([
      'PORT is "x".',
      'DATABASE_URL is set to something else (not shown: it may hold a secret).',
    ]);
    expect(faults.every(({ remedy }) => remedy?.startsWith('Set it to'))).toBe(true);
  });

  it('no database can be kept in DATA_DIR', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    for (const unfit of [file, '/proc/marquee', '/proc/self/status/deeper']) {
      expect(await look('data folder', { DATA_DIR: unfit }), unfit).toMatchObject({ state: 'fault' });
    }
  });

  it('the embedded database does not open', async () => {
    const storage = await openStorage({ databaseUrl: undefined, dataDir: folder }, silentLogger);
    if (storage.taken === undefined) await storage.close();
    await writeFile(join(folder, 'postgres/PG_VERSION'), '9\n');
    await rm(join(folder, 'postgres/global'), { recursive: true });
    expect(await look('database')).toMatchObject({
      state: 'fault',
      remedy: expect.stringMatching(/Restore a backup/),
    });
  });

  it('PostgreSQL does not answer, does not know the user, or lacks the database', async () => {
    const url = new URL(await createDatabase('select 1'));
    const wrong = (change: (url: URL) => void) => {
      const changed = new URL(url);
      change(changed);
      return look('database', { DATABASE_URL: changed.href });
    };
    expect(await wrong((to) => (to.host = '127.0.0.1:1'))).toMatchObject({
      state: 'fault',
      message: expect.stringMatching(/ECONNREFUSED/),
    });
    expect(await wrong((to) => (to.username = 'nobody'))).toMatchObject({ state: 'fault' });
    expect(await wrong((to) => (to.pathname = '/none'))).toMatchObject({
      state: 'fault',
      message: expect.stringMatching(/"none"/),
    });
  });

  it.each([
    [140_012, 'fault'],
    [150_000, 'ok'],
    [180_000, 'ok'],
  ])('PostgreSQL is too old (%d: %s)', (version, state) => {
    expect(judgeVersion(version, 'db:5432/marquee').state).toBe(state);
  });

  it.each([
    ['the database is empty', 'drop table _prisma_migrations', 'warn', /empty/],
    [
      'a migration is missing',
      'delete from _prisma_migrations where migration_name ~ $$performance$$',
      'warn',
      /lacks \d+_performance/,
    ],
    [
      'a newer version has been here',
      `insert into _prisma_migrations (id, checksum, migration_name) values ('n', 'n', '29990101000000_newer')`,
      'warn',
      /29990101000000_newer/,
    ],
    ['a migration failed', 'update _prisma_migrations set finished_at = null', 'fault', /did not end/],
    ['a migration was edited', `update _prisma_migrations set checksum = 'x'`, 'fault', /was edited/],
    [
      'the database is another program’s',
      `update _prisma_migrations set migration_name = migration_name || 'x'`,
      'fault',
      /another program/,
    ],
  ])('%s', async (_name, script, state, message) => {
    expect(await look('migrations', { DATABASE_URL: await createDatabase(script) })).toMatchObject({
      state,
      message: expect.stringMatching(message),
      remedy: expect.any(String),
    });
  });

  it('Redis does not answer', async () => {
    expect(await look('Redis', { REDIS_URL: 'redis://127.0.0.1:1' })).toMatchObject({ state: 'fault' });
  });

  it('Redis refuses writes when it is full', { skip: !hasRedis }, async () => {
    const redis = await startRedisServer();
    undo.push(redis.stop);
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory', '64mb');
    client.disconnect();
    expect(await look('Redis', { REDIS_URL: redis.url })).toMatchObject({
      state: 'warn',
      remedy: expect.stringMatching(/allkeys-lru/),
    });
  });

  it.each([
    ['refuses the key', 401, '{}', 'fault', /refuses the key/],
    ['is at another path', 404, 'not found', 'fault', /404/],
    ['is no model server', 200, '<html>', 'fault', /no list of models/],
    ['lacks the model', 200, '{"data":[{"id":"llama"}]}', 'warn', /does not list gpt-4.1-mini/],
  ])('the model’s server %s', async (_name, status, body, state, message) => {
    const url = await serve((_request, response) => void response.writeHead(status).end(body));
    const found = await look('model', { OPENAI_API_KEY: 'sk-secret-key', OPENAI_BASE_URL: url });
    expect(found).toMatchObject({
      state,
      message: expect.stringMatching(message),
      remedy: expect.any(String),
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('the model’s server does not answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await look('model', { OPENAI_API_KEY: 'sk-x', OPENAI_BASE_URL: url })).toMatchObject({
      state: 'fault',
    });
  });

  it.each([
    [FULL_DISK, 'fault'],
    [1_000_000_000, 'warn'],
    [5_000_000_000, 'ok'],
  ])('the disk has %d bytes left: %s', (bytes, state) => {
    expect(judgeSpace(bytes, '/data').state).toBe(state);
  });
});

describe('npm run doctor', () => {
  const run = async (args: readonly string[], settings: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/doctor.ts', ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, DATA_DIR: folder, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    return { output, code };
  };

  it('prints a line a part and ends with 0 where nothing is at fault', async () => {
    const { output, code } = await run([], {});
    expect(output).toMatch(/^ok {5}node {9}Node \d+/m);
    expect(output).toMatch(/^0 faults, \d+ warnings$/m);
    expect(code).toBe(0);
  });

  it('prints one object for a program, and ends with 1 where something is', async () => {
    const { output, code } = await run(['--json'], { DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/d' });
    expect(JSON.parse(output)).toMatchObject({ ok: false, findings: expect.arrayContaining([]) });
    expect(output).not.toContain('hunter2');
    expect(code).toBe(1);
  });
});
