import { access, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findHolder } from '../../src/platform/storage/embedded/data-dir.ts';
import { describeError, type Finding } from './finding.ts';

/** What the folder of the embedded database is like. */
export interface DataDirState {
  readonly finding: Finding;
  /** `held`: another process has it; `new`: there is no database in it yet; `unfit`: none can be kept there. */
  readonly state: 'free' | 'held' | 'new' | 'unfit';
}

/** Whether this user can keep a database there, and who has it now. It leaves nothing behind. */
export async function checkDataDir(dataDir: string): Promise<DataDirState> {
  const folder = resolve(dataDir);
  const existing = await nearestExisting(folder);
  try {
    if (!(await stat(existing)).isDirectory()) throw new Error(`${existing} is not a folder`);
    // Trying is surer than asking: permissions say nothing of a disk that is full or read-only.
    await rmdir(await mkdtemp(join(existing, '.doctor-')));
  } catch (error) {
    return {
      state: 'unfit',
      finding: {
        part: 'data folder',
        state: 'fault',
        message: `${folder} cannot hold a database: ${describeError(error)}.`,
        remedy: 'Make it writable for this user, or set DATA_DIR to another folder.',
      },
    };
  }
  const ok = (state: DataDirState['state'], message: string): DataDirState => ({
    state,
    finding: { part: 'data folder', state: 'ok', message },
  });
  if (existing !== folder) return ok('new', `${folder} is created at the first start`);
  if ((await findHolder(folder)) !== undefined) return ok('held', `${folder}: in use by a running Marquee`);
  const hasDatabase = (await nearestExisting(join(folder, 'postgres'))) !== folder;
  return hasDatabase ? ok('free', `${folder}: not in use`) : ok('new', `${folder} is empty`);
}

/** The folder itself, or the nearest one above it that exists. */
export async function nearestExisting(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
}
