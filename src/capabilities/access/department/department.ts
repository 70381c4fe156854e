import { CallerError } from '../../../errors.ts';
import {
  byCreation,
  byName,
  defineList,
  type ListRequest,
  readList,
} from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { type OrganizationSession, statement } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess, isRefusedBy } from '../change.ts';
import { checkName } from '../names.ts';
import { requireAccess, requireInDepartment } from '../rules/decide.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';

/** A part of an organization. */
export interface Department {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly createdAt: Date;
}

export const DEPARTMENT_COLUMNS =
  'department.id, department.parent_id as "parentId", department.name, department.created_at as "createdAt"';

/** Served by department_pkey. */
const FIND = statement(
  'department_find',
  `select ${DEPARTMENT_COLUMNS} from department where organization_id = $1 and id = any ($2::text[])`,
);

export const DEPARTMENT_ORDERS = {
  ...byName('department.name', 'department.id'),
  ...byCreation('department'),
};

export type DepartmentOrder = keyof typeof DEPARTMENT_ORDERS;

/** Served by department_organization_id_lower_name_id_idx and department_organization_id_created_at_id_idx. */
const LIST = defineList({
  name: 'department_list',
  columns: DEPARTMENT_COLUMNS,
  from: 'department',
  where: 'organization_id = $1 and ($2::boolean or id = any ($3::text[]))',
  parameters: 3,
  orders: DEPARTMENT_ORDERS,
});

/** Served by department_organization_id_parent_id_name_key: those beneath one department are few. */
const LIST_BENEATH = defineList({
  name: 'department_list_beneath',
  columns: DEPARTMENT_COLUMNS,
  from: 'department',
  where: 'organization_id = $1 and ($2::boolean or id = any ($3::text[])) and parent_id = $4',
  parameters: 4,
  orders: DEPARTMENT_ORDERS,
});

const CREATE = statement(
  'department_create',
  `insert into department (organization_id, parent_id, name) values ($1, $2, $3) returning ${DEPARTMENT_COLUMNS}`,
);

const RENAME = statement(
  'department_rename',
  `update department set name = $3 where organization_id = $1 and id = $2 returning ${DEPARTMENT_COLUMNS}`,
);

/** Moves in one organization follow one another: two at once could close a circle that neither of them sees. */
const LOCK_TREE = statement(
  'department_lock_tree',
  `select pg_advisory_xact_lock(hashtextextended('marquee:departments:' || $1, 0))`,
);

const FIND_ABOVE = statement(
  'department_find_above',
  `with recursive above as (
     select id, parent_id from department where organization_id = $1 and id = $2
     union
     select department.id, department.parent_id
       from above join department on department.organization_id = $1 and department.id = above.parent_id
   )
   select id from above`,
);

const MOVE = statement(
  'department_move',
  `update department set parent_id = $3 where organization_id = $1 and id = $2 returning ${DEPARTMENT_COLUMNS}`,
);

const DELETE = statement(
  'department_delete',
  'delete from department where organization_id = $1 and id = $2',
);

/** The departments with these ids; undefined where there is none. */
export async function findDepartments(
  session: OrganizationSession,
  organizationId: string,
  ids: readonly string[],
): Promise<(Department | undefined)[]> {
  const rows = await session.query<Department>(FIND, [organizationId, [...ids]]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}

/** The same, as far as the viewer may see them. */
export async function findVisibleDepartments(
  { viewer, database }: Pick<Actor, 'viewer' | 'database'>,
  ids: readonly string[],
): Promise<(Department | undefined)[]> {
  const found = await findDepartments(database, viewer.organizationId, ids);
  return found.map((department) =>
    department !== undefined &&
    viewer.permissions.allows('READ', { resource: 'DEPARTMENT', departmentId: department.id })
      ? department
      : undefined,
  );
}

export interface DepartmentsRequest extends ListRequest<DepartmentOrder> {
  /** Only those directly beneath this one; null lists all. */
  readonly parentId: string | null;
}

/**
 * The departments that the viewer may see.
 * @throws CallerError NOT_FOUND for a parent that is not there, or may not be seen
 */
export async function listDepartments(
  actor: Pick<Actor, 'viewer' | 'database'>,
  request: DepartmentsRequest,
): Promise<Page<Department>> {
  const { viewer, database } = actor;
  const { parentId } = request;
  const { everything, departmentIds } = viewer.permissions.filter('READ', 'DEPARTMENT');
  const values = [viewer.organizationId, everything, departmentIds];
  if (parentId === null) return readList<Department, DepartmentOrder>(database, LIST, values, request);
  await requireDepartment(actor, parentId, 'parentId');
  return readList<Department, DepartmentOrder>(database, LIST_BENEATH, [...values, parentId], request);
}

/**
 * The department with this id.
 * @param argument the argument that the id came in
 * @throws CallerError NOT_FOUND where there is none, or the viewer may not see it
 */
export async function requireDepartment(
  actor: Pick<Actor, 'viewer'> & { database: OrganizationSession },
  id: string,
  argument: 'id' | 'parentId' | 'departmentId' = 'departmentId',
) {
  const { viewer, database } = actor;
  const [found] = await findDepartments(database, viewer.organizationId, [id]);
  const target = found && { ...found, resource: 'DEPARTMENT' as const, departmentId: found.id };
  return requireAccess(viewer.permissions, 'READ', target, () => departmentNotFound(id, argument));
}

/** The same where null is the organization itself, which is always there. */
export async function requireInDepartmentVisible(
  actor: Actor,
  departmentId: string | null,
  argument: 'parentId' | 'departmentId' = 'departmentId',
): Promise<void> {
  if (departmentId !== null) await requireDepartment(actor, departmentId, argument);
}

/** Makes a department beneath another, or directly beneath the organization. */
export async function createDepartment(
  memory: AccessMemory,
  actor: Actor,
  { name, parentId }: { readonly name: string; readonly parentId: string | null },
): Promise<Department> {
  const { organizationId, permissions } = actor.viewer;
  const checked = checkName('name', name);
  await requireInDepartmentVisible(actor, parentId, 'parentId');
  requireInDepartment(permissions, 'CREATE', { resource: 'DEPARTMENT', departmentId: parentId });
  return refuseSameName(checked, () =>
    changeAccess(memory, actor, async (session) => {
      const created = await one(session.query<Department>(CREATE, [organizationId, parentId, checked]));
      return { result: created, audit: audit('department.created', created) };
    }),
  );
}

/** Renames a department. */
export async function renameDepartment(
  memory: AccessMemory,
  actor: Actor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Department> {
  const { organizationId, permissions } = actor.viewer;
  const checked = checkName('name', name);
  await requireDepartment(actor, id, 'id');
  requireInDepartment(permissions, 'UPDATE', { resource: 'DEPARTMENT', departmentId: id });
  return refuseSameName(checked, () =>
    changeAccess(memory, actor, async (session) => {
      const renamed = await one(session.query<Department>(RENAME, [organizationId, id, checked]));
      return { result: renamed, audit: audit('department.renamed', renamed) };
    }),
  );
}

/**
 * Moves a department with everything beneath it. It takes the right to change the department that it leaves and to make
 * something in the one that it comes to.
 * @throws CallerError CONFLICT where it would come to stand beneath itself
 */
export async function moveDepartment(
  memory: AccessMemory,
  actor: Actor,
  { id, parentId }: { readonly id: string; readonly parentId: string | null },
): Promise<Department> {
  const { organizationId, permissions } = actor.viewer;
  const before = await requireDepartment(actor, id, 'id');
  await requireInDepartmentVisible(actor, parentId, 'parentId');
  requireInDepartment(permissions, 'UPDATE', { resource: 'DEPARTMENT', departmentId: id });
  requireInDepartment(permissions, 'UPDATE', { resource: 'DEPARTMENT', departmentId: before.parentId });
  requireInDepartment(permissions, 'CREATE', { resource: 'DEPARTMENT', departmentId: parentId });
  return refuseSameName(before.name, () =>
    changeAccess(memory, actor, async (session) => {
      await session.query(LOCK_TREE, [organizationId]);
      const above =
        parentId === null ? [] : await session.query<{ id: string }>(FIND_ABOVE, [organizationId, parentId]);
      if (above.some((department) => department.id === id)) {
        throw new CallerError(
          'CONFLICT',
          `${JSON.stringify(before.name)} cannot be moved below itself: choose a department that is not below it.`,
          { argument: 'parentId' },
        );
      }
      const moved = await one(session.query<Department>(MOVE, [organizationId, id, parentId]));
      const details = { from: before.parentId, to: parentId };
      return { result: moved, audit: { ...audit('department.moved', moved), details } };
    }),
  );
}

/**
 * Deletes a department in which nothing is left, with the roles and grants that it had.
 * @throws CallerError CONFLICT where something is
 */
export async function deleteDepartment(memory: AccessMemory, actor: Actor, id: string): Promise<string> {
  const { organizationId, permissions } = actor.viewer;
  const found = await requireDepartment(actor, id, 'id');
  requireInDepartment(permissions, 'DELETE', { resource: 'DEPARTMENT', departmentId: id });
  try {
    return await changeAccess(memory, actor, async (session) => {
      await session.query(DELETE, [organizationId, id]);
      return { result: id, audit: { ...audit('department.deleted', found), departmentId: found.parentId } };
    });
  } catch (error) {
    if (!isRefusedBy(error, 'foreignKeyViolation')) throw error;
    throw new CallerError(
      'CONFLICT',
      'This department is not empty: move its departments, campaigns, imports and briefs first.',
      { argument: 'id' },
    );
  }
}

function audit(action: AuditAction, { id, name }: Pick<Department, 'id' | 'name'>) {
  return { action, resource: 'DEPARTMENT' as const, resourceId: id, departmentId: id, details: { name } };
}

function departmentNotFound(id: string, argument: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no department ${JSON.stringify(id.slice(0, 100))}. The query departments lists the existing ones.`,
    { argument },
  );
}

async function refuseSameName<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusedBy(error, 'uniqueViolation')) throw error;
    throw new CallerError('CONFLICT', `There is already a department ${JSON.stringify(name)} here.`, {
      argument: 'name',
    });
  }
}

/** The one row that a statement with `returning` gives. */
async function one<Row>(rows: Promise<Row[]>): Promise<Row> {
  const [row] = await rows;
  if (row === undefined) throw new Error('the row was deleted meanwhile');
  return row;
}
