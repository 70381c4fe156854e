import type { Database } from '../storage/database.ts';
import { defineScheduledJob, type ScheduledJob } from './scheduled-job.ts';

/** Takes out what is older than so many days, in portions. @returns how many rows went */
export type Purge = (database: Database, days: number, now: Date) => Promise<number>;

/** What has had its time, and how it is taken out. */
export interface RetentionOptions {
  /** Names the job, such as `purge-briefs`. */
  readonly name: string;
  readonly database: Database;
  /** undefined: kept for good, and there is no job. */
  readonly days: number | undefined;
  readonly purge: Purge;
}

/** A nightly job that takes out what is older than a setting says; none where that keeps it for good. */
export function createRetention({ name, database, days, purge }: RetentionOptions): ScheduledJob[] {
  if (days === undefined) return [];
  return [
    defineScheduledJob({
      name,
      cron: '40 3 * * *',
      async run({ logger }) {
        const count = await purge(database, days, new Date());
        if (count > 0) logger.info({ count, days }, 'took out what had had its time');
      },
    }),
  ];
}
