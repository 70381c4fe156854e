import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import { makeEventTables } from './event-tables.ts';

/** Sees to it, once a day of this process, that there are tables for the events of the day. */
export interface TablesOfTheDay {
  prepare(): Promise<void>;
}

export function createTablesOfTheDay(database: Database, logger: Logger): TablesOfTheDay {
  let prepared: { readonly day: string; readonly work: Promise<void> } | undefined;
  return {
    prepare() {
      const day = new Date().toISOString().slice(0, 10);
      if (prepared?.day !== day) {
        // Without them, rows stand in a table for all times, and move later.
        const work = makeEventTables(database.inBackground()).catch((error: unknown) =>
          logger.warn({ err: error }, 'tables for the events of the day could not be made'),
        );
        prepared = { day, work };
      }
      return prepared.work;
    },
  };
}
