import type { CopyTarget, Database, Session, Transaction } from '../../../platform/storage/database.ts';
import { POST_COPY_COLUMNS } from './copy-text.ts';
import {
  CLEAN_PENDING_LISTS,
  createOwnTable,
  dropOwnTable,
  FIND_POST_TABLES,
  HAS_OWN_TABLE,
  indexOwnTable,
  LOCK_PUBLISHED,
  LOCK_UNPUBLISHED,
  mergeOwnTable,
  ownTable,
  WAIT_BRIEFLY,
} from './post-tables.sql.ts';

/**
 * An import copies its posts into a table of its own, which inherits from `post`, so that reading `post` includes it.
 * Without an index the rows are copied twice as fast, building the index after publication takes a third of the time,
 * and a replaced import is dropped at once. Small tables are merged into `post`, and so are the smallest if there are too
 * many, because a search looks into each table.
 */
const MAX_TABLES = 64;
/** About 30,000 posts. */
const SMALL_BYTES = 8 * 1024 * 1024;

/** PostgreSQL's SQLSTATE. */
const LOCK_NOT_AVAILABLE = '55P03';

interface PostTable {
  readonly id: bigint;
  readonly bytes: bigint;
  readonly isIndexed: boolean;
}

/** Which tables are kept; tests set other limits. */
export interface PostTableLimits {
  readonly maxTables: number;
  readonly smallBytes: number;
}

const LIMITS: PostTableLimits = { maxTables: MAX_TABLES, smallBytes: SMALL_BYTES };

/** The COPY target for the posts of a running import. */
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

/** The table that contains an import's posts, as written in SQL. */
export async function findPostTable(session: Session, importId: bigint): Promise<string> {
  const [found] = await session.query<{ has: boolean }>(HAS_OWN_TABLE, [importId]);
  return found?.has === true ? ownTable(importId) : 'only post';
}

/**
 * Drops the table of an import that is not published.
 * @returns false if others read it for so long that it has to stay for now
 */
export async function dropPostTable(
  database: Database,
  { organizationId, id }: { organizationId: string; id: bigint },
): Promise<boolean> {
  return unlessLocked(database, async (session) => {
    const locked = await session.query(LOCK_UNPUBLISHED, [organizationId, id]);
    if (locked.length > 0) await session.execute(dropOwnTable(id));
  });
}

/**
 * Makes published posts fast to find: indexes each large table, and merges the small and surplus ones into `post`. Also
 * completes what an earlier import did not get to.
 */
export async function indexPublishedPosts(
  database: Database,
  limits: PostTableLimits = LIMITS,
): Promise<void> {
  const tables = await database.query<PostTable>(FIND_POST_TABLES);
  const surplus = tables.length - limits.maxTables;
  for (const [index, table] of tables.entries()) {
    const isMerged = table.bytes < BigInt(limits.smallBytes) || index < surplus;
    if (!isMerged && table.isIndexed) continue;
    const { id } = table;
    await unlessLocked(database, async (session) => {
      const locked = await session.query(LOCK_PUBLISHED, [id]);
      if (locked.length === 0 || (await findPostTable(session, id)) !== ownTable(id)) return;
      if (!isMerged) await session.execute(indexOwnTable(id));
      else await session.execute(mergeOwnTable(id));
    });
  }
  await database.query(CLEAN_PENDING_LISTS);
}

/** Runs a transaction; false if it was rolled back because another one held a lock that it needs. */
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
