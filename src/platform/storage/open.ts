import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { FEWEST_CONNECTIONS } from './connection-budget.ts';
import type { Database } from './database.ts';
import type { QueueSettings } from './database-queue.ts';
import { holdDataDir, type TakenDataDir } from './embedded/data-dir.ts';
import { checkDataDir, explainDataDirFault } from './embedded/data-dir-faults.ts';
import { keepLogShort } from './embedded/write-ahead-log.ts';
import { listNewerMigrations, migrate } from './migrate.ts';
import { openPostgres } from './postgres/postgres.ts';

/** Where the data is. */
export interface StorageSettings {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** How many connections to PostgreSQL may be opened; 20 by default. */
  readonly databaseConnections?: number;
  /** What may wait for the database; by default 1,000 for 5 s. */
  readonly databaseQueue?: QueueSettings;
  /** How long a statement of a request may take in PostgreSQL; 600 s by default, 5 s as the setting has it. */
  readonly databaseStatementSeconds?: number;
  /** `transaction`: `databaseUrl` is a pooler's, and `databaseDirectUrl` that of PostgreSQL itself. */
  readonly databasePooler?: 'transaction' | undefined;
  readonly databaseDirectUrl?: string | undefined;
}

/** An open database that has every migration. */
export interface OpenStorage {
  readonly taken: undefined;
  readonly database: Database;
  /** Lets other processes reach this one through the embedded database's folder; nothing to do on PostgreSQL. */
  serveHolder(listener: RequestListener): void;
  close(): Promise<void>;
}

/** The embedded database is in another process's hands. */
export interface TakenStorage {
  readonly taken: TakenDataDir;
}

/** Opens PostgreSQL where `databaseUrl` is set, else the embedded database, and brings it up to date. */
export async function openStorage(
  settings: StorageSettings,
  logger: Logger,
): Promise<OpenStorage | TakenStorage> {
  if (settings.databaseUrl !== undefined) {
    const directUrl = settings.databasePooler === undefined ? undefined : settings.databaseDirectUrl;
    const database = openPostgres(settings.databaseUrl, logger, {
      connections: settings.databaseConnections,
      queue: settings.databaseQueue,
      statementSeconds: settings.databaseStatementSeconds,
      directUrl,
    });
    if (directUrl === undefined) await migrateOrClose(database, () => database.close(), logger);
    else await migrateDirectly(directUrl, database, logger);
    return { taken: undefined, database, serveHolder: () => undefined, close: () => database.close() };
  }
  const hold = await holdUsableDataDir(settings.dataDir);
  if (!hold.held) return { taken: hold };
  // Its modules take 40 MB, which a process on PostgreSQL need not have.
  const { openPglite } = await import('./embedded/pglite.ts');
  const database = await openPglite(join(settings.dataDir, 'postgres'), {
    queue: settings.databaseQueue,
  }).catch(async (error: unknown) => {
    await hold.release();
    throw error;
  });
  const endKeeping = keepLogShort(database, logger);
  const close = async () => {
    await endKeeping();
    await database.close();
    await hold.release();
  };
  await migrateOrClose(database, close, logger);
  return { taken: undefined, database, serveHolder: hold.serve, close };
}

/** Around the pooler: what a migration changes about the session must not meet anybody else. */
async function migrateDirectly(url: string, pooled: Database, logger: Logger): Promise<void> {
  const database = openPostgres(url, logger, { connections: FEWEST_CONNECTIONS });
  await migrateOrClose(database, () => Promise.all([database.close(), pooled.close()]), logger);
  await database.close();
}

/** @throws CallerError UNAVAILABLE where the folder cannot be used */
async function holdUsableDataDir(dataDir: string): ReturnType<typeof holdDataDir> {
  try {
    const hold = await holdDataDir(dataDir);
    if (!hold.held) return hold;
    await checkDataDir(dataDir).catch(async (error: unknown) => {
      await hold.release();
      throw error;
    });
    return hold;
  } catch (error) {
    throw explainDataDirFault(error, dataDir);
  }
}

async function migrateOrClose(
  database: Database,
  close: () => Promise<unknown>,
  logger: Logger,
): Promise<void> {
  try {
    const applied = await migrate(database.inBackground());
    if (applied.length > 0) logger.info({ migrations: applied }, 'applied the migrations');
    const newer = await listNewerMigrations(database);
    if (newer.length > 0) {
      logger.warn(
        { migrations: newer },
        'the database has migrations of a newer version: update this one soon',
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
}
