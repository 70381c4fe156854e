import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { type Database, statement } from '../database.ts';

const COUNT = statement('', `select count(*)::int as count from influencer where organization_id = $1`);
const IDS = statement('', `select id from influencer where organization_id = any ($1) order by id`);
const insert = (organizationId: string, id: string) =>
  `insert into influencer (organization_id, id) values ('${organizationId}', '${id}')`;

let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
  await database.execute(
    `insert into organization (id) values ('one'), ('other') on conflict do nothing;
     ${insert('one', 'first')}; ${insert('one', 'second')}; ${insert('other', 'theirs')}`,
  );
});

afterAll(() => database.close());

/** Runs `meanwhile` while a transaction is open that has changed all that there is. */
async function whileChanging(meanwhile: () => Promise<void>): Promise<void> {
  const undo = new Error('undone');
  const changed = database.transaction(async (transaction) => {
    await transaction.execute(
      `${insert('one', 'new')}; delete from influencer where id = 'first';
       update influencer set id = 'changed' where id = 'second'; ${insert('other', 'their new')}`,
    );
    await meanwhile();
    await transaction.execute(insert('one', 'newer'));
    expect(await transaction.query(IDS, [['one']])).toEqual([
      { id: 'changed' },
      { id: 'new' },
      { id: 'newer' },
    ]);
    throw undo;
  });
  await expect(changed).rejects.toBe(undo);
}

describe('while a transaction is open', () => {
  it('others read what was there before it, again and again', async () => {
    await whileChanging(async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        expect(await database.query(IDS, [['one', 'other']])).toEqual([
          { id: 'first' },
          { id: 'second' },
          { id: 'theirs' },
        ]);
      }
    });
  });

  it('an organization sees its own rows alone, whatever the SQL says', async () => {
    await whileChanging(async () => {
      expect(await database.forOrganization('one').query(IDS, [['one', 'other']])).toEqual([
        { id: 'first' },
        { id: 'second' },
      ]);
      expect(await database.query(IDS, [['other']])).toEqual([{ id: 'theirs' }]);
    });
  });

  it.each([
    ['a text', 'text', `it's "quoted", \\ and $1`],
    ['a bigint', 'bigint', 9_007_199_254_740_993n],
    ['a number', 'double precision', 0.1],
    ['a boolean', 'boolean', true],
    ['a date', 'timestamptz', new Date('2026-02-03T04:05:06.789Z')],
    ['null', 'text', null],
    ['texts', 'text[]', ['a,b', '"', '\\', '{}', '', 'null']],
  ])('%s comes back as it went in', async (_, type, value) => {
    const echo = statement('', `select $1::${type} as value`);
    await whileChanging(async () => {
      expect(await database.query(echo, [value])).toEqual([{ value }]);
    });
    expect(await database.query(echo, [value])).toEqual([{ value }]);
  });

  it('a read that fails fails its reader alone', async () => {
    let failed: Promise<unknown> | undefined;
    await whileChanging(async () => {
      failed = database.query(statement('', 'select 1 / ($1::int - 1) as none'), [1]).catch((error) => error);
      // It was tried, and waits for its turn.
      await expect(Promise.race([failed, Promise.resolve('waits')])).resolves.toBe('waits');
    });
    expect(await failed).toMatchObject({ code: '22012' });
  });

  it('a text that PostgreSQL cannot take fails its reader alone', async () => {
    let failed: Promise<unknown> | undefined;
    await whileChanging(async () => {
      failed = database.query(IDS, [['one\0']]).catch((error) => error);
      expect(await database.query(COUNT, ['one'])).toEqual([{ count: 2 }]);
    });
    expect(await failed).toBeInstanceOf(Error);
  });

  it('who writes waits until it has ended', async () => {
    const told: string[] = [];
    let written: Promise<unknown> | undefined;
    await whileChanging(async () => {
      written = database.execute(insert('one', 'third')).then(() => told.push('written'));
      await database.query(COUNT, ['one']);
      told.push('read');
    });
    await written;
    expect(told).toEqual(['read', 'written']);
    expect(await database.query(COUNT, ['one'])).toEqual([{ count: 3 }]);
  });
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
