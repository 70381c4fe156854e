import { createHash, type Hash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CallerError } from '../../../errors.ts';
import type { ReadOptions } from './export-reader.ts';

/** A file to import, wherever its bytes come from. */
export interface ExportFile {
  /** What the export is about: importing a source again replaces what it brought before. */
  readonly source: string;
  open(): Readable;
  /** The same without new memory for each chunk: a chunk holds until the next is asked for. Only for files on a disk. */
  readChunks?(): AsyncIterable<Uint8Array>;
  /** Known for a file that can be opened twice; null for a stream. */
  readonly size: number | null;
}

/** Counts and hashes the bytes of a file as they pass. */
export interface FileMeter {
  readonly bytes: () => number;
  /** SHA-256 of the bytes so far and of the options. The same means: the same rows. */
  fingerprint(options: ReadOptions): string;
}

/** A change in what a row means makes every fingerprint another one. */
const READER_VERSION = 1;

/**
 * The bytes of a file, unpacked where they are gzip (its first two bytes say so), and a meter of what passed.
 * @param signal ends the reading, even while no bytes come, with an AbortError
 */
export function openMetered(
  file: ExportFile,
  signal?: AbortSignal,
): { content: AsyncIterable<Uint8Array>; meter: FileMeter } {
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
  return { content: unpack(metered()), meter };
}

/** The fingerprint of a file that is read for nothing else. */
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

function closeHash(hash: Hash, { encoding, delimiter, map, set }: ReadOptions): string {
  const sorted = (record: Readonly<Record<string, string | undefined>>) => Object.entries(record).sort();
  const options = [READER_VERSION, encoding, delimiter ?? null, sorted(map), sorted(set)];
  return hash.copy().update(JSON.stringify(options)).digest('hex');
}

async function* unpack(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await takeAtLeast(iterator, 2);
  const rest = async function* () {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* rest();
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

/** For a stream, which asks for the next chunk before it is done with one. */
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
