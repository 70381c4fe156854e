import { Command, Option } from 'commander';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import { CallerError } from '../src/errors.ts';
import {
  JOB_STATES,
  type JobRecord,
  type JobState,
  listAllJobs,
  prepareJobTables,
  retryJob,
} from '../src/platform/jobs/index.ts';
import { ConfigError } from '../src/platform/settings/read-settings.ts';
import type { Database } from '../src/platform/storage/database.ts';
import { openStorage } from '../src/platform/storage/open.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const MOST_LISTED = 1_000;

/** For the operator: the jobs of all organizations and of the system itself. */
const program = new Command('npm run jobs --')
  .description('Lists and retries background jobs of all organizations.')
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? 0 : WRONG_USAGE));

program
  .command('list')
  .description('prints the newest jobs')
  .addOption(
    new Option('--state <state>', 'only those that stand there').choices(
      JOB_STATES.map((state) => state.toLowerCase()),
    ),
  )
  .option('--limit <count>', `how many, up to ${MOST_LISTED}`, '50')
  .action(async ({ state, limit }: { state?: string; limit: string }) => {
    const count = Number(limit);
    if (!Number.isInteger(count) || count < 1 || count > MOST_LISTED)
      program.error(`--limit is ${limit}; it takes a number from 1 to ${MOST_LISTED}.`);
    const wanted = JOB_STATES.find((known) => known.toLowerCase() === state) ?? null;
    await withDatabase(async (database) => print(await list(database, wanted, count)));
  });

program
  .command('retry <id>')
  .description('begins a job again that was put aside as failed')
  .action(async (id: string) => {
    await withDatabase(async (database) => {
      const job = await retryJob(database, { id, organizationId: null });
      if (job === undefined) throw new CallerError('NOT_FOUND', `There is no job ${JSON.stringify(id)}.`);
      console.log(`${job.name} ${job.id} is queued again.`);
    });
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigError ? WRONG_USAGE : FAILED;
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const storage = await openStorage(readConfig(), pino({ level: 'silent' }));
  if (storage.taken !== undefined) {
    throw new CallerError(
      'CONFLICT',
      'A running server uses the embedded database. Stop it first, or query it: the GraphQL field jobs lists the jobs of an organization.',
    );
  }
  try {
    await prepareJobTables(storage.database);
    await work(storage.database);
  } finally {
    await storage.close();
  }
}

function list(database: Database, state: JobState | null, limit: number): Promise<JobRecord[]> {
  return listAllJobs(database, { state, limit });
}

function print(jobs: readonly JobRecord[]): void {
  if (jobs.length === 0) console.log('There are none.');
  for (const job of jobs) {
    const of = job.organizationId ?? '(system)';
    const failure = job.failure === null ? '' : `  ${job.failure.code}: ${job.failure.message}`;
    console.log(
      `${job.createdAt.toISOString()}  ${job.id}  ${job.state.padEnd(9)}  ${job.name}  ${of}  ${job.attemptCount} attempts${failure}`,
    );
  }
}
