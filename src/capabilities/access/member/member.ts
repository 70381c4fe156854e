import { CallerError } from '../../../errors.ts';
import { type ListRequest, readList } from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import type { OrganizationSession } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess } from '../change.ts';
import { requireDepartment, requireInDepartmentVisible } from '../department/department.ts';
import { forbidden, requireInDepartment } from '../rules/decide.ts';
import type { Permissions } from '../rules/permissions.ts';
import { includesRole, type Role } from '../rules/rules.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import {
  FIND_MEMBERSHIP,
  FIND_MEMBERSHIPS_OF,
  FORGET_GRANTS,
  LIST_MEMBERS,
  LIST_MEMBERSHIPS_OF,
  LOCK_ADMINS,
  type MemberOrder,
  REMOVE,
  REVOKE_TOKENS,
  SET_ROLE,
} from './member.sql.ts';

/** A person's role in an organization (departmentId null) or in one of its departments. */
export interface Member {
  readonly id: string;
  readonly personId: string;
  readonly departmentId: string | null;
  readonly role: Role;
  readonly createdAt: Date;
  readonly name: string;
  readonly email: string;
}

export type { MemberOrder } from './member.sql.ts';

export interface MembersRequest extends ListRequest<MemberOrder> {
  /** Only those of this very department; null lists all. */
  readonly departmentId: string | null;
}

/**
 * The memberships that the viewer may see.
 * @throws CallerError NOT_FOUND for a department that is not there, or may not be seen
 */
export async function listMembers(
  actor: Pick<Actor, 'viewer' | 'database'>,
  request: MembersRequest,
): Promise<Page<Member>> {
  const { departmentId } = request;
  if (departmentId !== null) await requireDepartment(actor, departmentId);
  const values = [...visibleTo(actor), departmentId];
  return readList<Member, MemberOrder>(actor.database, LIST_MEMBERS, values, request);
}

/** Those of one person. */
export async function listMembershipsOf(
  actor: Pick<Actor, 'viewer' | 'database'>,
  personId: string,
  page: ListRequest<MemberOrder>,
): Promise<Page<Member>> {
  const values = [...visibleTo(actor), personId];
  return readList<Member, MemberOrder>(actor.database, LIST_MEMBERSHIPS_OF, values, page);
}

function visibleTo({ viewer: { organizationId, permissions } }: Pick<Actor, 'viewer'>) {
  const { everything, departmentIds } = permissions.filter('READ', 'MEMBER');
  return [organizationId, everything, departmentIds] as const;
}

/** Every membership of one person that the viewer may see. */
export async function findMemberships(
  session: OrganizationSession,
  { organizationId, permissions }: { organizationId: string; permissions: Permissions },
  personId: string,
): Promise<Member[]> {
  const rows = await session.query<Member>(FIND_MEMBERSHIPS_OF, [organizationId, personId]);
  return rows.filter(({ departmentId }) => permissions.allows('READ', { resource: 'MEMBER', departmentId }));
}

/** @throws CallerError FORBIDDEN where the role is above every one that the viewer has in that department */
export function requireRank(permissions: Permissions, departmentId: string | null, role: Role): void {
  if (permissions.rolesIn(departmentId).some((own) => includesRole(own, role))) return;
  throw new CallerError(
    'FORBIDDEN',
    `You cannot assign, change or remove a role higher than your own; ${role} is higher than yours in this department.`,
    {
      role,
    },
  );
}

export interface RoleChange {
  readonly personId: string;
  readonly departmentId: string | null;
  readonly role: Role;
}

/**
 * Gives a member of the organization a role in a department, or changes the one they have there.
 * @throws CallerError NOT_FOUND, FORBIDDEN; CONFLICT where the organization would be left without an admin
 */
export async function changeRole(memory: AccessMemory, actor: Actor, change: RoleChange): Promise<Member> {
  const { personId, departmentId, role } = change;
  const { organizationId, permissions } = actor.viewer;
  await requireInDepartmentVisible(actor, departmentId);
  const visible = await findMemberships(actor.database, actor.viewer, personId);
  if (visible.length === 0) throw memberNotFound(personId);
  const current = visible.find((member) => member.departmentId === departmentId);
  requireInDepartment(permissions, current === undefined ? 'CREATE' : 'UPDATE', {
    resource: 'MEMBER',
    departmentId,
  });
  requireRank(permissions, departmentId, role);
  if (current !== undefined) requireRank(permissions, departmentId, current.role);
  return changeAccess(memory, actor, async (session) => {
    if (departmentId === null && role !== 'ADMIN') await keepAnAdmin(session, organizationId, personId);
    await session.query(SET_ROLE, [organizationId, personId, departmentId, role]);
    const [member] = await session.query<Member>(FIND_MEMBERSHIP, [organizationId, personId, departmentId]);
    if (member === undefined) throw new Error('the membership was removed meanwhile');
    const details = { role, before: current?.role ?? null };
    return { result: member, audit: { ...audit('member.role-changed', change), details } };
  });
}

/**
 * Removes somebody's role in a department; everybody may give up their own.
 * @throws CallerError NOT_FOUND, FORBIDDEN; CONFLICT where the organization would be left without an admin
 */
export async function removeMember(
  memory: AccessMemory,
  actor: Actor,
  membership: { readonly personId: string; readonly departmentId: string | null },
): Promise<string> {
  const { personId, departmentId } = membership;
  const { organizationId, permissions, id: viewerId } = actor.viewer;
  const isOwn = personId === viewerId;
  const [current] = await actor.database.query<Member>(FIND_MEMBERSHIP, [
    organizationId,
    personId,
    departmentId,
  ]);
  const target = { resource: 'MEMBER' as const, departmentId };
  if (current === undefined || !(isOwn || permissions.allows('READ', target))) throw memberNotFound(personId);
  if (!isOwn && !permissions.allows('DELETE', target)) throw forbidden('DELETE', target);
  if (!isOwn) requireRank(permissions, departmentId, current.role);
  return changeAccess(memory, actor, async (session) => {
    if (departmentId === null) await keepAnAdmin(session, organizationId, personId);
    await session.query(REMOVE, [organizationId, personId, departmentId]);
    await session.query(FORGET_GRANTS, [organizationId, personId]);
    await session.query(REVOKE_TOKENS, [organizationId, personId]);
    const details = { role: current.role };
    return { result: personId, audit: { ...audit('member.removed', membership), details } };
  });
}

async function keepAnAdmin(
  session: OrganizationSession,
  organizationId: string,
  leaving: string,
): Promise<void> {
  const admins = await session.query<{ personId: string }>(LOCK_ADMINS, [organizationId]);
  if (admins.some(({ personId }) => personId === leaving) && admins.length === 1) {
    throw new CallerError(
      'CONFLICT',
      'An organization needs at least one ADMIN: make another member ADMIN first.',
    );
  }
}

function audit(
  action: AuditAction,
  { personId, departmentId }: Pick<RoleChange, 'personId' | 'departmentId'>,
) {
  return { action, resource: 'MEMBER' as const, resourceId: personId, departmentId };
}

export function memberNotFound(personId: string): CallerError {
  return new CallerError(
    'NOT_FOUND',
    `There is no member ${JSON.stringify(personId.slice(0, 100))}. The query members lists the existing ones; invite new people first.`,
    { argument: 'personId' },
  );
}
