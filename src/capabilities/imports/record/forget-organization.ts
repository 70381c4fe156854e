import { type Database, statement } from '../../../platform/storage/database.ts';
import { purgeImport } from '../publishing/purge.ts';

/** None of its posts is published any more, and each of its imports is purged as what was replaced is. */
const WITHDRAW = statement(
  'import_withdraw_all',
  `update import set status = 'FAILED', finished_at = coalesce(finished_at, clock_timestamp()), purged_at = null
    where organization_id = $1 returning id`,
);

/**
 * Takes the posts of an organization that is deleted out of the database, with the tables of single imports.
 * @throws where others read them for so long that they stay: to be called again
 */
export async function forgetImports(database: Database, organizationId: string): Promise<void> {
  const withdrawn = await database.query<{ id: bigint }>(WITHDRAW, [organizationId]);
  for (const { id } of withdrawn)
    if (!(await purgeImport(database, { organizationId, id })))
      throw new Error(`the posts of the import ${id} are being read: they are deleted the next time`);
}
