import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { CallerError } from '../../../errors.ts';
import { describeSystemFault } from '../../../platform/system-fault.ts';
import type { ExportFile } from './export-file.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * A file on this machine, or standard input for `-`.
 * @param source the name of the source; by default the file's name
 * @throws CallerError BAD_USER_INPUT if there is no such file
 */
export async function importFile(path: string, source?: string): Promise<ExportFile> {
  const isSourceGuessed = source === undefined;
  if (path === '-')
    return { source: source ?? 'stdin', isSourceGuessed, open: () => process.stdin, size: null };
  const { size } = await checkFile(path);
  return {
    source: source ?? basename(path),
    isSourceGuessed,
    // A pipe, such as /dev/fd/63, comes from nowhere in particular.
    origin: size === null ? null : await hashFolder(path),
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    ...(size === null ? {} : { readChunks: () => readChunks(path) }),
    size,
  };
}

/** The folder of a file as a hash: it tells folders apart, and does not give the path away. */
async function hashFolder(path: string): Promise<string> {
  const folder = dirname(await realpath(path));
  return createHash('sha256').update(`marquee:folder:${folder}`).digest('hex').slice(0, 32);
}

/** Reads a file with double buffering: while one buffer is processed, the other is filled. */
async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  let [filling, other] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
  let reading = handle.read(filling);
  try {
    for (;;) {
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      [filling, other] = [other, filling];
      reading = handle.read(filling);
      // The error is thrown where the read is awaited; it is ignored if reading ends before.
      reading.catch(() => undefined);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => undefined);
    await handle.close();
  }
}

async function checkFile(path: string): Promise<{ size: number | null }> {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      throw new CallerError('BAD_USER_INPUT', `${path} is a folder: name the files in it.`);
    // A pipe or a device has no size, and can be read once.
    return { size: found.isFile() ? found.size : null };
  } catch (error) {
    if (error instanceof CallerError || !(error instanceof Error)) throw error;
    throw new CallerError('BAD_USER_INPUT', `${path} cannot be read: ${describeSystemFault(error)}.`);
  }
}
