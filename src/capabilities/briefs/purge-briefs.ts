import { type Database, statement } from '../../platform/storage/database.ts';
import { forgetSharing } from '../access/index.ts';

/** How many briefs go at a time. */
const PORTION = 1_000;

const ORGANIZATIONS = statement('brief_organizations', 'select id from organization order by id');

/** Served by brief_pkey: ids are in the order in which briefs were written, so the oldest are looked at and no others. */
const PURGE = statement(
  'brief_purge',
  `delete from brief
    where organization_id = $1 and created_at < $2 and id = any (array(
      select id from brief where organization_id = $1 order by id limit $3
    ))
   returning id::text as id`,
);

/**
 * Takes out the briefs that were written longer ago than so many days, and by what they were shared, a portion a
 * transaction.
 * @returns how many went
 */
export async function purgeBriefs(
  database: Pick<Database, 'query' | 'transaction'>,
  days: number,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000);
  let purged = 0;
  for (const { id: organizationId } of await database.query<{ id: string }>(ORGANIZATIONS)) {
    for (;;) {
      const gone = await database.transaction(async (session) => {
        const briefs = await session.query<{ id: string }>(PURGE, [organizationId, before, PORTION]);
        await forgetSharing(session, organizationId, { resource: 'BRIEF', ids: briefs.map(({ id }) => id) });
        return briefs;
      });
      purged += gone.length;
      if (gone.length < PORTION) break;
    }
  }
  return purged;
}
