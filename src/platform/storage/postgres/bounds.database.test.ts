import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { openTcpProxy, type TcpProxy } from '../../../../test/faults/tcp-proxy.ts';
import { type Database, statement } from '../database.ts';
import { explainOutage } from '../outage.ts';
import { isRead } from './once-more.ts';
import { openPostgres } from './postgres.ts';

const SLEEP = statement('test_sleep', 'select pg_sleep($1::float)');
const ONE = statement('test_one', 'select 1 as one');

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let proxy: TcpProxy;
let database: Database;

beforeAll(async () => {
  created = await createPostgresDatabase();
  const url = new URL(created.url);
  proxy = await openTcpProxy(Number(url.port));
  url.port = String(proxy.port);
  database = openPostgres(url.href, silentLogger, {
    statementSeconds: 1,
    queue: { limit: 100, seconds: 600 },
  });
  await database.execute("insert into organization (id) values ('a')");
});

afterAll(async () => {
  await database.close();
  await proxy.close();
  await created.drop();
});

const outageOf = async (work: Promise<unknown>) =>
  explainOutage(
    await work.then(
      () => undefined,
      (error: unknown) => error,
    ),
  )?.message;

describe('a statement of a request', () => {
  it.concurrent.each<[string, () => Promise<unknown>]>([
    ['of the owner', () => database.query(SLEEP, [30])],
    ['of an organization', () => database.forOrganization('a').query(SLEEP, [30])],
    ['in a transaction', () => database.transaction((session) => session.query(SLEEP, [30]))],
    [
      "in an organization's transaction",
      () => database.forOrganization('a').transaction((session) => session.query(SLEEP, [30])),
    ],
  ])('is ended after its time: %s', async (_name, work) => {
    expect(await outageOf(work())).toMatch(/did not answer in time/);
  });

  it('waits for a lock no longer than that', async () => {
    await database.inBackground().transaction(async (session) => {
      await session.query(statement('test_lock', "select 1 from organization where id = 'a' for update"));
      const rename = statement('test_rename', "update organization set name = 'x' where id = 'a'");
      expect(await outageOf(database.forOrganization('a').query(rename))).toMatch(/busy with another change/);
      const byPrisma = database.forOrganization('a').prisma.organization.updateMany({ data: { name: 'x' } });
      expect(await outageOf(byPrisma)).toMatch(/busy with another change/);
    });
  });

  it('is not waited for where PostgreSQL does not even end it, and its connection is not used again', async () => {
    proxy.hold();
    expect(await outageOf(database.query(ONE))).toMatch(/did not answer in time/);
    proxy.release();
    expect(await database.query(ONE)).toEqual([{ one: 1 }]);
  });
});

it('work in the background takes as long as it takes, and leaves nothing of that on its connection', async () => {
  await Promise.all([
    database.inBackground().query(SLEEP, [1.5]),
    database.inBackground().transaction((session) => session.query(SLEEP, [1.5])),
  ]);
  expect(await outageOf(database.query(SLEEP, [30]))).toMatch(/did not answer in time/);
});

describe('a read whose connection was gone before it began', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['of the owner', () => database.query(ONE)],
    ['of an organization', () => database.forOrganization('a').query(ONE)],
    ['of another organization', () => database.forOrganization('b').query(ONE)],
    ['in a transaction', () => database.forOrganization('a').transaction((session) => session.query(ONE))],
    ['by Prisma', () => database.forOrganization('a').prisma.organization.findMany()],
    ['by Prisma as the owner', () => database.prisma.organization.count()],
  ])('is tried once more: %s', async (_name, read) => {
    await read();
    proxy.reset();
    // The pool has not heard of it yet.
    await expect(read()).resolves.toBeDefined();
  });

  it.each([
    ['select 1', true],
    [' with found as (select 1) select * from found', true],
    ['select updated_at from import where selection is not null', true],
    ['insert into a values (1)', false],
    ['with gone as (delete from a returning 1) select * from gone', false],
    ['select 1 from a for update', false],
    ['select 1 from a for share', false],
    ["select nextval('a')", false],
    ["select set_config('role', 'x', true)", false],
    ["select pg_notify('a', 'b')", false],
    ['select 1 into a', false],
  ])('is told from what changes something: %s: %s', (text, expected) => {
    expect(isRead(statement('test', text))).toBe(expected);
  });
});
