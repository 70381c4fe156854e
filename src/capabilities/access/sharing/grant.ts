import { CallerError } from '../../../errors.ts';
import { byCreation, defineList, type ListRequest, readList } from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { type OrganizationSession, statement } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess } from '../change.ts';
import { requireDepartment } from '../department/department.ts';
import { findMemberships, memberNotFound } from '../member/member.ts';
import type { Access, Shareable } from '../rules/rules.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { type ResourceKinds, type ResourceReference, requireResource } from './resource-kinds.ts';

/** One resource shared with one person or one department. */
export interface Grant {
  readonly id: string;
  readonly resource: Shareable;
  readonly resourceId: string;
  readonly personId: string | null;
  readonly departmentId: string | null;
  readonly access: Access;
  readonly createdAt: Date;
}

const COLUMNS = `id, resource, resource_id as "resourceId", person_id as "personId", department_id as "departmentId",
  access, created_at as "createdAt"`;

const SHARE = statement(
  'grant_share',
  `insert into resource_grant (organization_id, resource, resource_id, person_id, department_id, access, created_by)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (organization_id, resource, resource_id, person_id, department_id) do update set access = excluded.access
   returning ${COLUMNS}`,
);

/** Served by resource_grant_of_resource_idx. */
const LIST = defineList({
  name: 'grant_list',
  columns: COLUMNS,
  from: 'resource_grant',
  where: 'organization_id = $1 and resource = $2 and resource_id = $3',
  parameters: 3,
  orders: byCreation('resource_grant'),
});

export type GrantOrder = keyof (typeof LIST)['orders'];

const FIND = statement(
  'grant_find',
  `select ${COLUMNS} from resource_grant where organization_id = $1 and id = $2`,
);

const REVOKE = statement('grant_revoke', 'delete from resource_grant where organization_id = $1 and id = $2');

const FORGET = statement(
  'grant_forget',
  'delete from resource_grant where organization_id = $1 and resource = $2 and resource_id = any ($3::text[])',
);

const FORGET_LINKS = statement(
  'grant_forget_links',
  'delete from guest_link where organization_id = $1 and resource = $2 and resource_id = any ($3::text[])',
);

export interface SharingDeps {
  readonly memory: AccessMemory;
  readonly kinds: ResourceKinds;
}

export interface ShareRequest extends ResourceReference {
  /** One of the two. */
  readonly personId: string | null;
  readonly departmentId: string | null;
  readonly access: Access;
}

/** Shares a resource with a member or a department; sharing it again changes the access. */
export async function share(deps: SharingDeps, actor: Actor, request: ShareRequest): Promise<Grant> {
  const { resource, id, personId, departmentId, access } = request;
  const { organizationId } = actor.viewer;
  if ((personId === null) === (departmentId === null)) {
    throw new CallerError('BAD_USER_INPUT', 'Give either personId or departmentId to share with.', {
      argument: 'personId',
    });
  }
  const found = await requireResource(deps.kinds, actor, 'SHARE', request);
  if (departmentId !== null) await requireDepartment(actor, departmentId);
  if (personId !== null && (await findMemberships(actor.database, actor.viewer, personId)).length === 0)
    throw memberNotFound(personId);
  return changeAccess(deps.memory, actor, async (session) => {
    const values = [organizationId, resource, id, personId, departmentId, access, actor.viewer.id];
    const [grant] = await session.query<Grant>(SHARE, values);
    if (grant === undefined) throw new Error('the database gave no grant back');
    return { result: grant, audit: audit('resource.shared', grant, found.departmentId) };
  });
}

/** With whom a resource is shared; for those who may share it. */
export async function listGrants(
  deps: SharingDeps,
  actor: Actor,
  reference: ResourceReference,
  page: ListRequest<GrantOrder>,
): Promise<Page<Grant>> {
  await requireResource(deps.kinds, actor, 'SHARE', reference);
  const values = [actor.viewer.organizationId, reference.resource, reference.id];
  return readList<Grant, GrantOrder>(actor.database, LIST, values, page);
}

/** Takes a grant back. @throws CallerError NOT_FOUND, FORBIDDEN */
export async function revokeGrant(deps: SharingDeps, actor: Actor, grantId: string): Promise<Grant> {
  const { organizationId } = actor.viewer;
  const notFound = () =>
    new CallerError(
      'NOT_FOUND',
      `There is no grant ${JSON.stringify(grantId.slice(0, 100))}. The query grants lists those of a resource.`,
      { argument: 'id' },
    );
  const [grant] = await actor.database.query<Grant>(FIND, [organizationId, grantId]);
  if (grant === undefined) throw notFound();
  const reference = { resource: grant.resource, id: grant.resourceId };
  const found = await requireResource(deps.kinds, actor, 'SHARE', reference).catch((error: unknown) => {
    throw error instanceof CallerError && error.code === 'NOT_FOUND' ? notFound() : error;
  });
  return changeAccess(deps.memory, actor, async (session) => {
    await session.query(REVOKE, [organizationId, grantId]);
    return { result: grant, audit: audit('resource.unshared', grant, found.departmentId) };
  });
}

/** Takes away everything by which resources that are deleted were shared: others may come to have their ids. */
export async function forgetSharing(
  session: OrganizationSession,
  organizationId: string,
  { resource, ids }: { readonly resource: ResourceReference['resource']; readonly ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await session.query(FORGET, [organizationId, resource, ids]);
  await session.query(FORGET_LINKS, [organizationId, resource, ids]);
}

function audit(action: AuditAction, grant: Grant, departmentId: string | null) {
  const { resource, resourceId, personId, access } = grant;
  const details = { access, personId, toDepartmentId: grant.departmentId };
  return { action, resource, resourceId, departmentId, details };
}
