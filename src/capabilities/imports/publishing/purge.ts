import type { Database } from '../../../platform/storage/database.ts';
import {
  DELETE_HELD_ROWS,
  DELETE_PROGRESS,
  END_INTERRUPTED,
  FIND_UNPURGED,
  MARK_PURGED,
  PURGE_SLICE,
} from '../run/import.sql.ts';
import { dropPostTable } from '../staging/post-tables.ts';
import { DELETE_POST_SUMS } from '../sums/post-sums.sql.ts';

/** How many rows are deleted at a time: about 50 ms on PGlite, whose readers wait meanwhile. */
const SLICE_ROWS = 5_000;

/** The name of the lock that an import of a source holds while it runs. */
export function importLock(organizationId: string, source: string): string {
  return `marquee:import:${organizationId}:${source}`;
}

interface UnpurgedImport {
  readonly organizationId: string;
  readonly source: string;
  readonly id: bigint;
  readonly status: string;
}

/**
 * Deletes the rows of an unpublished import and marks it as purged. If somebody reads them for long they stay for now, and
 * the import stays unmarked.
 * @returns whether they are deleted
 */
export async function purgeImport(
  database: Database,
  { organizationId, id }: { organizationId: string; id: bigint },
): Promise<boolean> {
  await database.query(END_INTERRUPTED, [organizationId, id]);
  await database.query(DELETE_PROGRESS, [organizationId, id]);
  await database.query(DELETE_HELD_ROWS, [organizationId, id]);
  if (!(await dropPostTable(database, { organizationId, id }))) return false;
  for (;;) {
    const [slice] = await database.query<{ purged: bigint }>(PURGE_SLICE, [organizationId, id, SLICE_ROWS]);
    if (slice === undefined || slice.purged === 0n) break;
  }
  await database.query(DELETE_POST_SUMS, [organizationId, id]);
  await database.query(MARK_PURGED, [organizationId, id]);
  return true;
}

/** Purges the remains of earlier imports of a source. The caller holds the source's lock, so none of them still runs. */
export async function purgeSource(database: Database, organizationId: string, source: string): Promise<void> {
  const unpurged = await database.query<UnpurgedImport>(FIND_UNPURGED, [organizationId]);
  for (const left of unpurged) if (left.source === source) await purgeImport(database, left);
}

/**
 * Purges the remains of imports whose process was killed, of all organizations or of one. A source whose lock is held is
 * being imported right now and is skipped.
 * @returns the sources that were purged
 */
export async function purgeInterrupted(
  database: Database,
  organizationId: string | null = null,
): Promise<string[]> {
  const unpurged = await database.query<UnpurgedImport>(FIND_UNPURGED, [organizationId]);
  const sources = new Map(unpurged.map((left) => [importLock(left.organizationId, left.source), left]));
  const purged: string[] = [];
  for (const [lock, { organizationId: owner, source }] of sources) {
    const giveUp = new AbortController();
    try {
      await database.withLock(lock, { onWait: () => giveUp.abort(), signal: giveUp.signal }, () =>
        purgeSource(database, owner, source),
      );
      purged.push(source);
    } catch (error) {
      if (!giveUp.signal.aborted) throw error;
    }
  }
  return purged;
}
