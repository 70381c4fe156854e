import { defineScheduledJob, type ScheduledJob } from '../../../platform/jobs/index.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { dropOldEvents, type EventRetention, makeEventTables } from './event-tables.ts';

/** Each hour: tables for the days to come, and none of days that have had their time. */
export function createEventTablesJob(database: Database, retention: EventRetention): ScheduledJob {
  return defineScheduledJob({
    name: 'keep-event-tables',
    cron: '10 * * * *',
    async run() {
      await makeEventTables(database);
      await dropOldEvents(database, retention);
    },
  });
}
