import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { type HeldRequest, holdRequest } from './held-request.ts';

const IN_FLIGHT = 200;
const EXPORT_HEAD = 'campaign_id,influencer_id,views,likes\nspring,b,5,1\n';

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;

beforeAll(async () => {
  created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  await importRows(database, [{ campaignId: 'spring', influencerId: 'a', views: 10 }]);
  await database.close();
});
afterAll(() => created.drop());

const startOnPostgres = (settings: Readonly<Record<string, string>> = {}, preload?: string) =>
  startServerProcess({ DATABASE_URL: created.url, ...settings }, preload);

const holdQueries = (server: ServerProcess) =>
  Promise.all(
    Array.from({ length: IN_FLIGHT }, () => holdRequest(`${server.url}/graphql`, 'application/json')),
  );

const topPerformers = (campaignId: string) =>
  JSON.stringify({ query: `{ topPerformers(campaignId: "${campaignId}", limit: 1) { rank } }` });

/** How many requests got which status and body. */
async function countAnswers(requests: readonly HeldRequest[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { answer } of requests) {
    const { status, text } = await answer;
    const kind = `${status} ${text.trim()}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const ALL_ANSWERED = { '200 {"data":{"topPerformers":[{"rank":1}]}}': IN_FLIGHT };

describe('the server, told to stop by SIGTERM with 200 requests in flight,', () => {
  it('answers all of them on PostgreSQL, where their queries wait for a lock, and ends with 0', async () => {
    const server = await startOnPostgres({ SHUTDOWN_GRACE_SECONDS: '60' });
    const operator = new pg.Client({ connectionString: created.url });
    await operator.connect();
    await operator.query('begin');
    await operator.query('lock table campaign in access exclusive mode');
    const requests = await holdQueries(server);
    for (const held of requests) held.end(topPerformers('spring'));
    await vi.waitFor(async () => {
      const waiting = await operator.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting.rows.length).toBeGreaterThanOrEqual(1);
    });
    server.signal('SIGTERM');
    await server.logged(/^stopping$/);
    await expect(fetch(`${server.url}/readyz`)).rejects.toThrow('fetch failed');
    await operator.query('commit');
    await operator.end();
    expect(await countAnswers(requests)).toEqual(ALL_ANSWERED);
    expect(await server.exited).toBe(0);
  });

  it('answers all of them on the embedded database, half of whose bodies come only then, and ends with 0', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marquee-stopping-'));
    const server = await startServerProcess({ DATA_DIR: folder, SHUTDOWN_GRACE_SECONDS: '60' });
    const requests = await holdQueries(server);
    const body = topPerformers('summer-glow-2026');
    for (const held of requests.slice(IN_FLIGHT / 2)) held.end(body);
    server.signal('SIGTERM');
    await server.logged(/^stopping$/);
    for (const held of requests.slice(0, IN_FLIGHT / 2)) held.end(body);
    expect(await countAnswers(requests)).toEqual(ALL_ANSWERED);
    expect(await server.exited).toBe(0);
    await rm(folder, { recursive: true });
  });
});

describe('the server, told to stop while connections come,', () => {
  const ARRIVING = 100;
  const WITHIN_MS = 30;

  /** A request on a connection of its own. */
  const answerTo = (url: string) =>
    new Promise<string>((resolve) => {
      const asking = request(
        `${url}/graphql`,
        { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } },
        async (response) => resolve(`${response.statusCode} ${(await text(response)).trim()}`),
      );
      asking.on('error', (error) => resolve(error.message));
      asking.end(topPerformers('spring'));
    });

  it('answers each of 100', async () => {
    const server = await startOnPostgres({ SHUTDOWN_DELAY_MS: '5000', SHUTDOWN_GRACE_SECONDS: '60' });
    // As whatever stands in front of it asks.
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    server.signal('SIGTERM');
    const answers = await Promise.all(
      Array.from({ length: ARRIVING }, async (_, arrival) => {
        await setTimeout((arrival * WITHIN_MS) / ARRIVING);
        return answerTo(server.url);
      }),
    );
    expect(answers.filter((answer) => !answer.startsWith('200 {"data":{"topPerformers"'))).toEqual([]);
    expect(await server.exited).toBe(0);
  });

  it('says at /readyz that it stops, and closes each connection with its answer', async () => {
    const server = await startOnPostgres({ SHUTDOWN_DELAY_MS: '60000', SHUTDOWN_GRACE_SECONDS: '60' });
    expect((await fetch(`${server.url}/readyz`)).headers.get('connection')).not.toBe('close');
    server.signal('SIGTERM');
    await server.logged(/^told to stop$/);
    const response = await fetch(`${server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toEqual({ status: 'draining' });
    server.signal('SIGTERM');
    expect(await server.exited).toBe(1);
  });

  it('stops at once where nobody is connected', async () => {
    const server = await startOnPostgres({ SHUTDOWN_DELAY_MS: '60000' });
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
  });
});

describe('the server, told to stop while an import runs,', () => {
  const beginImport = async (server: ServerProcess, source: string) => {
    const held = await holdRequest(`${server.url}/imports?source=${source}`, 'text/csv');
    held.write(EXPORT_HEAD);
    return held;
  };

  it('publishes one that comes to its end', async () => {
    const server = await startOnPostgres({ SHUTDOWN_GRACE_SECONDS: '60' });
    const running = await beginImport(server, 'comes-to-its-end');
    server.signal('SIGTERM');
    await server.logged(/^stopping$/);
    running.end('spring,c,7,1\n');
    const { status, text } = await running.answer;
    expect([status, JSON.parse(text)]).toMatchObject([200, { status: 'PUBLISHED', loaded: 2 }]);
    expect(await server.exited).toBe(0);
  });

  it('gives one back that does not, in time: nothing of it is published, and its client is told', async () => {
    const server = await startOnPostgres({ SHUTDOWN_GRACE_SECONDS: '2', SHUTDOWN_DELAY_MS: '0' });
    const running = await beginImport(server, 'does-not-end');
    server.signal('SIGTERM');
    const { status, text } = await running.answer;
    expect([status, JSON.parse(text)]).toMatchObject([503, { code: 'UNAVAILABLE' }]);
    expect(await server.exited).toBe(0);
    const operator = new pg.Client({ connectionString: created.url });
    await operator.connect();
    const left = await operator.query(`select status from import where source = 'does-not-end'`);
    await operator.end();
    expect(left.rows.map(({ status: end }) => end)).not.toContain('PUBLISHED');
    expect(left.rows.map(({ status: end }) => end)).not.toContain('RUNNING');
  });

  it('ends at once when it is told a second time', async () => {
    const server = await startOnPostgres({ SHUTDOWN_GRACE_SECONDS: '3600' });
    await beginImport(server, 'second-signal');
    server.signal('SIGTERM');
    await server.logged(/^stopping$/);
    server.signal('SIGTERM');
    await server.logged(/^told to stop a second time/);
    expect(await server.exited).toBe(1);
  });
});

it('logs an exception that nobody caught with its stack, and ends with 1', async () => {
  const server = await startOnPostgres({}, `process.on('SIGWINCH', () => { throw new Error('planted'); });`);
  server.signal('SIGWINCH');
  expect(await server.logged(/nobody caught/)).toMatchObject({
    level: 'fatal',
    err: { message: 'planted', stack: expect.stringContaining('planted') },
  });
  expect(await server.exited).toBe(1);
});

it('logs and counts a rejection that nobody caught, and goes on serving', async () => {
  const server = await startOnPostgres(
    {},
    `process.on('SIGWINCH', () => { Promise.reject(new Error('planted')); });`,
  );
  server.signal('SIGWINCH');
  expect(await server.logged(/nobody caught/)).toMatchObject({
    level: 'error',
    err: { message: 'planted', stack: expect.stringContaining('planted') },
  });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(
    /^marquee_unhandled_rejections_total 1$/m,
  );
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
});
