import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { type Database, statement, type Transaction } from '../../../platform/storage/database.ts';
import { createOwnTable, ownTable } from '../staging/post-tables.sql.ts';
import { collectChangesInPortions } from './changes-in-portions.ts';
import { SUM_COLUMNS } from './performance-sums.ts';
import { CREATE_SUMS, collectChangesFromSums } from './publish.sql.ts';

const REPLACED = 7n;
/** More than one portion. */
const POSTS = 60_000;
const UNDO = new Error('undone');

let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
  await database.execute(createOwnTable(REPLACED));
  await database.execute(`
    insert into ${ownTable(REPLACED)} (organization_id, import_id, line, campaign_id, influencer_id, views, likes, shares, caption)
    select 'default', ${REPLACED}, n, 'c' || n % 40, 'i' || n % 700, n, nullif(n % 3, 0), case when n % 5 = 0 then n end,
           repeat('words ', 12)
      from generate_series(1, ${POSTS}) as n`);
});

afterAll(() => database.close());

/** What another file brings: performances that the replaced one has, and others. */
const SUMS = {
  *copyLines() {
    for (let sum = 0; sum < 1_800; sum += 1) {
      const likes = sum % 2 === 0 ? '\\N\t\\N\t1\t0' : '6\t\\N\t1\t2';
      yield Buffer.from(`c${sum % 60}\ti${sum % 900}\t2\t${sum}\t${likes}\t0\t1\n`);
    }
  },
};

/** The changes that `collect` finds, in an order that does not depend on how. */
async function changesOf(collect: (transaction: Transaction) => Promise<void>): Promise<object[]> {
  let changes: object[] = [];
  const undone = database.transaction(async (transaction) => {
    await collect(transaction);
    changes = await transaction.query(
      statement(
        '',
        `select ${SUM_COLUMNS.map((column) => `${column}::text`).join(', ')}, interactions::text
           from performance_change order by campaign_id, influencer_id`,
      ),
    );
    throw UNDO;
  });
  await expect(undone).rejects.toBe(UNDO);
  return changes;
}

it('finds the same changes as one statement does', async () => {
  const inPortions = await changesOf((transaction) =>
    collectChangesInPortions(transaction, SUMS, ownTable(REPLACED)),
  );
  const atOnce = await changesOf(async (transaction) => {
    await transaction.query(CREATE_SUMS);
    await transaction.copy({ table: 'performance_sum', columns: SUM_COLUMNS }, SUMS.copyLines());
    await transaction.query(collectChangesFromSums(ownTable(REPLACED)), ['default', REPLACED]);
  });
  expect(inPortions.length).toBeGreaterThan(1_000);
  expect(inPortions).toEqual(atOnce);
});
