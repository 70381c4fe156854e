import type { Database } from '../../../platform/storage/database.ts';
import type { HeldStore } from '../reading/held-rows.ts';
import { DELETE_HELD_ROWS, READ_HELD_ROWS, WRITE_HELD_ROWS } from '../run/import.sql.ts';
import type { ImportRun } from '../run/import-ending.ts';

/** Keeps the held rows of a running import in the database, where every process can delete what one left behind. */
export function createHeldStore(
  database: Database,
  { organizationId, importId }: Pick<ImportRun, 'organizationId' | 'importId'>,
): HeldStore & { clear(): Promise<void> } {
  let isEmpty = true;
  return {
    async write(number, chunk) {
      isEmpty = false;
      const written = await database.query(WRITE_HELD_ROWS, [organizationId, importId, number, chunk]);
      if (written.length === 0)
        throw new Error(`import ${importId} was presumed dead before its rows were written`);
    },
    async read(number) {
      const [found] = await database.query<{ rows: string }>(READ_HELD_ROWS, [
        organizationId,
        importId,
        number,
      ]);
      if (found === undefined) throw new Error(`held rows ${number} of import ${importId} are gone`);
      return found.rows;
    },
    /** Deletes them: they are read. */
    async clear() {
      if (!isEmpty) await database.query(DELETE_HELD_ROWS, [organizationId, importId]);
    },
  };
}
