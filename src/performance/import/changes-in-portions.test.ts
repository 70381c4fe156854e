import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../test/databases.ts';
import { type Database, statement, type Transaction } from '../../storage/database.ts';
import { collectChangesInPortions } from './changes-in-portions.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';
import { PerformanceSums, SUM_COLUMNS } from './performance-sums.ts';
import { createOwnTable, ownTable } from './post-tables.sql.ts';
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
function newSums(): PerformanceSums {
  const sums = new PerformanceSums();
  for (let post = 0; post < 5_000; post += 1) {
    const key = Buffer.from(`c${post % 60}\ti${post % 900}`);
    const hash = continueHash(FNV_OFFSET, key, 0, key.length);
    sums.add(key, 0, key.length, hash, Float64Array.of(post, post % 2 === 0 ? -1 : 3, -1, 1));
  }
  return sums;
}

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
    collectChangesInPortions(transaction, newSums(), ownTable(REPLACED)),
  );
  const atOnce = await changesOf(async (transaction) => {
    await transaction.query(CREATE_SUMS);
    await transaction.copy({ table: 'performance_sum', columns: SUM_COLUMNS }, newSums().copyLines(1_000));
    await transaction.query(collectChangesFromSums(ownTable(REPLACED)), ['default', REPLACED]);
  });
  expect(inPortions.length).toBeGreaterThan(1_000);
  expect(inPortions).toEqual(atOnce);
});
