import { type Database, statement } from '../storage/database.ts';
import { JOB_SCHEMA } from './boss.ts';

/** How many jobs of a kind stand somewhere. */
export interface JobCount {
  readonly job: string;
  /** queued: due and not begun. failed: put aside, for somebody to look at. */
  readonly state: 'queued' | 'running' | 'failed';
  readonly count: number;
  /** How long the one that has waited longest has been due; 0 for those that do not wait. */
  readonly oldestSeconds: number;
}

/** Served by the index job_i5 of each queue and by job_failed_idx; those that run are few. */
const COUNT = statement(
  'jobs_count',
  `select name as job, 'queued' as state, count(*)::int as count,
          extract(epoch from now() - min(start_after))::float8 as "oldestSeconds"
     from ${JOB_SCHEMA}.job where state < 'active' and start_after < now() group by name
   union all
   select name, 'running', count(*)::int, 0 from ${JOB_SCHEMA}.job where state = 'active' group by name
   union all
   select name, 'failed', count(*)::int, 0 from ${JOB_SCHEMA}.job where state = 'failed' group by name`,
);

/** How many jobs wait, run and were put aside, in all organizations. */
export async function countJobs(database: Database): Promise<JobCount[]> {
  return database.query<JobCount>(COUNT);
}
