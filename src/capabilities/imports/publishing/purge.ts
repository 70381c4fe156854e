import type { Database } from '../../../platform/storage/database.ts';
import {
  END_INTERRUPTED,
  FIND_UNPURGED,
  FORGET_PROGRESS,
  MARK_PURGED,
  PURGE_SLICE,
} from '../run/import.sql.ts';
import { dropPostTable } from '../staging/post-tables.ts';
import { FORGET_POST_SUMS } from '../sums/post-sums.sql.ts';

/** How many rows are taken out at a time: some 50 ms on PGlite, whose readers wait meanwhile. */
const SLICE_ROWS = 5_000;

/** The lock that an import of a source holds from its first row to its last. */
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
 * Takes the rows of an import that is not published away, and says so in its record. Where somebody reads them for long
 * they stay for now, and the record says that.
 * @returns whether they are gone
 */
export async function purgeImport(
  database: Database,
  { organizationId, id }: { organizationId: string; id: bigint },
): Promise<boolean> {
  await database.query(END_INTERRUPTED, [organizationId, id]);
  await database.query(FORGET_PROGRESS, [organizationId, id]);
  if (!(await dropPostTable(database, { organizationId, id }))) return false;
  for (;;) {
    const [slice] = await database.query<{ purged: bigint }>(PURGE_SLICE, [organizationId, id, SLICE_ROWS]);
    if (slice === undefined || slice.purged === 0n) break;
  }
  await database.query(FORGET_POST_SUMS, [organizationId, id]);
  await database.query(MARK_PURGED, [organizationId, id]);
  return true;
}

/** Purges what earlier imports of a source left. The caller holds the source's lock, so none of them still runs. */
export async function purgeSource(database: Database, organizationId: string, source: string): Promise<void> {
  const unpurged = await database.query<UnpurgedImport>(FIND_UNPURGED, [organizationId]);
  for (const left of unpurged) if (left.source === source) await purgeImport(database, left);
}

/**
 * Purges what killed processes left, of every organization, or of one. A source whose lock is taken is being imported
 * right now and is left alone.
 * @returns the sources in which something was left
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
