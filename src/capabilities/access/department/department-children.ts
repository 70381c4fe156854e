import {
  countListOfEach,
  defineListOfEach,
  type ListRequest,
  readListOfEach,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import type { Actor } from '../viewer/context.ts';
import {
  DEPARTMENT_COLUMNS,
  DEPARTMENT_ORDERS,
  type Department,
  type DepartmentOrder,
} from './department.ts';

/** Served by department_organization_id_parent_id_name_key: those beneath one department are few. */
const CHILDREN = defineListOfEach({
  name: 'department_children',
  columns: DEPARTMENT_COLUMNS,
  from: 'department',
  where: `department.organization_id = $1 and department.parent_id = asked.id
    and ($2::boolean or department.id = any ($3::text[]))`,
  parameters: 4,
  orders: DEPARTMENT_ORDERS,
});

export type ChildrenRequest = ListRequest<DepartmentOrder>;

type Asker = Pick<Actor, 'viewer' | 'database'>;

/** For each department a page of those directly beneath it that the viewer may see. */
export async function listChildren(
  asker: Asker,
  ids: readonly string[],
  request: ChildrenRequest,
  countOf: (id: string) => Promise<bigint>,
): Promise<Page<Department>[]> {
  const asked = { values: valuesOf(asker), ids };
  return readListOfEach<Department, DepartmentOrder>(asker.database, CHILDREN, asked, request, countOf);
}

/** For each department how many are directly beneath it that the viewer may see. */
export async function countChildren(asker: Asker, ids: readonly string[]): Promise<bigint[]> {
  return countListOfEach(asker.database, CHILDREN, { values: valuesOf(asker), ids });
}

function valuesOf({ viewer }: Asker) {
  const { everything, departmentIds } = viewer.permissions.filter('READ', 'DEPARTMENT');
  return [viewer.organizationId, everything, departmentIds];
}
