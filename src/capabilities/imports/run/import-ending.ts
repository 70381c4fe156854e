import type { Database } from '../../../platform/storage/database.ts';
import type { ColumnUse } from '../columns/column-uses.ts';
import { purgeImport } from '../publishing/purge.ts';
import { exceedsLimit, formatRejectLimit, type RejectLimit } from '../quarantine/reject-limit.ts';
import type { FileMeter } from '../reading/export-file.ts';
import { readMemory, type SourceMemory } from '../source/source-memory.ts';
import { DELETE_IMPORT, DELETE_REJECTED_ROWS, END_UNPUBLISHED, FIND_PUBLISHED } from './import.sql.ts';
import { type ImportReport, readReport } from './import-report.ts';
import type { ImportCounts, ImportStatus, UnpublishedCode } from './outcome.ts';
import type { RejectionExample, RejectionExamples } from './rejection-examples.ts';
import type { Tally } from './tally.ts';

/** A running import: it has a record, and rows that are not visible yet. */
export interface ImportRun {
  readonly organizationId: string;
  readonly importId: bigint;
  readonly source: string;
  readonly tally: Tally;
  readonly examples: RejectionExamples;
  readonly meter: FileMeter;
}

export interface ImportEnding {
  readonly importId: string | null;
  readonly status: ImportStatus;
  readonly code: UnpublishedCode | null;
  readonly message: string | null;
  readonly counts: ImportCounts;
  /** How many posts of other sources it has too; absent where nothing was published. */
  readonly overlapping?: number;
  /** One rejected row of each code; absent if the file was not read. */
  readonly examples?: readonly RejectionExample[];
  /** What became of the columns; absent if the file was not read. */
  readonly columns?: readonly ColumnUse[];
  /** How long the cleanup after publication took. */
  readonly tidySeconds?: number;
}

/** The published import of a source. */
export interface PublishedImport {
  readonly importId: string;
  readonly fingerprint: string | null;
  readonly bytes: bigint | null;
  readonly departmentId: string | null;
  readonly header: readonly string[];
  /** A hash of the folder that its file came from. */
  readonly origin: string | null;
  readonly memory: SourceMemory | null;
  /** How many posts of other sources it had too. */
  readonly overlapping: number;
  readonly report: ImportReport;
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
    header: string[];
    origin: string | null;
    options: unknown;
    overlapping: bigint;
    report: unknown;
  }>(FIND_PUBLISHED, [organizationId, source]);
  if (row === undefined) return undefined;
  const { id, fingerprint, bytes, rejectedByCode, departmentId, header, origin, options } = row;
  const counts = {
    read: Number(row.read),
    loaded: Number(row.loaded),
    rejected: Number(row.rejected),
    superseded: Number(row.superseded),
    rejectedByCode,
  };
  return {
    importId: String(id),
    fingerprint,
    bytes,
    departmentId,
    header,
    origin,
    memory: readMemory(options),
    overlapping: Number(row.overlapping),
    report: readReport(row.report),
    counts,
  };
}

export function endUnchanged({ importId, counts, overlapping, report }: PublishedImport): ImportEnding {
  const { examples, columns } = report;
  const message =
    'This file was already imported from this source with the same options: nothing was changed.';
  return { importId, status: 'UNCHANGED', code: null, message, counts, overlapping, examples, columns };
}

/** Why an import is not published though it was read to its end. */
export interface Refusal {
  readonly code: UnpublishedCode;
  readonly message: string;
}

/** Ends an import that is not to be published. Its quarantine stays, for people to inspect. */
export async function endRejected(
  database: Database,
  run: ImportRun,
  { fingerprint, code, message, counts }: Refusal & { fingerprint: string; counts: ImportCounts },
): Promise<ImportEnding> {
  await recordEnd(database, run, { status: 'REJECTED', code, message, fingerprint, counts });
  await purgeImport(database, { organizationId: run.organizationId, id: run.importId });
  return { importId: String(run.importId), status: 'REJECTED', code, message, counts };
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

/** Why an import with more rejected rows than the limit is not published; null for one with fewer. */
export function refuseExcess(limit: RejectLimit, counts: ImportCounts): Refusal | null {
  if (!exceedsLimit(limit, counts)) return null;
  const { read, rejected } = counts;
  const share = read === 0 ? 0 : Math.round((rejected / read) * 1_000) / 10;
  const message = `${rejected} of ${read} rows (${share} %) were rejected, more than the limit of ${formatRejectLimit(limit)}: nothing was published, and the earlier data stays.${adviseOnLimit(counts)}`;
  return { code: 'REJECT_LIMIT_EXCEEDED', message };
}

/** Empty where every row was rejected: then no limit helps. */
function adviseOnLimit({ read, rejected }: ImportCounts): string {
  if (rejected === read) return '';
  const percent = Math.ceil((rejected / read) * 100);
  return ` To publish the ${read - rejected} that could be read, import it with --reject-limit ${percent}%.`;
}

/** Records how a running import ended, unless it has ended already. */
export async function recordEnd(
  database: Database,
  { organizationId, importId, meter }: ImportRun,
  end: {
    status: string;
    code: UnpublishedCode | null;
    message: string;
    fingerprint: string | null;
    counts: ImportCounts;
  },
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
    end.code,
  ]);
}
