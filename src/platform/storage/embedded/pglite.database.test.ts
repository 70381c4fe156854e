import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { type Database, statement } from '../database.ts';

const IDS = statement('', 'select id from influencer where organization_id = $1 order by id');

let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
  await database.execute(
    `insert into organization (id) values ('one') on conflict do nothing;
     insert into influencer (organization_id, id) values ('one', 'first')`,
  );
});

afterAll(() => database.close());

it('lets whoever reads wait for as long as a transaction takes, and then see what it has done', async () => {
  const walled = database.forOrganization('one');
  const read = () => [
    database.query(IDS, ['one']),
    walled.query(IDS, ['one']),
    database.prisma.influencer.findMany({ select: { id: true }, orderBy: { id: 'asc' } }),
    walled.prisma.influencer.findMany({ select: { id: true }, orderBy: { id: 'asc' } }),
  ];
  expect(await Promise.all(read())).toEqual(Array.from({ length: 4 }, () => [{ id: 'first' }]));
  let readings: Promise<unknown>[] = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    await database.transaction(async (transaction) => {
      readings = read();
      await vi.advanceTimersByTimeAsync(60_000);
      await transaction.execute(`insert into influencer (organization_id, id) values ('one', 'second')`);
    });
    expect(await Promise.all(readings)).toEqual(
      Array.from({ length: 4 }, () => [{ id: 'first' }, { id: 'second' }]),
    );
  } finally {
    vi.useRealTimers();
  }
});

it('leaves the event loop to others while a statement runs', async () => {
  let turns = 0;
  let isRunning = true;
  const turn = () => {
    turns += 1;
    if (isRunning) setImmediate(turn);
  };
  turn();
  await database.execute('select count(*) from generate_series(1, 500000)');
  isRunning = false;
  expect(turns).toBeGreaterThan(100);
});
