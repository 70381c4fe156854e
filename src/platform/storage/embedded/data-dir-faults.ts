import { access, constants, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { CallerError } from '../../../errors.ts';

/** Less than this is no room for a database that is written to. */
const LEAST_BYTES = 32 * 1024 * 1024;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a file system that can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is used up",
  ENOTDIR: 'a file stands in its path, where there should be a folder',
  EEXIST: 'a file stands in its path, where there should be a folder',
  ENOENT: 'it cannot be made there',
};

/**
 * Checks that an embedded database can be kept in a folder that there is.
 * @throws CallerError UNAVAILABLE that says why it cannot
 */
export async function checkDataDir(dataDir: string): Promise<void> {
  for (const folder of [dataDir, join(dataDir, 'postgres')]) {
    const found = await stat(folder).catch(() => null);
    if (found === null) continue;
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const user = process.getuid?.() ?? found.uid;
    if (user !== 0 && found.uid !== user) throw dataDirFault(dataDir, 'it belongs to another user');
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < LEAST_BYTES) throw dataDirFault(dataDir, 'the disk is full');
}

/** The fault of a data folder as whoever starts a program can mend it; anything else stays as it is. */
export function explainDataDirFault(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const reason = REASONS[String(error.code)];
  return reason === undefined ? error : dataDirFault(dataDir, reason);
}

function dataDirFault(dataDir: string, reason: string): CallerError {
  return new CallerError(
    'UNAVAILABLE',
    `The data folder ${dataDir} cannot be used: ${reason}. Make it writable for this user, or name another folder with DATA_DIR.`,
  );
}
