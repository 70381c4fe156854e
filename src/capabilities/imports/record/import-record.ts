import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { NestedPage } from '../../../platform/graph/page-loaders.ts';
import { type Database, type Statement, statement } from '../../../platform/storage/database.ts';
import { patternOfPart } from '../../../platform/storage/like-pattern.ts';
import { filterValues, type Reader, withinFilter } from '../../access/contract.ts';
import { readReport } from '../run/import-report.ts';
import type { RejectionExample } from '../run/rejection-examples.ts';

/** One run over one file. */
export interface ImportRecord {
  readonly id: bigint;
  readonly source: string;
  /** RUNNING, PUBLISHED, REPLACED, REJECTED or FAILED. */
  readonly status: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly readCount: bigint;
  readonly loadedCount: bigint;
  readonly rejectedCount: bigint;
  readonly supersededCount: bigint;
  readonly rejectedByCode: unknown;
  readonly header: readonly string[];
  readonly message: string | null;
  /** Why it is REJECTED; null otherwise. */
  readonly code: string | null;
  /** How many posts of other sources it had too when it was published. */
  readonly overlappingCount: bigint;
  readonly report: unknown;
  /** null: it belongs to the organization as a whole. */
  readonly departmentId: string | null;
}

/** In which orders imports are listed: an id is later than those before it. */
export const IMPORT_ORDERS = ['CREATED_AT_DESC', 'CREATED_AT_ASC'] as const;

export type ImportOrder = (typeof IMPORT_ORDERS)[number];

/** Which page of imports is asked for. */
export interface ImportsPage extends NestedPage {
  readonly orderBy: ImportOrder;
}

/** How a page of all imports is asked for. */
export interface ImportsRequest extends ImportsPage {
  /** Part of a source, whatever its case; null lists all. */
  readonly search: string | null;
}

const COLUMNS = `
  import.id, import.source, import.status, import.started_at as "createdAt", import.finished_at as "finishedAt",
  import.read as "readCount", import.loaded as "loadedCount", import.rejected as "rejectedCount",
  import.superseded as "supersededCount", import.rejected_by_code as "rejectedByCode", import.header, import.message,
  import.department_id as "departmentId", import.code, import.overlapping as "overlappingCount", import.report`;

/** What may be seen; ids of imports are numbers in the database, and texts to everybody else. */
const isVisible = (first: number) => withinFilter('import', first, 'import.id::text');

/** Served by import_organization_id_id_key. */
const FIND = statement(
  'import_find',
  `select ${COLUMNS} from import where organization_id = $1 and id = $2 and ${isVisible(3)}`,
);

const COUNT = statement(
  'import_count',
  `select count(*) as count from import where organization_id = $1 and ${isVisible(2)}
      and ($5::text is null or import.source ilike $5)`,
);

/** How an order goes on behind a cursor, of an expression for it, and how it is written. */
const ORDERS: Readonly<Record<ImportOrder, { after(cursor: string): string; readonly by: string }>> = {
  CREATED_AT_DESC: { after: (cursor) => `import.id < ${cursor}`, by: 'id desc' },
  CREATED_AT_ASC: { after: (cursor) => `import.id > ${cursor}`, by: 'id' },
};

function forEachOrder(make: (order: ImportOrder) => Statement): Readonly<Record<ImportOrder, Statement>> {
  return { CREATED_AT_DESC: make('CREATED_AT_DESC'), CREATED_AT_ASC: make('CREATED_AT_ASC') };
}

/** $1 organization, $2 to $4 what may be seen, $5 the cursor, $6 how many, $7 pattern of a source. Served by import_organization_id_id_key. */
const LIST = forEachOrder((order) =>
  statement(
    `import_list_${order.toLowerCase()}`,
    `select ${COLUMNS} from import
      where organization_id = $1 and ${isVisible(2)} and ($5::bigint is null or ${ORDERS[order].after('$5')})
        and ($7::text is null or import.source ilike $7)
      order by ${ORDERS[order].by} limit $6`,
  ),
);

/**
 * That a published import has posts in a campaign: its sums say so. Served by
 * post_sum_organization_id_kind_campaign_id_platform_idx.
 */
const bringsPostsTo = (campaign: string) => `import.status = 'PUBLISHED' and import.id in (
  select sum.import_id from post_sum as sum
   where sum.organization_id = $1 and sum.kind = 'CREATOR' and sum.campaign_id = ${campaign})`;

/** The same of each of many campaigns, $7. */
const LIST_OF_CAMPAIGNS = forEachOrder((order) =>
  statement(
    `import_list_of_campaigns_${order.toLowerCase()}`,
    `select asked.ordinal, listed.*
       from unnest($7::text[]) with ordinality as asked (campaign_id, ordinal)
      cross join lateral (
        select ${COLUMNS} from import
         where organization_id = $1 and ${bringsPostsTo('asked.campaign_id')} and ${isVisible(2)}
           and ($5::bigint is null or ${ORDERS[order].after('$5')})
         order by ${ORDERS[order].by} limit $6
      ) as listed
      order by asked.ordinal, listed.${ORDERS[order].by}`,
  ),
);

const COUNT_OF_CAMPAIGN = statement(
  'import_count_of_campaign',
  `select count(*) as count from import where organization_id = $1 and ${bringsPostsTo('$5')} and ${isVisible(2)}`,
);

const importId = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const cursorOf = (order: ImportOrder) => z.tuple([z.literal(order), importId]);
const RejectedByCode = z.record(z.string(), z.number());

/** How many rows one code rejected. */
export interface CodeCount {
  readonly code: string;
  readonly rowCount: number;
  /** The first row that it rejected; null of an import of an earlier version. */
  readonly example: RejectionExample | null;
}

/**
 * The import with this id, as far as it may be seen.
 * @throws CallerError NOT_FOUND
 */
export async function requireImport(
  { database, organizationId, permissions }: Reader,
  id: string,
): Promise<ImportRecord> {
  const parsed = importId.safeParse(id);
  const [found] = parsed.success
    ? await database.query<ImportRecord>(FIND, [
        organizationId,
        parsed.data,
        ...filterValues(permissions.filter('READ', 'IMPORT')),
      ])
    : [];
  if (found !== undefined) return found;
  throw new CallerError(
    'NOT_FOUND',
    `There is no import ${JSON.stringify(id.slice(0, 100))}. The query imports lists the existing ones.`,
  );
}

/** The imports that the reader may see. */
export async function listImports(
  { database, organizationId, permissions }: Reader,
  { first, after: cursor, orderBy, search }: ImportsRequest,
): Promise<Page<ImportRecord>> {
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  const listed = [organizationId, ...filterValues(permissions.filter('READ', 'IMPORT'))];
  const pattern = search === null ? null : patternOfPart(search);
  const imports = await database.query<ImportRecord>(LIST[orderBy], [
    ...listed,
    after?.[1] ?? null,
    first + 1,
    pattern,
  ]);
  return toPage(
    imports,
    { first, after },
    ({ id }) => encodeCursor([orderBy, String(id)]),
    async () => countRows(database, COUNT, [...listed, pattern]),
  );
}

/** For each campaign, the published imports with posts in it that the reader may see. */
export async function listImportsOfCampaigns(
  { database, organizationId, permissions }: Reader,
  campaignIds: readonly string[],
  { first, after: cursor, orderBy }: ImportsPage,
): Promise<Page<ImportRecord>[]> {
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  const listed = [organizationId, ...filterValues(permissions.filter('READ', 'IMPORT'))];
  const rows = await database.query<ImportRecord & { readonly ordinal: bigint }>(LIST_OF_CAMPAIGNS[orderBy], [
    ...listed,
    after?.[1] ?? null,
    first + 1,
    [...campaignIds],
  ]);
  const pages: ImportRecord[][] = campaignIds.map(() => []);
  for (const row of rows) pages[Number(row.ordinal) - 1]?.push(row);
  return campaignIds.map((campaignId, index) =>
    toPage(
      pages[index] ?? [],
      { first, after },
      ({ id }) => encodeCursor([orderBy, String(id)]),
      async () => countRows(database, COUNT_OF_CAMPAIGN, [...listed, campaignId]),
    ),
  );
}

async function countRows(
  database: Reader['database'],
  counting: Statement,
  values: Parameters<Reader['database']['query']>[1],
): Promise<bigint> {
  const [row] = await database.query<{ count: bigint }>(counting, values);
  return row?.count ?? 0n;
}

/** The rejected rows of an import by code, most first. */
export function countByCode({
  rejectedByCode,
  report,
}: Pick<ImportRecord, 'rejectedByCode' | 'report'>): CodeCount[] {
  const { examples } = readReport(report);
  return Object.entries(RejectedByCode.parse(rejectedByCode))
    .map(([code, rowCount]) => ({
      code,
      rowCount,
      example: examples.find((example) => example.code === code) ?? null,
    }))
    .sort((left, right) => right.rowCount - left.rowCount || (left.code < right.code ? -1 : 1));
}

/** Whether any import of an organization was ever begun. */
export async function hasImports(database: Database, organizationId: string): Promise<boolean> {
  return (
    (await database.prisma.import.findFirst({ where: { organizationId }, select: { id: true } })) !== null
  );
}
