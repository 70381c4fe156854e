import { type Database, statement } from '../../../platform/storage/database.ts';
import { forgetSharing } from '../../access/index.ts';

/** How many records, or rows of a quarantine, are deleted at a time. */
const PORTION = 5_000;

const ORGANIZATIONS = statement('import_organizations', 'select id from organization order by id');

/**
 * Old records without visible data: published imports stay, and so do running ones and those whose posts are not purged
 * yet. Served by import_organization_id_id_key.
 */
const FIND_EXPIRED = statement(
  'import_find_expired',
  `select id from import
    where organization_id = $1 and status in ('REPLACED', 'REJECTED', 'FAILED') and finished_at < $2
      and purged_at is not null
    order by id limit $3`,
);

/** Served by rejected_row_pkey. */
const PURGE_QUARANTINE = statement(
  'import_purge_quarantine',
  `delete from rejected_row
    where organization_id = $1 and (import_id, byte_offset) in (
      select import_id, byte_offset from rejected_row
       where organization_id = $1 and import_id = any ($2::bigint[])
       order by import_id, byte_offset limit $3
    )
   returning 1 as deleted`,
);

const PURGE_RECORDS = statement(
  'import_purge_records',
  `delete from import
    where organization_id = $1 and id = any ($2::bigint[]) and status in ('REPLACED', 'REJECTED', 'FAILED')
      and purged_at is not null`,
);

/**
 * Deletes the records of imports that ended more than this many days ago, with their quarantines and shares. An import
 * whose posts are still published stays, however old it is.
 * @returns how many records were deleted
 */
export async function purgeImportRecords(
  database: Pick<Database, 'query' | 'transaction'>,
  days: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  let purged = 0;
  for (const { id: organizationId } of await database.query<{ id: string }>(ORGANIZATIONS)) {
    for (;;) {
      const expired = await database.query<{ id: bigint }>(FIND_EXPIRED, [organizationId, before, PORTION]);
      if (expired.length === 0) break;
      const ids = expired.map(({ id }) => id);
      await purgeQuarantines(database, organizationId, ids);
      await database.transaction(async (session) => {
        await session.query(PURGE_RECORDS, [organizationId, ids]);
        await forgetSharing(session, organizationId, { resource: 'IMPORT', ids: ids.map(String) });
      });
      purged += ids.length;
      if (ids.length < PORTION) break;
    }
  }
  return purged;
}

async function purgeQuarantines(
  database: Pick<Database, 'query'>,
  organizationId: string,
  ids: readonly bigint[],
): Promise<void> {
  for (;;) {
    const deleted = await database.query(PURGE_QUARANTINE, [organizationId, ids, PORTION]);
    if (deleted.length < PORTION) return;
  }
}
