import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { listPendingMigrations } from './migrate.ts';
import { explainOutage } from './outage.ts';

/** Something that keeps the server from serving, such as a database that does not answer. */
export interface ReadinessFault {
  /** The part that is at fault: `database`, `migrations`. */
  readonly part: string;
  /** What is wrong with it, fit to be shown: no address, no credentials. */
  readonly message: string;
}

/** What keeps the database from serving; an empty list means that it is ready. */
export async function checkDatabase(database: Database, logger: Logger): Promise<ReadinessFault[]> {
  try {
    const pending = await listPendingMigrations(database);
    if (pending.length === 0) return [];
    return [{ part: 'migrations', message: `The database lacks the migrations ${pending.join(', ')}.` }];
  } catch (error) {
    const outage = explainOutage(error);
    if (outage === undefined) throw error;
    logger.warn({ err: error }, 'not ready: the database is away');
    return [{ part: 'database', message: outage.message }];
  }
}
