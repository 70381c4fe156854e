import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { type Database, statement } from '../database.ts';
import { isConnectionLost } from './connection-lost.ts';
import { openPostgres } from './postgres.ts';

const OWN_PROCESS = statement('test_own_process', 'select pg_backend_pid() as pid');
const TERMINATE = statement('test_terminate', 'select pg_terminate_backend($1, 5000)');
const TERMINATE_OTHERS = statement(
  'test_terminate_others',
  `select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`,
);

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;
let operator: Database;

beforeAll(async () => {
  created = await createPostgresDatabase();
  database = openPostgres(created.url, silentLogger);
  operator = openPostgres(created.url, silentLogger);
});

afterAll(async () => {
  await database.close();
  await operator.close();
  await created.drop();
});

it('survives a connection that is lost within a transaction, between two statements', async () => {
  const lost = database.transaction(async (session) => {
    await session.query(statement('test_begin', `insert into organization (id) values ('lost')`));
    const [own] = await session.query<{ pid: number }>(OWN_PROCESS);
    await operator.query(TERMINATE, [own?.pid ?? 0]);
    // The loss arrives while no statement is under way.
    await operator.query(OWN_PROCESS);
    await session.query(OWN_PROCESS);
  });
  expect(isConnectionLost(await lost.catch((error: unknown) => error))).toBe(true);
  expect(
    await database.query(statement('test_lost', `select 1 from organization where id = 'lost'`)),
  ).toEqual([]);
});

it('survives idle connections that are lost', async () => {
  await Promise.all(Array.from({ length: 4 }, () => database.query(OWN_PROCESS)));
  await operator.query(TERMINATE_OTHERS);
  await operator.query(OWN_PROCESS);
  expect(await database.query(OWN_PROCESS)).toHaveLength(1);
});

it('says that a COPY was cut off, and keeps nothing of it', async () => {
  const writer = await database.openCopy({ table: 'organization', columns: ['id'] });
  await writer.write('cut\n');
  await operator.query(TERMINATE_OTHERS);
  const failure = await writer.end().catch((error: unknown) => error);
  expect(isConnectionLost(failure)).toBe(true);
  await writer.abort();
  expect(await database.query(statement('test_cut', `select 1 from organization where id = 'cut'`))).toEqual(
    [],
  );
});

it('says that a COPY was cut off, where more lines than the connection holds are on their way', async () => {
  const writer = await database.openCopy({ table: 'organization', columns: ['id'] });
  const write = async () => {
    for (let line = 0; ; line += 1) {
      const lines = Array.from({ length: 100 }, (_, id) => `${line}-${id}-${'x'.repeat(2_000)}\n`);
      await writer.write(lines.join(''));
      if (line === 3) await operator.query(TERMINATE_OTHERS);
    }
  };
  expect(isConnectionLost(await write().catch((error: unknown) => error))).toBe(true);
  await writer.abort();
});

it('gives a lock that was waited for up again when it is told to', async () => {
  const stop = new AbortController();
  await database.withLock('held', {}, async () => {
    const waiting = operator.withLock(
      'held',
      { onWait: () => setImmediate(() => stop.abort()), signal: stop.signal },
      async () => 'taken',
    );
    await expect(waiting).rejects.toThrow('abort');
  });
  expect(await operator.withLock('held', {}, async () => 'free')).toBe('free');
});

describe('the channels that a process listens to', () => {
  const COUNT_LISTENERS = statement(
    'test_count_listeners',
    "select count(*) as count from pg_stat_activity where datname = current_database() and query ilike 'listen %'",
  );
  const notify = (channel: string, payload: string) =>
    operator.query(statement('test_notify', 'select pg_notify($1, $2)'), [channel, payload]);

  it('share one connection, which is made anew for all of them where it is lost', async () => {
    const heard: string[] = [];
    const open = (channel: string) =>
      database.listen(channel, {
        onMessage: (payload) => heard.push(`${channel} ${payload}`),
        onConnected: () => heard.push(`${channel} connected`),
        onDisconnected: () => heard.push(`${channel} lost`),
      });
    const stops = [await open('news'), await open('weather')];
    expect(await operator.query(COUNT_LISTENERS)).toEqual([{ count: 1n }]);
    await notify('news', 'one');
    await notify('weather', 'two');
    await vi.waitFor(() => expect(heard).toContain('weather two'));
    await operator.query(TERMINATE_OTHERS);
    await vi.waitFor(() => expect(heard.filter((entry) => entry === 'weather connected')).toHaveLength(2), {
      timeout: 10_000,
    });
    await notify('weather', 'three');
    await vi.waitFor(() => expect(heard).toContain('weather three'));
    expect(heard).toEqual([
      'news connected',
      'weather connected',
      'news one',
      'weather two',
      'news lost',
      'weather lost',
      'news connected',
      'weather connected',
      'weather three',
    ]);
    for (const stop of stops) await stop();
    await notify('news', 'four');
    expect(await operator.query(COUNT_LISTENERS)).toEqual([{ count: 0n }]);
    expect(heard).not.toContain('news four');
  });
});

it('says in words that no server answers', async () => {
  const nowhere = openPostgres('postgresql://marquee@127.0.0.1:1/none', silentLogger);
  expect(isConnectionLost(await nowhere.query(OWN_PROCESS).catch((error: unknown) => error))).toBe(true);
  await nowhere.close();
});
