import type { CopyTarget, Database, Session, Transaction } from '../../../platform/storage/database.ts';
import { POST_COPY_COLUMNS } from './copy-text.ts';
import {
  createOwnTable,
  dropOwnTable,
  FIND_POST_TABLES,
  HAS_OWN_TABLE,
  HOLD_PUBLISHED,
  HOLD_UNPUBLISHED,
  indexOwnTable,
  mergeOwnTable,
  ownTable,
  SORT_LISTS,
  WAIT_BRIEFLY,
} from './post-tables.sql.ts';

/**
 * An import copies its posts into a table of its own, which inherits from `post`: whoever reads
 * `post` reads it too. Without an index the rows come in twice as fast, the index is built in a third of the time
 * once they are published, and a replaced import is dropped at once. Small ones are merged into `post` in the end, and
 * so are the smallest where there are many, as a search looks into each table.
 */
const MOST_TABLES = 64;
/** Some 30,000 posts. */
const SMALL_BYTES = 8 * 1024 * 1024;

/** PostgreSQL's SQLSTATE. */
const LOCK_NOT_AVAILABLE = '55P03';

interface PostTable {
  readonly id: bigint;
  readonly bytes: bigint;
  readonly isIndexed: boolean;
}

/** What tables are worth keeping, for tests to set other bounds. */
export interface PostTableLimits {
  readonly mostTables: number;
  readonly smallBytes: number;
}

const LIMITS: PostTableLimits = { mostTables: MOST_TABLES, smallBytes: SMALL_BYTES };

/** Where the posts of a running import are copied to. */
export function postTarget(importId: bigint, guard: (session: Session) => Promise<void>): CopyTarget {
  let isMade = false;
  return {
    table: ownTable(importId),
    columns: POST_COPY_COLUMNS,
    isNew: true,
    guard: async (session) => {
      await guard(session);
      if (isMade) return;
      await session.execute(createOwnTable(importId));
      isMade = true;
    },
  };
}

/** The table to read an import's posts from, as it stands in SQL. */
export async function findPostTable(session: Session, importId: bigint): Promise<string> {
  const [found] = await session.query<{ has: boolean }>(HAS_OWN_TABLE, [importId]);
  return found?.has === true ? ownTable(importId) : 'only post';
}

/**
 * Drops the table of an import that is not published.
 * @returns false where others read it for so long that it has to stay for now
 */
export async function dropPostTable(
  database: Database,
  { organizationId, id }: { organizationId: string; id: bigint },
): Promise<boolean> {
  return unlessLocked(database, async (session) => {
    const held = await session.query(HOLD_UNPUBLISHED, [organizationId, id]);
    if (held.length > 0) await session.execute(dropOwnTable(id));
  });
}

/**
 * Makes the posts that were published quick to find: gives each large table its index, merges the small ones and those
 * that are too many. What an import before left undone is done as well.
 */
export async function filePosts(database: Database, limits: PostTableLimits = LIMITS): Promise<void> {
  const tables = await database.query<PostTable>(FIND_POST_TABLES);
  const surplus = tables.length - limits.mostTables;
  for (const [place, table] of tables.entries()) {
    const isMerged = table.bytes < BigInt(limits.smallBytes) || place < surplus;
    if (!isMerged && table.isIndexed) continue;
    const { id } = table;
    await unlessLocked(database, async (session) => {
      const held = await session.query(HOLD_PUBLISHED, [id]);
      if (held.length === 0 || (await findPostTable(session, id)) !== ownTable(id)) return;
      if (!isMerged) await session.execute(indexOwnTable(id));
      else await session.execute(mergeOwnTable(id));
    });
  }
  await database.query(SORT_LISTS);
}

/** Runs a transaction; false where it came to nothing because somebody held a lock that it needs. */
async function unlessLocked(
  database: Database,
  work: (session: Transaction) => Promise<void>,
): Promise<boolean> {
  try {
    await database.transaction(async (session) => {
      await session.execute(WAIT_BRIEFLY);
      await work(session);
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
