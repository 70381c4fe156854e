import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CREATE = fileURLToPath(new URL('./create-database.js', import.meta.url));

/** PostgreSQL writes it into each of its data folders. */
const MARK = 'PG_VERSION';

const run = promisify(execFile);

/**
 * Makes PostgreSQL's data folder where there is none. A process of its own does it, as what creating takes, 0.5 GB, would
 * otherwise stay with this one; and beside the folder's place, so that a folder is there whole or not at all.
 * @throws what that process says where it fails
 */
export async function createDataFolder(dataFolder: string): Promise<void> {
  if (existsSync(join(dataFolder, MARK))) return;
  const parent = dirname(dataFolder);
  const prefix = `${basename(dataFolder)}-unfinished-`;
  await mkdir(parent, { recursive: true });
  await removeUnfinished(parent, prefix);
  const unfinished = await mkdtemp(join(parent, prefix));
  try {
    await run(process.execPath, [CREATE, unfinished]);
    await rename(unfinished, dataFolder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** What was being created when its process was killed. */
async function removeUnfinished(parent: string, prefix: string): Promise<void> {
  const names = await readdir(parent);
  const unfinished = names.filter((name) => name.startsWith(prefix));
  for (const name of unfinished)
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
}
