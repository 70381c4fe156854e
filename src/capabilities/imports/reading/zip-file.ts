import { setImmediate } from 'node:timers/promises';
import { CallerError } from '../../../errors.ts';
import { quoteValue } from '../quarantine/rejection.ts';
import { sheetLines } from './workbook.ts';

/** How large a zip may be, and what it holds, so that a small file cannot fill the memory or the disk. */
export interface ZipLimits {
  readonly packedBytes: number;
  readonly csvBytes: number;
  readonly workbookBytes: number;
  readonly rows: number;
}

const MEGABYTE = 1024 * 1024;
const LIMITS: ZipLimits = {
  packedBytes: 64 * MEGABYTE,
  csvBytes: 1024 * MEGABYTE,
  workbookBytes: 64 * MEGABYTE,
  rows: 200_000,
};
/** How much of the archive is unpacked at once: at most a thousand times as much comes out. */
const SLICE_BYTES = 4 * 1024;

const TABLE = /\.(?:csv|tsv|txt)$/i;
/** What macOS and others add. */
const NOT_CONTENT = /\/$|^__MACOSX\/|(?:^|\/)\./;

/** What is read of an archive. */
export interface ZipContent {
  /** Of a workbook; undefined: the first. */
  readonly sheet: string | undefined;
  /** Called before the sheet is read. */
  onWorkbook?(archive: Buffer): void;
}

/**
 * The one CSV in a zip archive, or a sheet of a workbook as CSV: the first, or the one with this name or number.
 * @throws CallerError BAD_USER_INPUT if there is none or several, if it is damaged, or if it unpacks to more than the limits
 */
export async function* readZip(
  chunks: AsyncIterable<Uint8Array>,
  { sheet, onWorkbook }: ZipContent,
  limits: ZipLimits = LIMITS,
): AsyncGenerator<Uint8Array> {
  const archive = await collect(chunks, limits.packedBytes);
  const names = await listNames(archive);
  if (names.includes('xl/workbook.xml')) {
    for await (const _part of unpackEntries(archive, () => true, limits.workbookBytes)) await setImmediate();
    onWorkbook?.(archive);
    yield* sheetLines(archive, sheet, limits.rows);
    return;
  }
  const tables = names.filter((name) => TABLE.test(name) && !NOT_CONTENT.test(name));
  const [table, ...others] = tables;
  if (table === undefined || others.length > 0) {
    const found = names.filter((name) => !NOT_CONTENT.test(name)).slice(0, 10);
    const held = found.length === 0 ? 'no files' : found.map(quoteValue).join(', ');
    throw fault(
      `The zip has ${tables.length === 0 ? 'no CSV' : 'several CSV files'} in it: ${held}. Unpack it, and import each file.`,
    );
  }
  yield* unpackEntries(archive, (name) => name === table, limits.csvBytes);
}

async function collect(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most)
      throw fault(`A zip or .xlsx may have ${most / MEGABYTE} MB. Import its content as CSV.`);
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts);
}

async function listNames(archive: Uint8Array): Promise<string[]> {
  const { unzipSync } = await import('fflate');
  const names: string[] = [];
  try {
    unzipSync(archive, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch (error) {
    throw damaged(error);
  }
  return names;
}

/** Unpacks some entries of an archive a slice at a time, and no more than `most` bytes of them, whatever the archive says. */
async function* unpackEntries(
  archive: Uint8Array,
  isWanted: (name: string) => boolean,
  most: number,
): AsyncGenerator<Uint8Array> {
  const { Unzip, UnzipInflate } = await import('fflate');
  let parts: Uint8Array[] = [];
  let failure: unknown;
  let bytes = 0;
  const unzip = new Unzip((file) => {
    if (!isWanted(file.name)) return;
    file.ondata = (error, part) => {
      if (error !== null) failure = error;
      else parts.push(part);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += SLICE_BYTES) {
    try {
      unzip.push(archive.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= archive.length);
    } catch (error) {
      throw damaged(error);
    }
    if (failure !== undefined) throw damaged(failure);
    for (const part of parts) {
      bytes += part.length;
      if (bytes > most)
        throw fault(`The file unpacks to more than ${most / MEGABYTE} MB. Import its content as CSV.`);
      yield part;
    }
    parts = [];
  }
}

function damaged(error: unknown): CallerError {
  const reason = error instanceof Error ? error.message : String(error);
  return fault(`The zip or .xlsx is damaged, encrypted or cut off: ${reason}.`);
}

function fault(message: string): CallerError {
  return new CallerError('BAD_USER_INPUT', message);
}
