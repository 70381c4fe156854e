import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { prepareJobTables } from '../src/platform/jobs/index.ts';
import { openPglite } from '../src/platform/storage/embedded/pglite.ts';
import { migrate } from '../src/platform/storage/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A dump of a PGlite data folder with every migration. */
    pgliteSnapshot: string;
  }
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DAY = 86_400_000;
const KEPT = join(ROOT, 'node_modules', '.cache', 'marquee-test');

/** All that a snapshot is made of. */
const MADE_OF = ['prisma/migrations', 'src/platform/jobs', 'src/platform/storage', 'package-lock.json'];

/**
 * Prepares what embedded databases of the tests begin with: creating and migrating one for each file would be slow. It is kept for
 * the next project, and the next run, that are made of the same.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await mkdir(KEPT, { recursive: true });
  const name = `pglite-${await hashOf(MADE_OF)}.tar`;
  const path = join(KEPT, name);
  if (!existsSync(path)) {
    await forgetOld();
    await writeSnapshot(path);
  }
  project.provide('pgliteSnapshot', path);
  return async () => undefined;
}

/** A younger one may be another run's. */
async function forgetOld(): Promise<void> {
  for (const file of await readdir(KEPT)) {
    const path = join(KEPT, file);
    if ((await stat(path)).mtimeMs < Date.now() - DAY) await rm(path, { force: true });
  }
}

/** Of the contents and names of files, and of all files in folders. */
async function hashOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const below = path.includes('.') ? [] : await readdir(join(ROOT, path), { recursive: true });
    for (const file of path.includes('.') ? [''] : below.toSorted()) {
      const whole = join(ROOT, path, file);
      if (file === '' || /\.(?:sql|ts|js)$/.test(file)) hash.update(whole).update(await readFile(whole));
    }
  }
  return hash.digest('hex').slice(0, 24);
}

async function writeSnapshot(path: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-snapshot-'));
  const database = await openPglite(folder);
  await migrate(database);
  await prepareJobTables(database);
  await database.close();
  const pglite = await PGlite.create(folder);
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await rm(folder, { recursive: true, force: true });
  // Another project, or another run, may be writing it, too.
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, path);
}
