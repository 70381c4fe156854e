import { type Database, statement } from '../../../platform/storage/database.ts';

/** How many entries go at a time. */
const PORTION = 5_000;

const ORGANIZATIONS = statement('audit_organizations', 'select id from organization order by id');

/** The database refuses to change the audit log; what has had its time goes where this is said in the transaction. */
const ALLOW = statement('audit_allow_purge', `select set_config('app.purges_audit', 'on', true)`);

/**
 * Served by audit_entry_pkey: ids are in the order of time, so the oldest are looked at and no others. What is under one seal
 * goes together, for a seal tells nothing about a part of its batch.
 */
const PURGE = statement(
  'audit_purge',
  `delete from audit_entry
    where organization_id = $1 and at < $2 and id = any (array(
      select id from audit_entry where organization_id = $1 order by id limit $3
    ))
      and not exists (select 1 from audit_seal
                       where organization_id = $1 and number = audit_entry.seal_number and last_at >= $2)
   returning 1 as gone`,
);

/**
 * Takes out the audit entries that are older than so many days, a portion a transaction.
 * @returns how many went
 */
export async function purgeAudit(
  database: Pick<Database, 'query' | 'transaction'>,
  days: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  let purged = 0;
  for (const { id } of await database.query<{ id: string }>(ORGANIZATIONS)) {
    for (;;) {
      const gone = await database.transaction(async (session) => {
        await session.query(ALLOW);
        return session.query(PURGE, [id, before, PORTION]);
      });
      purged += gone.length;
      if (gone.length < PORTION) break;
    }
  }
  return purged;
}
