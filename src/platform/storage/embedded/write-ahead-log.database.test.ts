import { expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import { statement } from '../database.ts';
import { shortenLog } from './write-ahead-log.ts';

const MEGABYTE = 2 ** 20;
const LAST_CHECKPOINT = statement(
  'test_last_checkpoint',
  'select redo_lsn::text as at from pg_control_checkpoint()',
);

it('leaves a log alone that is short, and makes a checkpoint once it has grown', async () => {
  const database = await openMemoryDatabase();
  const lastCheckpoint = async () => (await database.query<{ at: string }>(LAST_CHECKPOINT))[0]?.at;
  await shortenLog(database, 0);
  const before = await lastCheckpoint();
  await shortenLog(database, MEGABYTE);
  expect(await lastCheckpoint()).toBe(before);
  await database.execute('create table test_written (text text)');
  await database.execute(`insert into test_written select repeat('x', 1000) from generate_series(1, 2000)`);
  await database.execute('drop table test_written');
  await shortenLog(database, MEGABYTE);
  expect(await lastCheckpoint()).not.toBe(before);
  await database.close();
});
