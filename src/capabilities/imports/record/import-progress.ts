import type { Database } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import { DELETE_PROGRESS, FIND_PROGRESS, WRITE_PROGRESS } from '../run/import.sql.ts';
import type { ImportRun } from '../run/import-ending.ts';

/** How often the progress of an import is written: as often as somebody would look. */
const WRITTEN_EVERY_MS = 1_000;

/** What a running import has counted so far. */
export interface RunningCounts {
  readonly readCount: bigint;
  readonly rejectedCount: bigint;
  readonly byteCount: bigint;
}

/** Writes the counts of a running import where every process reads them. */
export interface ProgressRecord {
  /** Writes them if the last time is long enough ago. */
  tell(): Promise<void>;
  /** Takes them out: from now on the record of the import has its counts. */
  forget(): Promise<void>;
}

/** @param now milliseconds that only ever grow */
export function createProgressRecord(database: Database, run: ImportRun, now: () => number): ProgressRecord {
  const { organizationId, importId, tally, meter } = run;
  let writtenAt = now();
  let isWritten = false;
  return {
    async tell() {
      if (now() - writtenAt < WRITTEN_EVERY_MS) return;
      writtenAt = now();
      isWritten = true;
      const { read, rejected } = tally.counts(0);
      await database.query(WRITE_PROGRESS, [organizationId, importId, read, rejected, meter.bytes()]);
    },
    async forget() {
      if (isWritten) await database.query(DELETE_PROGRESS, [organizationId, importId]);
    },
  };
}

const NOTHING_YET: RunningCounts = { readCount: 0n, rejectedCount: 0n, byteCount: 0n };

/** For each running import, which the caller knows that the reader may see, its counts as they were written last. */
export async function findProgress(
  { database, organizationId }: Reader,
  importIds: readonly bigint[],
): Promise<RunningCounts[]> {
  const rows = await database.query<RunningCounts & { importId: bigint }>(FIND_PROGRESS, [
    organizationId,
    [...importIds],
  ]);
  const byImport = new Map(rows.map((row) => [row.importId, row]));
  return importIds.map((id) => byImport.get(id) ?? NOTHING_YET);
}
