import { filterValues, type ResourceFilter } from '../../access/rules/index.ts';
import { CallerError } from '../../errors.ts';
import type { Database, Session, Transaction } from '../../storage/database.ts';
import { encodePublication, PUBLICATIONS_CHANNEL } from '../publications.ts';
import type { ImportCounts } from './outcome.ts';
import { type PerformanceSums, SUM_COLUMNS } from './performance-sums.ts';
import {
  APPLY_CHANGES,
  COLLECT_CHANGES,
  COLLECT_CHANGES_FROM_SUMS,
  COUNT_CHANGE_PAGES,
  CREATE_CHANGES,
  CREATE_SUMS,
  DELETE_EMPTY_CAMPAIGNS,
  DELETE_EMPTY_INFLUENCERS,
  DELETE_EMPTY_PERFORMANCES,
  FIND_FIXED_CAMPAIGNS,
  INSERT_INFLUENCERS,
  LIST_TOUCHED_CAMPAIGNS,
  LOCK_PUBLICATION,
  MARK_ORGANIZATION,
  MARK_PUBLISHED,
  MARK_REPLACED,
  MOST_NAMED,
  NOTIFY,
  WRITE_CAMPAIGNS,
} from './publish.sql.ts';

const SUMS_A_SLICE = 2_000;
/** Some 1,500 performances. */
const PAGES_A_PORTION = 20;

/** A staged import whose rows are ready to be seen. */
export interface Publication {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly source: string;
  /** Where the campaigns that it brings first come to belong. */
  readonly departmentId: string | null;
  /** The campaigns whose numbers whoever imports may change. */
  readonly changeable: ResourceFilter;
  readonly fingerprint: string;
  readonly bytes: number;
  readonly counts: ImportCounts;
  /** The sums of its posts by campaign and influencer; without them the database adds up. */
  readonly sums?: PerformanceSums;
}

/**
 * Makes the rows of an import visible and those of the import that it replaces invisible, with every number that
 * rests on them, in one transaction: readers see all of it or nothing.
 * @throws if another process has taken the import for dead, and took its rows away
 */
export async function publish(database: Database, publication: Publication): Promise<void> {
  await database.transaction(async (session) => {
    const { organizationId, importId, source } = publication;
    await session.query(LOCK_PUBLICATION, [organizationId]);
    const [replaced] = await session.query<{ id: bigint }>(MARK_REPLACED, [organizationId, source]);
    const publishedAt = await markPublished(session, publication);
    await collectChanges(session, publication, replaced?.id ?? null);
    await requireChangeable(session, publication);
    await applyChanges(session, organizationId, database.kind);
    if (replaced !== undefined) await session.query(DELETE_EMPTY_PERFORMANCES, [organizationId]);
    await session.query(INSERT_INFLUENCERS, [organizationId]);
    if (replaced !== undefined) await session.query(DELETE_EMPTY_INFLUENCERS, [organizationId]);
    await session.query(WRITE_CAMPAIGNS, [organizationId, importId, publishedAt, publication.departmentId]);
    if (replaced !== undefined) await session.query(DELETE_EMPTY_CAMPAIGNS, [organizationId]);
    await session.query(MARK_ORGANIZATION, [organizationId, importId]);
    const touched = await session.query<{ campaignId: string }>(LIST_TOUCHED_CAMPAIGNS);
    const message = encodePublication(
      organizationId,
      touched.map(({ campaignId }) => campaignId),
    );
    await session.query(NOTIFY, [PUBLICATIONS_CHANNEL, message]);
  });
}

/** Rows of a campaign that belongs elsewhere would change numbers that others answer for. */
async function requireChangeable(
  session: Session,
  { organizationId, changeable, departmentId }: Publication,
): Promise<void> {
  if (changeable.everything) return;
  const fixed = await session.query<{ id: string }>(FIND_FIXED_CAMPAIGNS, [
    organizationId,
    ...filterValues(changeable),
  ]);
  if (fixed.length === 0) return;
  const names = fixed.map(({ id }) => JSON.stringify(id)).join(', ');
  throw new CallerError(
    'FORBIDDEN',
    `The file has rows of campaigns that you may not change: ${names}${fixed.length === MOST_NAMED ? ' and maybe more' : ''}. Leave them out, or have them shared with you. Nothing was published.`,
    { campaignIds: fixed.map(({ id }) => id), departmentId },
  );
}

/** Fills performance_change: what the import adds to each performance, less what the replaced one had added. */
async function collectChanges(
  transaction: Transaction,
  { organizationId, importId, sums }: Publication,
  replacedId: bigint | null,
): Promise<void> {
  if (sums === undefined) {
    await transaction.query(COLLECT_CHANGES, [organizationId, importId, replacedId]);
    return;
  }
  const table = replacedId === null ? 'performance_change' : 'performance_sum';
  await transaction.query(replacedId === null ? CREATE_CHANGES : CREATE_SUMS);
  await transaction.copy({ table, columns: SUM_COLUMNS }, sums.copyLines(SUMS_A_SLICE));
  if (replacedId !== null) await transaction.query(COLLECT_CHANGES_FROM_SUMS, [organizationId, replacedId]);
}

/** The embedded database has this process's thread: other requests get their turn between two portions. */
async function applyChanges(session: Session, organizationId: string, kind: Database['kind']): Promise<void> {
  const [counted] = await session.query<{ pages: bigint }>(COUNT_CHANGE_PAGES);
  const pages = Number(counted?.pages ?? 0n);
  const portion = kind === 'pglite' ? PAGES_A_PORTION : Math.max(1, pages);
  for (let page = 0; page < pages; page += portion) {
    await session.query(APPLY_CHANGES, [organizationId, `(${page},0)`, `(${page + portion},0)`]);
  }
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
    throw new Error(`import ${importId} of ${publication.source} was taken for dead before it could publish`);
  }
  return marked.finishedAt;
}
