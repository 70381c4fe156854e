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
        message: `No database can be kept in ${folder}: ${describeError(error)}.`,
        remedy: 'Make it writable for this user, or name another folder in DATA_DIR.',
      },
    };
  }
  const ok = (state: DataDirState['state'], message: string): DataDirState => ({
    state,
    finding: { part: 'data folder', state: 'ok', message },
  });
  if (existing !== folder) return ok('new', `${folder} is made at the first start`);
  if ((await findHolder(folder)) !== undefined) return ok('held', `${folder}: a running Marquee has it`);
  const hasDatabase = (await nearestExisting(join(folder, 'postgres'))) !== folder;
  return hasDatabase ? ok('free', `${folder}: nobody has it now`) : ok('new', `${folder} is empty`);
}

/** The folder itself, or the nearest one above it that exists. */
export async function nearestExisting(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
}
