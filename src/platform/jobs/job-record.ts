import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import { defineList, type ListRequest, type RowOrder, readList } from '../graph/ordered-list.ts';
import type { Page } from '../graph/page.ts';
import { type Session, statement } from '../storage/database.ts';
import { JOB_SCHEMA } from './boss.ts';
import type { JobFailure } from './job-failure.ts';

/** The state of a job. RETRYING: it failed, and is tried again. FAILED: it was put aside. */
export const JOB_STATES = ['QUEUED', 'RETRYING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** One job as it is shown. Its payload is not. */
export interface JobRecord {
  readonly id: string;
  readonly name: string;
  /** null: the system's own. */
  readonly organizationId: string | null;
  readonly state: JobState;
  /** How often it was begun. */
  readonly attemptCount: number;
  readonly createdAt: Date;
  /** It does not begin before. */
  readonly startAfter: Date;
  /** When it was begun last. */
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why it failed last. */
  readonly failure: JobFailure | null;
}

interface JobRow extends Omit<JobRecord, 'failure'> {
  readonly output: unknown;
}

const STATES = {
  QUEUED: 'created',
  RETRYING: 'retry',
  RUNNING: 'active',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const satisfies Record<JobState, string>;

const STATE = `case state ${Object.entries(STATES)
  .map(([shown, stored]) => `when '${stored}' then '${shown}'`)
  .join(' ')} end`;

const COLUMNS = `id::text as id, name, data->>'organizationId' as "organizationId", ${STATE} as state,
  case when started_on is null then retry_count else retry_count + 1 end as "attemptCount", created_on as "createdAt",
  start_after as "startAfter", started_on as "startedAt", completed_on as "finishedAt", output`;

const KEYS = [
  { expression: 'job.created_on', type: 'timestamptz' },
  { expression: 'job.id', type: 'uuid' },
] as const;

/** Served by job_organization_idx of each queue, merged. */
const LIST = defineList({
  name: 'jobs_list',
  columns: COLUMNS,
  from: `${JOB_SCHEMA}.job`,
  where: `data->>'organizationId' = $1 and ($2::text is null or state::text = $2) and ($3::text is null or name = $3)`,
  parameters: 3,
  orders: {
    CREATED_AT_DESC: { keys: KEYS, direction: 'desc' },
    CREATED_AT_ASC: { keys: KEYS, direction: 'asc' },
  } satisfies Readonly<Record<string, RowOrder>>,
});

export type JobOrder = keyof (typeof LIST)['orders'];

/** For the operator: of all organizations and of none. */
const LIST_ALL = statement(
  'jobs_list_all',
  `select ${COLUMNS} from ${JOB_SCHEMA}.job where $1::text is null or state::text = $1
    order by created_on desc, job.id desc limit $2`,
);

/** Served by job_id_idx of each queue. */
const FIND = statement(
  'jobs_find',
  `select ${COLUMNS} from ${JOB_SCHEMA}.job
    where id = $1::uuid and ($2::text is null or data->>'organizationId' = $2)`,
);

/** It has one attempt more, at once. Served by job_id_idx of each queue. */
const RETRY = statement(
  'jobs_retry',
  `update ${JOB_SCHEMA}.job
      set state = 'retry', retry_limit = greatest(retry_limit, retry_count) + 1, start_after = now(), completed_on = null
    where id = $1::uuid and ($2::text is null or data->>'organizationId' = $2) and state = 'failed'
   returning ${COLUMNS}`,
);

export interface JobListRequest extends ListRequest<JobOrder> {
  readonly organizationId: string;
  readonly state: JobState | null;
  readonly name: string | null;
}

/** Where jobs are read: behind an organization's row-level security, it is that organization's own alone. */
export type JobSession = Pick<Session, 'query'>;

/** The jobs of an organization. */
export async function listJobs(session: JobSession, request: JobListRequest): Promise<Page<JobRecord>> {
  const { organizationId, state, name } = request;
  const values = [organizationId, state === null ? null : STATES[state], name];
  const page = await readList<JobRow, JobOrder>(session, LIST, values, request);
  return { ...page, edges: page.edges.map(({ node, cursor }) => ({ node: toRecord(node), cursor })) };
}

/** The newest jobs of all organizations and of the system itself, for its operator. */
export async function listAllJobs(
  session: JobSession,
  { state, limit }: { readonly state: JobState | null; readonly limit: number },
): Promise<JobRecord[]> {
  const rows = await session.query<JobRow>(LIST_ALL, [state === null ? null : STATES[state], limit]);
  return rows.map(toRecord);
}

/** Which job, and whose; null: anybody's, for the operator. */
export interface JobKey {
  readonly id: string;
  readonly organizationId: string | null;
}

/** One job; undefined where there is none of that id that belongs to the organization. */
export async function findJob(
  session: JobSession,
  { id, organizationId }: JobKey,
): Promise<JobRecord | undefined> {
  if (!z.guid().safeParse(id).success) return undefined;
  const [row] = await session.query<JobRow>(FIND, [id, organizationId]);
  return row && toRecord(row);
}

/**
 * Queues a job once more that was put aside; undefined where there is none of that id.
 * @throws CallerError CONFLICT where it was not put aside
 */
export async function retryJob(session: JobSession, key: JobKey): Promise<JobRecord | undefined> {
  const found = await findJob(session, key);
  if (found === undefined) return undefined;
  const [row] = await session.query<JobRow>(RETRY, [found.id, key.organizationId]);
  if (row !== undefined) return toRecord(row);
  throw new CallerError(
    'CONFLICT',
    `The job ${found.id} is ${found.state}: only one that is FAILED can be retried.`,
    { argument: 'id' },
  );
}

const Failure = z.object({ code: z.string(), message: z.string() });
/** What pg-boss writes of a run whose lease ended. */
const LOST: JobFailure = {
  code: 'LOST',
  message: 'The process that ran it ended, or could not reach the database for too long.',
};

function toRecord({ output, ...job }: JobRow): JobRecord {
  if (job.state === 'COMPLETED' || output === null) return { ...job, failure: null };
  const failure = Failure.safeParse(output);
  return { ...job, failure: failure.success ? failure.data : LOST };
}
