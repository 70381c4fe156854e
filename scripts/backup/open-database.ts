import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../../src/config.ts';
import { BackupError } from '../../src/platform/storage/backup/backup-format.ts';
import type { Database } from '../../src/platform/storage/database.ts';
import { holdDataDir } from '../../src/platform/storage/embedded/data-dir.ts';
import { openPglite } from '../../src/platform/storage/embedded/pglite.ts';
import { openStorage } from '../../src/platform/storage/open.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';

/** The commands write what they do themselves; what else goes wrong is thrown. */
const logger = pino({ level: 'warn' });

const TAKEN =
  'A Marquee that runs has the embedded database: stop it first, for it is one process at a time that opens it.';

/** Works on the database of the settings, with every migration. */
export async function onDatabase<Result>(
  config: Config,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const storage = await openStorage(config, logger);
  if (storage.taken !== undefined) throw new BackupError(TAKEN);
  try {
    return await work(storage.database);
  } finally {
    await storage.close();
  }
}

/** Works on the database of the settings as it is, which is to be filled: nothing is migrated. An embedded one is made. */
export async function onEmptyDatabase<Result>(
  { databaseUrl, databaseDirectUrl, dataDir }: Pick<Config, 'databaseUrl' | 'databaseDirectUrl' | 'dataDir'>,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl !== undefined) {
    const database = openPostgres(databaseDirectUrl ?? databaseUrl, logger);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  const hold = await holdDataDir(dataDir);
  if (!hold.held) throw new BackupError(TAKEN);
  const folder = join(dataDir, 'postgres');
  try {
    if (existsSync(folder)) {
      throw new BackupError(
        `There is a database in ${dataDir} already. Name another folder in DATA_DIR, or move that one away.`,
      );
    }
    const database = await openPglite(folder);
    try {
      return await work(database).finally(() => database.close());
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  } finally {
    await hold.release();
  }
}
