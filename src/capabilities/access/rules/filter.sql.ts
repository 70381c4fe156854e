import type { ResourceFilter } from './permissions.ts';

/**
 * The condition that a row is within a {@link ResourceFilter}, of whose three values the first is parameter `first`.
 * @param table the alias of a table with department_id
 * @param id the expression of the row's id as text
 */
export function withinFilter(table: string, first: number, id = `${table}.id`): string {
  return `($${first}::boolean or ${table}.department_id = any ($${first + 1}::text[]) or ${id} = any ($${first + 2}::text[]))`;
}

/** The values of {@link withinFilter}. */
export function filterValues({
  everything,
  departmentIds,
  ids,
}: ResourceFilter): [boolean, string[], string[]] {
  return [everything, [...departmentIds], [...ids]];
}

/** The same condition for Prisma. */
export function whereWithin({ everything, departmentIds, ids }: ResourceFilter) {
  if (everything) return {};
  return { OR: [{ departmentId: { in: [...departmentIds] } }, { id: { in: [...ids] } }] };
}
