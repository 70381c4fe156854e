import type { Database, Session } from '../../../platform/storage/database.ts';
import { type LargestSum, tooLargeSum } from '../publishing/too-large-sum.ts';
import { LOCK_RUNNING } from '../run/import.sql.ts';
import type { ImportRun } from '../run/import-ending.ts';
import type { PostLines } from '../staging/post-copy.ts';
import { findPostTable } from '../staging/post-tables.ts';
import { DELETE_POST_SUMS, FIND_UNSUMMED, findLargestSumIn, sumPostsIn } from './post-sums.sql.ts';
import { POST_SUM_COPY_COLUMNS } from './post-sums.ts';

/**
 * Writes the sums of a running import's posts; like the posts they are not visible yet. Uses the sums that the importer
 * holds if they are exact; otherwise the database computes them.
 * @throws CallerError BAD_USER_INPUT where the file alone has more views than can be counted
 */
export async function writePostSums(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
  { sums, repeated }: PostLines,
): Promise<void> {
  if (repeated.hasOverflowed || !sums.isExact) {
    await database.transaction(async (session) => {
      await session.query(LOCK_RUNNING, [organizationId, importId]);
      await session.query(DELETE_POST_SUMS, [organizationId, importId]);
      const table = await findPostTable(session, importId);
      if (!sums.isExact) await requireCountable(session, table, [organizationId, importId]);
      await session.query(sumPostsIn(table), [organizationId, importId]);
    });
    return;
  }
  const writer = await database.openCopy({
    table: 'post_sum',
    columns: POST_SUM_COPY_COLUMNS,
    guard: async (session) => {
      const locked = await session.query(LOCK_RUNNING, [organizationId, importId]);
      if (locked.length === 0)
        throw new Error(`import ${importId} was presumed dead before its sums were written`);
    },
  });
  try {
    for (const lines of sums.writeAll()) await writer.write(lines);
    await writer.end();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function requireCountable(
  session: Session,
  table: string,
  values: readonly [string, bigint],
): Promise<void> {
  const [largest] = await session.query<LargestSum & { isTooLarge: boolean }>(
    findLargestSumIn(table),
    values,
  );
  if (largest?.isTooLarge === true) throw tooLargeSum(largest);
}

/** Sums up the posts of published imports that have no sums: of one import, or of all. */
export async function sumUnsummed(session: Session, importId: bigint | null = null): Promise<void> {
  const unsummed = await session.query<{ organizationId: string; id: bigint }>(FIND_UNSUMMED, [importId]);
  for (const { organizationId, id } of unsummed) {
    await session.query(sumPostsIn(await findPostTable(session, id)), [organizationId, id]);
  }
}
