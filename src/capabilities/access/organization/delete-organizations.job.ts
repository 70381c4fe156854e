import { defineScheduledJob, type ScheduledJob } from '../../../platform/jobs/index.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { isRefusedBy } from '../change.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { OrganizationData } from './organization-data.ts';
import { listOrganizationTables } from './organization-tables.ts';

/** So many rows are deleted at once. */
const PORTION = 5_000;

/** Served by organization_deletion_due_at_idx. */
const FIND_DUE = statement(
  'organization_find_due',
  'select id from organization where deletion_due_at <= clock_timestamp() order by deletion_due_at',
);

/** Both are refused but where the transaction says so. */
const ALLOW_AUDIT = statement(
  'organization_allow_audit',
  `select set_config('app.purges_audit', 'on', true)`,
);

const LEAVE = statement(
  'organization_leave',
  'update session set organization_id = null where organization_id = $1',
);

/** What waits in the background, or was done. The jobs' own tables are there once a server has run jobs. */
const HAS_JOBS = statement('organization_has_jobs', `select to_regclass('pgboss.job') is not null as has`);
const FORGET_JOBS = statement(
  'organization_forget_jobs',
  `delete from pgboss.job where data->>'organizationId' = $1`,
);

const FORGET = statement(
  'organization_forget',
  'delete from organization where id = $1 and deletion_due_at <= clock_timestamp()',
);

/** Deletes each hour the organizations whose seven days are over. */
export function createOrganizationDeletion(
  database: Database,
  findData: () => readonly OrganizationData[],
): ScheduledJob {
  return defineScheduledJob({
    name: 'delete-organizations',
    cron: '25 * * * *',
    async run({ signal, logger }) {
      for (const { id } of await database.query<{ id: string }>(FIND_DUE)) {
        signal.throwIfAborted();
        await forgetOrganization(database, findData(), id);
        logger.info({ organizationId: id }, 'deleted an organization, as its admin had asked for');
      }
    },
  });
}

/** Deletes all rows of an organization. After a failure it goes on where it was. */
export async function forgetOrganization(
  database: Database,
  data: readonly OrganizationData[],
  organizationId: string,
): Promise<void> {
  for (const part of data) await part.forget(database, organizationId);
  await database.query(LEAVE, [organizationId]);
  let left = (await listOrganizationTables(database))
    .map(({ name }) => name)
    .filter((name) => name !== 'session');
  while (left.length > 0) {
    const refused: string[] = [];
    for (const table of left) if (!(await emptyTable(database, table, organizationId))) refused.push(table);
    if (refused.length === left.length)
      throw new Error(
        `the rows of ${organizationId} in ${refused.join(', ')} refer to each other in a circle`,
      );
    left = refused;
  }
  const [jobs] = await database.query<{ has: boolean }>(HAS_JOBS);
  if (jobs?.has === true) await database.query(FORGET_JOBS, [organizationId]);
  await database.transaction(async (session) => {
    await session.query(FORGET, [organizationId]);
    await announceAccessChange(session, { organizationId });
  });
}

/** @returns false where other rows refer to these: they go first */
async function emptyTable(database: Database, table: string, organizationId: string): Promise<boolean> {
  // The name comes from the database's own catalog.
  const remove = statement(
    `organization_empty_${table}`,
    `delete from ${table} where organization_id = $1 and (tableoid, ctid) in (
       select tableoid, ctid from ${table} where organization_id = $1 limit ${PORTION})
     returning 1 as gone`,
  );
  try {
    for (;;) {
      const gone = await database.transaction(async (session) => {
        await session.query(ALLOW_AUDIT);
        return session.query(remove, [organizationId]);
      });
      if (gone.length < PORTION) return true;
    }
  } catch (error) {
    if (isRefusedBy(error, 'foreignKeyViolation')) return false;
    throw error;
  }
}
