import type { Session } from '../../../platform/storage/database.ts';
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
  LOCK_OTHER_IMPORTS,
  NO_POST_CHANGES,
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
  await session.query(LOCK_OTHER_IMPORTS, [organizationId, ids]);
  const tables = new Set<string>();
  for (const id of ids) tables.add(await findPostTable(session, id));
  const own = await findPostTable(session, importId);
  await session.execute(PLAN_LARGE_JOINS);
  await session.query(collectMatches(own, [...tables]), [organizationId, importId, ids, addsPosts]);
  await session.query(collectReleased([...tables]), [organizationId, replacedId ?? 0n, ids]);
  await session.query(COLLECT_POST_CHANGES, [organizationId]);
  await session.query(HIDE_MATCHED, [organizationId, importId]);
  await session.query(HIDE_RELEASED, [organizationId]);
  await session.execute(PLAN_AS_USUAL);
  if (replacedId !== null) await session.query(SHOW_RELEASED, [organizationId, replacedId]);
  await session.query(CORRECT_SUMS, [organizationId]);
  const [matched] = await session.query<{ count: bigint }>(COUNT_MATCHED);
  return Number(matched?.count ?? 0n);
}
