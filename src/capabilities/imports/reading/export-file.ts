import { createHash, type Hash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CallerError } from '../../../errors.ts';
import type { ReadOptions } from './export-reader.ts';
import { detectKind, KIND_BYTES } from './file-kind.ts';
import { hintAtSheets, listSheets } from './workbook.ts';
import { readZip, type ZipContent } from './zip-file.ts';

/** A file to import, from any source of bytes. */
export interface ExportFile {
  /** The name of the source: importing a source again replaces its previous rows. */
  readonly source: string;
  open(): Readable;
  /** The same with reused buffers: a chunk is valid until the next is requested. Only for files on disk. */
  readChunks?(): AsyncIterable<Uint8Array>;
  /** A hash of the folder that it comes from; null or absent if that is not known. */
  readonly origin?: string | null;
  /** Whether the source is only the file's own name, and nobody chose it. */
  readonly isSourceGuessed?: boolean;
  /** The size of a file that can be opened again; null for a stream. */
  readonly size: number | null;
}

/** Counts and hashes the bytes of a file as they are read. */
export interface FileMeter {
  readonly bytes: () => number;
  /** SHA-256 of the bytes so far and of the options. Equal fingerprints mean equal rows. */
  fingerprint(options: ReadOptions): string;
}

/** Part of every fingerprint: increase it when the meaning of a row changes. */
const READER_VERSION = 2;

/** A file that is being read. */
export interface MeteredFile {
  readonly content: AsyncIterable<Uint8Array>;
  readonly meter: FileMeter;
  /** A sentence about where else the rows may be, where its header cannot be used; null where there is nothing else. */
  whereElse(): Promise<string | null>;
}

/**
 * Opens a file: its bytes, or what it holds where its first bytes say that it is gzip, a zip or an .xlsx, and a meter of the
 * stored bytes.
 * @param signal aborts reading with an AbortError, even while waiting for bytes
 */
export function openMetered(file: ExportFile, signal?: AbortSignal, sheet?: string): MeteredFile {
  const hash = createHash('sha256');
  let bytes = 0;
  const metered = async function* () {
    for await (const chunk of readAbortable(file, signal)) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  const meter: FileMeter = { bytes: () => bytes, fingerprint: (options) => closeHash(hash, options) };
  let workbook: Buffer | undefined;
  const content = unpack(metered(), {
    sheet,
    onWorkbook: (archive) => {
      if (sheet === undefined) workbook = archive;
    },
  });
  // Of a workbook that is damaged elsewhere, the fault of its header is told alone.
  const whereElse = async () =>
    workbook === undefined ? null : hintAtSheets(await listSheets(workbook).catch(() => []));
  return { content, meter, whereElse };
}

/** Reads a file for its fingerprint only. */
export async function fingerprintFile(
  file: ExportFile,
  options: ReadOptions,
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readAbortable(file, signal)) hash.update(chunk);
  return closeHash(hash, options);
}

function readAbortable(file: ExportFile, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  signal?.throwIfAborted();
  const chunks = file.readChunks?.();
  if (chunks !== undefined) return untilAborted(chunks, signal);
  const bytes = file.open();
  return signal === undefined ? bytes : addAbortSignal(signal, bytes);
}

async function* untilAborted(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined) {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

function closeHash(
  hash: Hash,
  {
    encoding,
    delimiter,
    map,
    set,
    numberFormats = {},
    addsPosts = false,
    dateOrder = null,
    sheet = '',
  }: ReadOptions,
): string {
  const sorted = (record: Readonly<Record<string, string | undefined>>) => Object.entries(record).sort();
  const options = [
    READER_VERSION,
    encoding,
    delimiter ?? null,
    sorted(map),
    sorted(set),
    sorted(numberFormats),
    addsPosts,
    dateOrder,
    sheet,
  ];
  return hash.copy().update(JSON.stringify(options)).digest('hex');
}

async function* unpack(chunks: AsyncIterable<Uint8Array>, zip: ZipContent): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    yield* unpackFrom(iterator, zip);
  } finally {
    await iterator.return?.();
  }
}

async function* unpackFrom(iterator: AsyncIterator<Uint8Array>, zip: ZipContent): AsyncGenerator<Uint8Array> {
  const first = await takeAtLeast(iterator, KIND_BYTES);
  const rest = async function* () {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  const kind = detectKind(first);
  if (kind === 'text') {
    yield* rest();
    return;
  }
  if (kind === 'zip') {
    yield* readZip(rest(), zip);
    return;
  }
  const source = Readable.from(copyEach(rest()));
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new CallerError('BAD_USER_INPUT', `The gzip file is damaged or cut off: ${error.message}.`);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** Copies each chunk, for a stream that requests the next chunk before it is done with one. */
async function* copyEach(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function takeAtLeast(iterator: AsyncIterator<Uint8Array>, length: number): Promise<Uint8Array> {
  let taken: Uint8Array = new Uint8Array();
  while (taken.length < length) {
    const next = await iterator.next();
    if (next.done === true) break;
    taken =
      taken.length === 0 && next.value.length >= length ? next.value : Buffer.concat([taken, next.value]);
  }
  return taken;
}

function isZlibError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
  );
}
