import { silentLogger } from '../../../test/databases.ts';
import { openPostgres } from '../storage/postgres/postgres.ts';
import { defineLongJob } from './killed.fixture.ts';
import { openJobs } from './open-jobs.ts';

/** The process of killed.test.ts: begins a job that does not end, and says so. */
const [, , databaseUrl = ''] = process.argv;
const jobs = openJobs({
  database: openPostgres(databaseUrl, silentLogger, { connections: 8 }),
  logger: silentLogger,
  timings: { pollMs: 20, leaseSeconds: 2 },
});
const job = defineLongJob(async () => {
  process.send?.('running');
  await new Promise(() => undefined);
});
await jobs.start({ jobs: [job] });
