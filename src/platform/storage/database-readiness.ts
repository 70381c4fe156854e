import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { listPendingMigrations } from './migrate.ts';
import { explainOutage } from './outage.ts';

/** After so long, a database that is busy with others' work is taken for one that answers. */
const BUSY_MS = 100;

const OVERLOADED = 'The database is overloaded.';

/** What keeps the database from serving, in words that can be shown. */
export interface DatabaseFault {
  readonly part: 'database' | 'migrations';
  readonly message: string;
}

/**
 * Whether the database answers, has every migration, and does its work in time. Does not wait behind the work of others:
 * as long as that gets its turn, the database is there.
 */
export async function checkDatabase(database: Database, logger: Logger): Promise<readonly DatabaseFault[]> {
  if (database.load().isOverloaded) return [{ part: 'database', message: OVERLOADED }];
  if (database.load().waiting > 0) return [];
  const stop = new AbortController();
  const busy = delay(BUSY_MS, 'busy' as const, { signal: stop.signal }).catch(() => 'busy' as const);
  const asking = askDatabase(database, logger);
  // Where it is not waited for, nobody hears of it.
  asking.catch(() => undefined);
  try {
    const first = await Promise.race([asking, busy]);
    if (first !== 'busy') return first;
    return database.load().waiting > 0 ? [] : await asking;
  } finally {
    stop.abort();
  }
}

async function askDatabase(database: Database, logger: Logger): Promise<readonly DatabaseFault[]> {
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
