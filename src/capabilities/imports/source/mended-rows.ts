import type { Database } from '../../../platform/storage/database.ts';
import type { Permissions } from '../../access/contract.ts';
import { type OpenExport, openExport, type ReadOptions } from '../reading/export-reader.ts';
import { FIND_MENDED } from '../run/import.sql.ts';
import { readReport } from '../run/import-report.ts';
import { describeTaken, explainTaken, readMemory, type SourceMemory, withMemory } from './source-memory.ts';

/** Whose rejected rows may be mended: those of an organization, as far as somebody may see them. */
export interface Mender {
  readonly organizationId: string;
  /** undefined: whoever runs the server, who may see everything. */
  readonly permissions?: Permissions | undefined;
}

/** Options completed by those of the import that rejected the rows of a file, and a sentence about what was taken. */
export interface MendedOptions {
  readonly readOptions: ReadOptions;
  readonly told: string | null;
}

/** An export whose header was read, and how it is read. */
export interface OpenedExport {
  readonly opened: OpenExport;
  readonly readOptions: ReadOptions;
  /** A sentence about options that were taken from the import that rejected its rows; null where none were. */
  readonly told: string | null;
}

/**
 * Opens an export. A file of rejected rows that comes back is read as the file that they are from.
 * @throws CallerError BAD_USER_INPUT if the header cannot be used
 */
export async function openRemembered(
  database: Database,
  content: AsyncIterable<Uint8Array>,
  readOptions: ReadOptions,
  mender: Mender | null,
): Promise<OpenedExport> {
  let completed: MendedOptions = { readOptions, told: null };
  try {
    const opened = await openExport(content, readOptions, async (importId) => {
      if (mender !== null) completed = await completeByMended(database, mender, importId, readOptions);
      return completed.readOptions;
    });
    return { opened, ...completed };
  } catch (error) {
    throw explainTaken(error, completed.told);
  }
}

/** Completes options by those of the import that rejected the rows of a file. */
export async function completeByMended(
  database: Database,
  { organizationId, permissions }: Mender,
  importId: bigint,
  readOptions: ReadOptions,
): Promise<MendedOptions> {
  const [found] = await database.query<{
    source: string;
    options: unknown;
    report: unknown;
    departmentId: string | null;
  }>(FIND_MENDED, [organizationId, importId]);
  if (found === undefined) return { readOptions, told: null };
  const { source, options, report, departmentId } = found;
  const target = { resource: 'IMPORT' as const, id: String(importId), departmentId };
  if (permissions?.allows('READ', target) === false) return { readOptions, told: null };
  const { formats } = readReport(report);
  const memory = readMemory(options);
  // The file of rejected rows is one of our own: it has neither the sheets nor the encoding of the first.
  const kept: SourceMemory = {
    map: memory?.map ?? {},
    set: memory?.set ?? {},
    numberFormats: formats.numbers,
    dateOrder: formats.dateOrder,
    encoding: readOptions.encoding,
    sheet: null,
  };
  const completed = withMemory(readOptions, kept);
  const where = `in import ${importId} of ${JSON.stringify(source)}, which rejected these rows`;
  return { readOptions: completed.readOptions, told: describeTaken(completed.taken, where) };
}
