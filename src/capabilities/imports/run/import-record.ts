import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { Database } from '../../../platform/storage/database.ts';
import type { Import } from '../../../platform/storage/generated/client.ts';
import type { Reader, ResourceFilter } from '../../access/contract.ts';

const importId = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const Cursor: z.ZodType<[bigint]> = z.tuple([importId]);
const RejectedByCode = z.record(z.string(), z.number());

/** How many rows one code rejected. */
export interface CodeCount {
  readonly code: string;
  readonly rows: number;
}

/** The import with this id; undefined if there is none, or it may not be seen. Served by import_organization_id_id_key. */
export async function findImport(
  { database, organizationId, permissions }: Reader,
  id: string,
): Promise<Import | undefined> {
  const parsed = importId.safeParse(id);
  if (!parsed.success) return undefined;
  const found = await database.prisma.import.findUnique({
    where: { organizationId_id: { organizationId, id: parsed.data } },
  });
  if (found === null) return undefined;
  const target = { resource: 'IMPORT' as const, id, departmentId: found.departmentId };
  return permissions.allows('READ', target) ? found : undefined;
}

/** The imports that the reader may see, newest first. Served by import_organization_id_id_key. */
export async function listImports(
  { database, organizationId, permissions }: Reader,
  { first, after }: { first: number; after: string | null },
): Promise<Page<Import>> {
  const cursor = after === null ? undefined : decodeCursor(after, Cursor);
  const imports = await database.prisma.import.findMany({
    where: {
      ...whereVisible(permissions.filter('READ', 'IMPORT')),
      organizationId,
      ...(cursor === undefined ? {} : { id: { lt: cursor[0] } }),
    },
    orderBy: { id: 'desc' },
    take: first + 1,
  });
  return toPage(imports, { first, after: cursor }, ({ id }) => encodeCursor([String(id)]));
}

/** Ids of imports are numbers in the database, and strings everywhere else. */
function whereVisible({ everything, departmentIds, ids }: ResourceFilter) {
  if (everything) return {};
  const numbers = ids.flatMap((id) => importId.safeParse(id).data ?? []);
  return { OR: [{ departmentId: { in: [...departmentIds] } }, { id: { in: numbers } }] };
}

/** The rejected rows of an import by code, most first. */
export function countByCode({ rejectedByCode }: Import): CodeCount[] {
  return Object.entries(RejectedByCode.parse(rejectedByCode))
    .map(([code, rows]) => ({ code, rows }))
    .sort((left, right) => right.rows - left.rows || (left.code < right.code ? -1 : 1));
}

/** Whether any import of an organization was ever begun. */
export async function hasImports(database: Database, organizationId: string): Promise<boolean> {
  return (
    (await database.prisma.import.findFirst({ where: { organizationId }, select: { id: true } })) !== null
  );
}
