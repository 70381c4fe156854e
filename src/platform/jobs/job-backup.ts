import { BackupError, type BackupHead } from '../storage/backup/backup-format.ts';
import { type Session, statement } from '../storage/database.ts';
import { JOB_SCHEMA } from './boss.ts';

const VERSION = statement('jobs_backup_version', `select version from ${JOB_SCHEMA}.version`);
const QUEUES = statement('jobs_backup_queues', `select name from ${JOB_SCHEMA}.queue order by name`);
/** Each queue has a partition of the table of jobs. */
const CREATE_QUEUE = statement('jobs_backup_create', `select ${JOB_SCHEMA}.create_queue($1, '{}'::json)`);
const CANCEL_QUEUED = statement(
  'jobs_backup_cancel',
  `update ${JOB_SCHEMA}.job set state = 'cancelled', completed_on = now()
    where state in ('created', 'retry', 'active') returning id`,
);

/** What a restored queue of jobs needs. */
export async function readJobTables(session: Pick<Session, 'query'>): Promise<BackupHead['jobs']> {
  const [row] = await session.query<{ version: number }>(VERSION);
  const queues = await session.query<{ name: string }>(QUEUES);
  return { version: row?.version ?? 0, queues: queues.map(({ name }) => name) };
}

/**
 * Makes the partitions that jobs of these queues go into; what is told of the queues themselves comes with the other rows.
 * @throws BackupError where the tables are of another version
 */
export async function makeJobQueues(
  session: Session,
  { version, queues }: BackupHead['jobs'],
): Promise<void> {
  const own = await readJobTables(session);
  if (own.version !== version) {
    throw new BackupError(
      `The backup's queue of jobs is of version ${version}, and this Marquee's of ${own.version}: restore it with the Marquee that made it.`,
    );
  }
  for (const name of queues) await session.query(CREATE_QUEUE, [name]);
  await session.execute(`set constraints all immediate; delete from ${JOB_SCHEMA}.queue`);
}

/** Puts aside what is queued or was running: none of it is done. @returns how many */
export async function cancelQueued(session: Pick<Session, 'query'>): Promise<number> {
  return (await session.query(CANCEL_QUEUED)).length;
}
