import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';

/** A row that an import rejected, and why. */
export interface RejectedRow {
  readonly importId: bigint;
  readonly line: bigint;
  readonly byteOffset: bigint;
  readonly raw: string;
  readonly column: string | null;
  readonly code: string;
  readonly message: string;
}

/** A page of the quarantine of each of many imports, in the order of the file. Served by rejected_row_pkey. */
const FIND_REJECTED_ROWS = statement(
  'rejected_row_find',
  `select rejected.import_id as "importId", rejected.line, rejected.byte_offset as "byteOffset", rejected.raw,
          rejected."column", rejected.code, rejected.message
     from unnest($2::bigint[]) as asked (import_id)
    cross join lateral (
      select * from rejected_row
       where organization_id = $1 and import_id = asked.import_id and byte_offset > $3::bigint
       order by byte_offset
       limit $4
    ) as rejected
    order by rejected.import_id, rejected.byte_offset`,
);

const Cursor: z.ZodType<[bigint]> = z.tuple([
  z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
]);

/** For each import, which the caller knows that the reader may see, a page of the rows that it rejected. */
export async function listRejectedRows(
  { database, organizationId }: Reader,
  importIds: readonly bigint[],
  page: { first: number; after: string | null },
): Promise<Page<RejectedRow>[]> {
  const after = page.after === null ? undefined : decodeCursor(page.after, Cursor);
  const rows = await database.query<RejectedRow>(FIND_REJECTED_ROWS, [
    organizationId,
    [...importIds],
    after?.[0] ?? -1n,
    page.first + 1,
  ]);
  const byImport = new Map<bigint, RejectedRow[]>(importIds.map((id) => [id, []]));
  for (const row of rows) byImport.get(row.importId)?.push(row);
  return importIds.map((id) =>
    toPage(byImport.get(id) ?? [], { first: page.first, after }, ({ byteOffset }) =>
      encodeCursor([String(byteOffset)]),
    ),
  );
}
