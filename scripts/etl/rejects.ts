import { once } from 'node:events';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import {
  type RejectedBatch,
  type Rejection,
  writeRejectsFile,
} from '../../src/capabilities/imports/contract.ts';
import { CallerError } from '../../src/errors.ts';
import { describeSystemFault } from '../../src/platform/system-fault.ts';

/** A file to which rejected rows are written. */
export interface RejectsSink {
  write(batch: RejectedBatch): Promise<void>;
  /** Resolves once the file is complete. */
  close(): Promise<void>;
}

/**
 * Opens a file for rejected rows. Its previous content is replaced when the first batch arrives, with its header.
 * @throws CallerError BAD_USER_INPUT if it cannot be written, or is the file to be imported
 */
export async function openRejectsFile(path: string, importedPath: string): Promise<RejectsSink> {
  const file = await openForWriting(path);
  if (await isSame(file, importedPath)) {
    await file.close();
    throw new CallerError(
      'BAD_USER_INPUT',
      `--rejects names the file that is to be imported, ${path}: give it another name.`,
    );
  }
  const rows = new PassThrough({ objectMode: true });
  let writing: Promise<void> | undefined;
  let failure: unknown;
  return {
    async write({ importId, rejections, header, delimiter }) {
      if (writing === undefined) {
        await file.truncate().catch(ignoreDevice);
        writing = writeRejectsFile(readRows(rows), file.createWriteStream(), {
          importId,
          header,
          delimiter,
        });
        // Thrown at the next write or at the end, whichever comes first.
        writing = writing.catch((error: unknown) => {
          failure = unwritable(path, error);
          throw failure;
        });
        writing.catch(() => undefined);
      }
      for (const rejection of rejections) {
        if (failure !== undefined) throw failure;
        if (!rows.write(rejection)) await Promise.race([once(rows, 'drain'), writing]);
      }
    },
    async close() {
      rows.end();
      await (writing ?? file.close());
    },
  };
}

async function openForWriting(path: string): Promise<FileHandle> {
  try {
    // Opened for appending: the previous content stays until there is something to replace it.
    return await open(path, 'a');
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new CallerError(
    'BAD_USER_INPUT',
    `The rejects file cannot be written: ${path}: ${describeSystemFault(error)}.`,
  );
}

async function isSame(file: FileHandle, path: string): Promise<boolean> {
  if (path === '-') return false;
  const [left, right] = await Promise.all([file.stat(), stat(path)]);
  return left.isFile() && left.dev === right.dev && left.ino === right.ino;
}

/** A pipe or a device cannot be truncated. */
function ignoreDevice(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL') throw error;
}

async function* readRows(rows: PassThrough): AsyncGenerator<Rejection> {
  for await (const row of rows) yield row;
}
