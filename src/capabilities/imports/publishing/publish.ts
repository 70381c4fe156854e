import { CallerError } from '../../../errors.ts';
import type { Database, Session } from '../../../platform/storage/database.ts';
import { filterValues, type ResourceFilter } from '../../access/contract.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from '../../performance/contract.ts';
import { HiddenNameTaken } from '../refusals/hidden-names.ts';
import { WRITE_OVERLAPPING } from '../run/import.sql.ts';
import type { ImportCounts } from '../run/outcome.ts';
import { sumUnsummed } from '../sums/write-post-sums.ts';
import { changeHiddenPosts } from './hidden-posts.ts';
import { changePlatforms } from './platforms.ts';
import {
  ANALYZE_CHANGES,
  APPLY_CHANGES,
  COLLECT_CHANGES,
  COLLECT_TOUCHED,
  DELETE_EMPTY_CAMPAIGNS,
  DELETE_EMPTY_INFLUENCERS,
  EMPTY_KEPT_CAMPAIGNS,
  FIND_FIXED_CAMPAIGNS,
  FIND_LARGEST_CHANGE,
  FIND_TOO_LARGE_SUM,
  INSERT_INFLUENCERS,
  LIST_TOUCHED_CAMPAIGNS,
  LOCK_PUBLICATION,
  MARK_ORGANIZATION,
  MARK_PUBLISHED,
  MARK_REPLACED,
  MAX_NAMED,
  MOVE_GROWN,
  NOTIFY,
  PLAN_ANY_JOIN,
  PLAN_ORDERED_JOIN,
  WRITE_CAMPAIGNS,
} from './publish.sql.ts';
import { type LargestSum, tooLargeSum } from './too-large-sum.ts';

/** A staged import whose rows and sums are complete. */
export interface Publication {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly source: string;
  /** The department of the campaigns that this import creates. */
  readonly departmentId: string | null;
  /** The campaigns that the importing person may change. */
  readonly changeable: ResourceFilter;
  /** Those that they may see: no other is named to them. */
  readonly visible: ResourceFilter;
  readonly fingerprint: string;
  readonly bytes: number;
  readonly counts: ImportCounts;
  /** Whether the posts are added to those of other sources, even where they are the same. */
  readonly addsPosts: boolean;
}

/**
 * Makes the rows of an import visible and those of the import that it replaces invisible, and updates every total, in one
 * transaction: readers see all of it or nothing.
 * @returns how many posts of other sources the import has too
 * @throws if another process has presumed the import dead and removed its rows
 */
export async function publish(database: Database, publication: Publication): Promise<number> {
  return database.transaction(async (session) => {
    const { organizationId, importId, source } = publication;
    await session.query(LOCK_PUBLICATION, [organizationId]);
    const [replaced] = await session.query<{ id: bigint }>(MARK_REPLACED, [organizationId, source]);
    const publishedAt = await markPublished(session, publication);
    if (replaced !== undefined) await sumUnsummed(session, replaced.id);
    const overlap = {
      organizationId,
      importId,
      replacedId: replaced?.id ?? null,
      addsPosts: publication.addsPosts,
    };
    const overlapping = await changeHiddenPosts(session, overlap);
    if (overlapping > 0) await session.query(WRITE_OVERLAPPING, [organizationId, importId, overlapping]);
    await session.query(COLLECT_CHANGES, [organizationId, importId, replaced?.id ?? null]);
    await requireChangeable(session, publication);
    await session.query(COLLECT_TOUCHED, [organizationId]);
    await session.query(MOVE_GROWN, [organizationId]);
    await session.execute(ANALYZE_CHANGES);
    await session.execute(PLAN_ORDERED_JOIN);
    await session.query(APPLY_CHANGES, [organizationId]);
    await changePlatforms(session, { organizationId, importId, replacedId: replaced?.id ?? null });
    await session.execute(PLAN_ANY_JOIN);
    await session.query(INSERT_INFLUENCERS, [organizationId]);
    if (replaced !== undefined) await session.query(DELETE_EMPTY_INFLUENCERS, [organizationId]);
    await session.query(WRITE_CAMPAIGNS, [organizationId, importId, publishedAt, publication.departmentId]);
    if (replaced !== undefined) {
      await session.query(EMPTY_KEPT_CAMPAIGNS, [organizationId, importId, publishedAt]);
      await session.query(DELETE_EMPTY_CAMPAIGNS, [organizationId]);
    }
    await requireCountableSums(session, organizationId);
    await session.query(MARK_ORGANIZATION, [organizationId, importId]);
    const touched = await session.query<{ campaignId: string }>(LIST_TOUCHED_CAMPAIGNS);
    const message = encodePublication(
      organizationId,
      touched.map(({ campaignId }) => campaignId),
    );
    await session.query(NOTIFY, [PUBLICATIONS_CHANNEL, message]);
    return overlapping;
  });
}

/** An import must not change the totals of campaigns that its owner may not change. */
async function requireChangeable(
  session: Session,
  { organizationId, changeable, visible, departmentId }: Publication,
): Promise<void> {
  if (changeable.everything) return;
  const found = await session.query<{ id: string; isVisible: boolean }>(FIND_FIXED_CAMPAIGNS, [
    organizationId,
    ...filterValues(changeable),
    ...filterValues(visible),
  ]);
  if (found.length === 0) return;
  const fixed = found.filter(({ isVisible }) => isVisible);
  if (fixed.length === 0) {
    throw new HiddenNameTaken(
      'CONFLICT',
      'The file has campaigns whose names another team of the organization uses already. Give yours other names, or ask an admin to share theirs with you. Nothing was published.',
    );
  }
  const names = fixed.map(({ id }) => JSON.stringify(id)).join(', ');
  throw new CallerError(
    'FORBIDDEN',
    `The file has rows of campaigns that you may not change: ${names}${fixed.length === MAX_NAMED ? ' and maybe more' : ''}. Leave them out, or have them shared with you. Nothing was published.`,
    { campaignIds: fixed.map(({ id }) => id), departmentId },
  );
}

/** A sum that no count of the graph can hold would be an error for every reader: the import is one, for whoever brings it. */
async function requireCountableSums(session: Session, organizationId: string): Promise<void> {
  if ((await session.query(FIND_TOO_LARGE_SUM, [organizationId])).length === 0) return;
  const [largest] = await session.query<LargestSum>(FIND_LARGEST_CHANGE);
  throw tooLargeSum(largest);
}

async function markPublished(session: Session, publication: Publication): Promise<Date> {
  const { organizationId, importId, fingerprint, bytes, counts } = publication;
  const [marked] = await session.query<{ finishedAt: Date }>(MARK_PUBLISHED, [
    organizationId,
    importId,
    fingerprint,
    bytes,
    counts.read,
    counts.loaded,
    counts.rejected,
    counts.superseded,
    JSON.stringify(counts.rejectedByCode),
  ]);
  if (marked === undefined) {
    throw new Error(`import ${importId} of ${publication.source} was presumed dead before it could publish`);
  }
  return marked.finishedAt;
}
