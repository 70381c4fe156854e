import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { NestedPage } from '../../../platform/graph/page-loaders.ts';
import { type Statement, statement } from '../../../platform/storage/database.ts';
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

/** In which orders rejected rows are listed. */
export const REJECTED_ROW_ORDERS = ['LINE_ASC', 'LINE_DESC'] as const;

export type RejectedRowOrder = (typeof REJECTED_ROW_ORDERS)[number];

/** Which page of rejected rows is asked for. */
export interface RejectedRowsPage extends NestedPage {
  readonly orderBy: RejectedRowOrder;
}

/** A page of the quarantine of each of many imports. Served by rejected_row_pkey. */
const findRejectedRows = (order: RejectedRowOrder, comparison: string, by: string) =>
  statement(
    `rejected_row_find_${order.toLowerCase()}`,
    `select rejected.import_id as "importId", rejected.line, rejected.byte_offset as "byteOffset", rejected.raw,
          rejected."column", rejected.code, rejected.message
     from unnest($2::bigint[]) as asked (import_id)
    cross join lateral (
      select * from rejected_row
       where organization_id = $1 and import_id = asked.import_id and ($3::bigint is null or byte_offset ${comparison} $3)
       order by ${by}
       limit $4
    ) as rejected
    order by rejected.import_id, rejected.${by}`,
  );

const FIND_REJECTED_ROWS: Readonly<Record<RejectedRowOrder, Statement>> = {
  LINE_ASC: findRejectedRows('LINE_ASC', '>', 'byte_offset'),
  LINE_DESC: findRejectedRows('LINE_DESC', '<', 'byte_offset desc'),
};

/** Served by rejected_row_pkey. */
const COUNT_REJECTED_ROWS = statement(
  'rejected_row_count',
  'select count(*) as count from rejected_row where organization_id = $1 and import_id = $2',
);

const cursorOf = (order: RejectedRowOrder) =>
  z.tuple([
    z.literal(order),
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(BigInt),
  ]);

/** For each import, which the caller knows that the reader may see, a page of the rows that it rejected. */
export async function listRejectedRows(
  { database, organizationId }: Reader,
  importIds: readonly bigint[],
  { first, after: cursor, orderBy }: RejectedRowsPage,
): Promise<Page<RejectedRow>[]> {
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  const rows = await database.query<RejectedRow>(FIND_REJECTED_ROWS[orderBy], [
    organizationId,
    [...importIds],
    after?.[1] ?? null,
    first + 1,
  ]);
  const byImport = new Map<bigint, RejectedRow[]>(importIds.map((id) => [id, []]));
  for (const row of rows) byImport.get(row.importId)?.push(row);
  return importIds.map((id) =>
    toPage(
      byImport.get(id) ?? [],
      { first, after },
      ({ byteOffset }) => encodeCursor([orderBy, String(byteOffset)]),
      async () => {
        const [row] = await database.query<{ count: bigint }>(COUNT_REJECTED_ROWS, [organizationId, id]);
        return row?.count ?? 0n;
      },
    ),
  );
}
