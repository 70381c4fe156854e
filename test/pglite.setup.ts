import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Prepares what embedded databases of the tests begin with: creating and migrating one for each file would be slow. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-test-pglite-'));
  project.provide('pgliteSnapshot', await writeSnapshot(join(folder, 'pglite.tar')));
  return () => rm(folder, { recursive: true, force: true });
}

async function writeSnapshot(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-snapshot-'));
  const database = await openPglite(folder);
  await migrate(database);
  await prepareJobTables(database);
  await database.close();
  const pglite = await PGlite.create(folder);
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  await rm(folder, { recursive: true, force: true });
  await writeFile(path, Buffer.from(await dump.arrayBuffer()));
  return path;
}
