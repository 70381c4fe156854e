import { type Database, type Session, statement, type Transaction } from '../storage/database.ts';
import { REQUEST_ROLE } from '../storage/row-security/row-security.ts';
import { createBoss, executeWithin, JOB_SCHEMA } from './boss.ts';
import type { Job } from './definitions.ts';

/** Servers that start at once make the tables, and the queues, one after the other. */
const LOCK = statement('jobs_lock', "select pg_advisory_xact_lock(hashtextextended('marquee jobs', 0))");

const HAS_SCHEMA = statement(
  'jobs_has_schema',
  `select to_regnamespace('${JOB_SCHEMA}') is not null as "hasSchema"`,
);

const IS_CONFINED = statement(
  'jobs_is_confined',
  `select 1 from pg_policies where schemaname = '${JOB_SCHEMA}' and tablename = 'job' and policyname = 'organization_wall'`,
);

/**
 * Requests see, queue and repeat the jobs of their own organization, as row-level security says of every other table.
 * The indexes serve the lists of the graph and of the metrics; each queue is a partition that gets its own of them.
 */
const CONFINE = `
  create index if not exists job_organization_idx
    on ${JOB_SCHEMA}.job ((data->>'organizationId'), created_on desc, id desc);
  create index if not exists job_id_idx on ${JOB_SCHEMA}.job (id);
  create index if not exists job_failed_idx on ${JOB_SCHEMA}.job (name) where state = 'failed';
  alter table ${JOB_SCHEMA}.job enable row level security;
  create policy organization_wall on ${JOB_SCHEMA}.job to ${REQUEST_ROLE}
    using (data->>'organizationId' = (select current_setting('app.org', true)))
    with check (data->>'organizationId' = (select current_setting('app.org', true)));
  grant usage on schema ${JOB_SCHEMA} to ${REQUEST_ROLE};
  grant select, insert, update on ${JOB_SCHEMA}.job to ${REQUEST_ROLE};
  grant select on ${JOB_SCHEMA}.queue to ${REQUEST_ROLE};`;

const NO_LONGER_THAN_A_LEASE = 60;
/** Work that nobody has come to do is kept until somebody does. */
const TEN_YEARS_MINUTES = 10 * 365 * 24 * 60;
const INSUFFICIENT_PRIVILEGE = '42501';

export interface QueueOptions {
  /** How long a run is believed to go on of which nothing is heard. */
  readonly leaseSeconds?: number;
}

/**
 * Makes the tables that jobs are kept in, or brings them up to date, and a queue for each kind of job. Safe to run from
 * several processes at once.
 * @throws where the database user may not, with what an administrator has to run
 */
export async function prepareJobTables(
  database: Database,
  jobs: readonly Job[] = [],
  { leaseSeconds = NO_LONGER_THAN_A_LEASE }: QueueOptions = {},
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(LOCK);
    await ensureSchema(transaction, database);
    const boss = createBoss(executeWithin(withoutSchemaCreation(transaction)), {
      supervises: false,
      maintenanceSeconds: 60,
    });
    await boss.start();
    if ((await transaction.query(IS_CONFINED)).length === 0) await transaction.execute(CONFINE);
    const queues = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
    for (const job of jobs) {
      const queue = {
        name: job.name,
        // Of jobs with the same key, one waits; each other job gets a key of its own (send.ts).
        policy: 'short' as const,
        retryLimit: job.retries,
        retryDelay: job.retryDelaySeconds,
        retryBackoff: true,
        expireInSeconds: leaseSeconds,
        retentionMinutes: TEN_YEARS_MINUTES,
      };
      const known = queues.get(job.name);
      if (known === undefined) await boss.createQueue(job.name, queue);
      else if (Object.entries(queue).some(([option, value]) => Reflect.get(known, option) !== value))
        await boss.updateQueue(job.name, queue);
    }
  });
}

async function ensureSchema(transaction: Transaction, { location }: Database): Promise<void> {
  const [found] = await transaction.query<{ hasSchema: boolean }>(HAS_SCHEMA);
  if (found?.hasSchema === true) return;
  try {
    await transaction.execute(`create schema ${JOB_SCHEMA}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)) throw error;
    throw new Error(
      `The database user may not create the schema ${JOB_SCHEMA} at ${location}, in which queued work is kept. Let an administrator run, in that database: create schema ${JOB_SCHEMA} authorization USER, with the user of DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** `create schema if not exists` asks for the right to create one though there is one. */
function withoutSchemaCreation(session: Session): Session {
  return {
    query: (sql, values) => session.query(sql, values),
    execute: (script) => session.execute(script.replace(/CREATE SCHEMA IF NOT EXISTS \w+/, 'select 1')),
  };
}
