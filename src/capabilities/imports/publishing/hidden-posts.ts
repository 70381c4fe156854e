import type { Database, Session } from '../../../platform/storage/database.ts';
import { findPostTable } from '../staging/post-tables.ts';
import {
  COLLECT_POST_CHANGES,
  CORRECT_SUMS,
  COUNT_MATCHED,
  collectMatches,
  collectReleased,
  FIND_OTHER_IMPORTS,
  HIDE_MATCHED,
  HIDE_RELEASED,
  HOLD_POST_TABLES,
  NO_POST_CHANGES,
  NO_RELEASED,
  PLAN_AS_USUAL,
  PLAN_LARGE_JOINS,
  SHOW_RELEASED,
} from './hidden-posts.sql.ts';

export interface Overlap {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly replacedId: bigint | null;
  /** Whether the posts of the import are added to those of other sources, even where they are the same. */
  readonly addsPosts: boolean;
}

/**
 * Hides the posts of other sources that an import has too, and shows again those that only the import hid that it replaces: of
 * one post in several sources, the row that was published last counts. Rows without a post id always count. Leaves what
 * changes in the temporary table post_change, and corrects the sums of the imports concerned.
 * @returns how many posts of other sources the import has too
 */
export async function changeHiddenPosts(
  session: Session,
  { organizationId, importId, replacedId, addsPosts }: Overlap,
): Promise<number> {
  const others = await session.query<{ id: bigint }>(FIND_OTHER_IMPORTS, [
    organizationId,
    importId,
    replacedId,
  ]);
  if (others.length === 0) {
    await session.query(NO_POST_CHANGES);
    if (replacedId !== null) await session.query(SHOW_RELEASED, [organizationId, replacedId]);
    return 0;
  }
  const ids = others.map(({ id }) => id);
  const tables = await findPostTables(session, ids);
  const own = await findPostTable(session, importId);
  await session.execute(PLAN_LARGE_JOINS);
  await session.query(collectMatches(own, tables), [organizationId, importId, ids, addsPosts]);
  if (replacedId === null) await session.query(NO_RELEASED);
  else await session.query(collectReleased(tables), [organizationId, replacedId, ids]);
  await session.query(COLLECT_POST_CHANGES, [organizationId]);
  await session.query(HIDE_MATCHED, [organizationId, importId]);
  await session.query(HIDE_RELEASED, [organizationId]);
  await session.execute(PLAN_AS_USUAL);
  if (replacedId !== null) await session.query(SHOW_RELEASED, [organizationId, replacedId]);
  await session.query(CORRECT_SUMS, [organizationId]);
  const [matched] = await session.query<{ count: bigint }>(COUNT_MATCHED);
  return Number(matched?.count ?? 0n);
}

/** How many posts of other sources an import has too that is staged with its sums, and is not published. */
export async function countOverlapping(
  database: Database,
  { organizationId, importId, replacedId }: Omit<Overlap, 'addsPosts'>,
): Promise<number> {
  return database.transaction(async (session) => {
    const values = [organizationId, importId, replacedId];
    const ids = (await session.query<{ id: bigint }>(FIND_OTHER_IMPORTS, values)).map(({ id }) => id);
    if (ids.length === 0) return 0;
    const tables = await findPostTables(session, ids);
    const own = await findPostTable(session, importId);
    await session.execute(PLAN_LARGE_JOINS);
    await session.query(collectMatches(own, tables), [organizationId, importId, ids, false]);
    const [matched] = await session.query<{ count: bigint }>(COUNT_MATCHED);
    return Number(matched?.count ?? 0n);
  });
}

async function findPostTables(session: Session, ids: readonly bigint[]): Promise<string[]> {
  await session.query(HOLD_POST_TABLES, [ids]);
  const tables = new Set<string>();
  for (const id of ids) tables.add(await findPostTable(session, id));
  return [...tables];
}
