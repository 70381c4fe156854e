import type { Database } from '../../../platform/storage/database.ts';
import { purgeImport } from '../publishing/purge.ts';
import { formatRejectLimit, type RejectLimit } from '../quarantine/reject-limit.ts';
import type { FileMeter } from '../reading/export-file.ts';
import { DELETE_IMPORT, DELETE_REJECTED_ROWS, END_UNPUBLISHED, FIND_PUBLISHED } from './import.sql.ts';
import type { ImportCounts, ImportStatus } from './outcome.ts';
import type { Tally } from './tally.ts';

/** A running import: it has a record, and rows that are not visible yet. */
export interface ImportRun {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly source: string;
  readonly tally: Tally;
  readonly meter: FileMeter;
}

export interface ImportEnding {
  readonly importId: string | null;
  readonly status: ImportStatus;
  readonly message: string | null;
  readonly counts: ImportCounts;
  /** How long the cleanup after publication took. */
  readonly tidySeconds?: number;
}

/** The published import of a source. */
export interface PublishedImport {
  readonly importId: string;
  readonly fingerprint: string | null;
  readonly bytes: bigint | null;
  readonly departmentId: string | null;
  readonly counts: ImportCounts;
}

export async function findPublished(
  database: Database,
  organizationId: string,
  source: string,
): Promise<PublishedImport | undefined> {
  const [row] = await database.query<{
    id: bigint;
    fingerprint: string | null;
    bytes: bigint | null;
    read: bigint;
    loaded: bigint;
    rejected: bigint;
    superseded: bigint;
    rejectedByCode: Record<string, number>;
    departmentId: string | null;
  }>(FIND_PUBLISHED, [organizationId, source]);
  if (row === undefined) return undefined;
  const { id, fingerprint, bytes, rejectedByCode, departmentId } = row;
  const counts = {
    read: Number(row.read),
    loaded: Number(row.loaded),
    rejected: Number(row.rejected),
    superseded: Number(row.superseded),
    rejectedByCode,
  };
  return { importId: String(id), fingerprint, bytes, departmentId, counts };
}

export function endUnchanged({ importId, counts }: PublishedImport): ImportEnding {
  const message =
    'This file was already imported from this source with the same options: nothing was changed.';
  return { importId, status: 'UNCHANGED', message, counts };
}

/** Ends an import that rejected too many rows. Its quarantine stays, for people to inspect. */
export async function endRejected(
  database: Database,
  run: ImportRun,
  { fingerprint, message, counts }: { fingerprint: string; message: string; counts: ImportCounts },
): Promise<ImportEnding> {
  await recordEnd(database, run, { status: 'REJECTED', message, fingerprint, counts });
  await purgeImport(database, { organizationId: run.organizationId, id: run.importId });
  return { importId: String(run.importId), status: 'REJECTED', message, counts };
}

/** Deletes an import with its rows and its record; if its rows have to stay for now, its record does too. */
export async function removeImport(
  database: Database,
  { organizationId, importId }: ImportRun,
): Promise<void> {
  if (!(await purgeImport(database, { organizationId, id: importId }))) return;
  await database.query(DELETE_REJECTED_ROWS, [organizationId, importId]);
  await database.query(DELETE_IMPORT, [organizationId, importId]);
}

export function describeExcess(limit: RejectLimit, { read, rejected }: ImportCounts): string {
  const share = read === 0 ? 0 : Math.round((rejected / read) * 1_000) / 10;
  return `${rejected} of ${read} rows (${share} %) were rejected, more than the limit of ${formatRejectLimit(limit)}: nothing was published, and the earlier data stays.`;
}

/** Records how a running import ended, unless it has ended already. */
export async function recordEnd(
  database: Database,
  { organizationId, importId, meter }: ImportRun,
  end: { status: string; message: string; fingerprint: string | null; counts: ImportCounts },
): Promise<void> {
  const { read, loaded, rejected, superseded, rejectedByCode } = end.counts;
  await database.query(END_UNPUBLISHED, [
    organizationId,
    importId,
    end.status,
    end.message,
    end.fingerprint,
    meter.bytes(),
    read,
    loaded,
    rejected,
    superseded,
    JSON.stringify(rejectedByCode),
  ]);
}
