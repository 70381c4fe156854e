import { CallerError } from '../../../errors.ts';
import { byCreation, defineList, type ListRequest, readList } from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { type Session, statement } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess } from '../change.ts';
import { requireInDepartmentVisible } from '../department/department.ts';
import { checkEmail } from '../names.ts';
import { createSecret, formatToken, hashSecret, parseToken } from '../people/secrets.ts';
import { forbidden, requireInDepartment } from '../rules/decide.ts';
import type { Role } from '../rules/rules.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { requireRank } from './member.ts';

/** An offered role, accepted by opening its link. */
export interface Invitation {
  readonly id: string;
  readonly email: string | null;
  readonly departmentId: string | null;
  readonly role: Role;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, email, department_id as "departmentId", role, expires_at as "expiresAt",
  accepted_at as "acceptedAt", revoked_at as "revokedAt", created_at as "createdAt"`;
const LONGEST_DAYS = 90;

const CREATE = statement(
  'invitation_create',
  `insert into invitation (organization_id, token_hash, email, department_id, role, expires_at, created_by)
   values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6::int), $7)
   returning ${COLUMNS}`,
);

/** Served by invitation_open_idx. */
const LIST = defineList({
  name: 'invitation_list',
  columns: COLUMNS,
  from: 'invitation',
  where: `organization_id = $1 and ($2::boolean or department_id = any ($3::text[]))
    and accepted_at is null and revoked_at is null and expires_at > clock_timestamp()`,
  parameters: 3,
  orders: byCreation('invitation'),
});

export type InvitationOrder = keyof (typeof LIST)['orders'];

const FIND = statement(
  'invitation_find',
  `select ${COLUMNS} from invitation where organization_id = $1 and id = $2`,
);

const REVOKE = statement(
  'invitation_revoke',
  `update invitation set revoked_at = coalesce(revoked_at, clock_timestamp())
    where organization_id = $1 and id = $2 returning ${COLUMNS}`,
);

/** Served by invitation_organization_id_token_hash_key. An invitation is accepted once, by one person. */
const ACCEPT = statement(
  'invitation_accept',
  `update invitation set accepted_at = clock_timestamp(), accepted_by = $3
    where organization_id = $1 and token_hash = $2 and accepted_at is null and revoked_at is null
      and expires_at > clock_timestamp() and (email is null or email = $4)
   returning ${COLUMNS}`,
);

const IS_OPEN = statement(
  'invitation_is_open',
  `select 1 as open from invitation
    where organization_id = $1 and token_hash = $2 and accepted_at is null and revoked_at is null
      and expires_at > clock_timestamp() and (email is null or email = $3)`,
);

/** A role that somebody has in the department already is raised, never lowered. */
const JOIN = statement(
  'invitation_join',
  `insert into membership (organization_id, person_id, department_id, role) values ($1, $2, $3, $4)
   on conflict (organization_id, person_id, department_id) do update set role = excluded.role
    where array_position(array['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'], excluded.role)
        < array_position(array['ADMIN', 'MANAGER', 'CONTRIBUTOR', 'VIEWER'], membership.role)`,
);

export interface InvitationRequest {
  /** Only the person with this address may accept it; null: whoever has the link. */
  readonly email: string | null;
  readonly departmentId: string | null;
  readonly role: Role;
  readonly expiresInDays: number;
}

/** Offers a role. The token is shown this once: it is kept as a hash. */
export async function invite(
  memory: AccessMemory,
  actor: Actor,
  request: InvitationRequest,
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
  const { departmentId, role, expiresInDays } = request;
  const { organizationId, permissions, id } = actor.viewer;
  const email = request.email === null ? null : checkEmail(request.email);
  checkDays('expiresInDays', expiresInDays, LONGEST_DAYS);
  await requireInDepartmentVisible(actor, departmentId);
  requireInDepartment(permissions, 'CREATE', { resource: 'MEMBER', departmentId });
  requireRank(permissions, departmentId, role);
  const secret = createSecret();
  const invitation = await changeAccess(memory, actor, async (session) => {
    const values = [organizationId, hashSecret(secret), email, departmentId, role, expiresInDays, id];
    const [made] = await session.query<Invitation>(CREATE, values);
    if (made === undefined) throw new Error('the database gave no invitation back');
    return { result: made, audit: audit('member.invited', made) };
  });
  return { invitation, token: formatToken('invite', organizationId, secret) };
}

/** Invitations that can still be accepted, where the viewer may invite. */
export async function listInvitations(
  { viewer, database }: Pick<Actor, 'viewer' | 'database'>,
  page: ListRequest<InvitationOrder>,
): Promise<Page<Invitation>> {
  const { everything, departmentIds } = viewer.permissions.filter('CREATE', 'MEMBER');
  const values = [viewer.organizationId, everything, departmentIds];
  return readList<Invitation, InvitationOrder>(database, LIST, values, page);
}

/** Revokes an invitation. Whoever may invite there may do it. */
export async function revokeInvitation(memory: AccessMemory, actor: Actor, id: string): Promise<Invitation> {
  const { organizationId, permissions } = actor.viewer;
  const [found] = await actor.database.query<Invitation>(FIND, [organizationId, id]);
  const target = { resource: 'MEMBER' as const, departmentId: found?.departmentId ?? null };
  if (found === undefined || !permissions.allows('READ', target)) {
    throw new CallerError(
      'NOT_FOUND',
      `There is no invitation ${JSON.stringify(id.slice(0, 100))}. The query invitations lists those that are open.`,
      { argument: 'id' },
    );
  }
  if (!permissions.allows('CREATE', target)) throw forbidden('DELETE', target);
  return changeAccess(memory, actor, async (session) => {
    const [revoked] = await session.query<Invitation>(REVOKE, [organizationId, id]);
    return { result: revoked ?? found, audit: audit('member.invitation-revoked', found) };
  });
}

/** Whether an invitation can be accepted by somebody with this address. */
export async function isInvitationOpen(session: Session, token: string, email: string): Promise<boolean> {
  const parsed = parseToken('invite', token);
  if (parsed === undefined) return false;
  return (await session.query(IS_OPEN, [parsed.organizationId, parsed.tokenHash, email])).length > 0;
}

/**
 * Makes a person a member, in the caller's transaction.
 * @returns the organization and the invitation; undefined where the token is worth nothing to this person
 */
export async function acceptInvitation(
  session: Session,
  token: string,
  person: { readonly id: string; readonly email: string },
): Promise<{ readonly organizationId: string; readonly invitation: Invitation } | undefined> {
  const parsed = parseToken('invite', token);
  if (parsed === undefined) return undefined;
  const { organizationId, tokenHash } = parsed;
  const [invitation] = await session.query<Invitation>(ACCEPT, [
    organizationId,
    tokenHash,
    person.id,
    person.email,
  ]);
  if (invitation === undefined) return undefined;
  await session.query(JOIN, [organizationId, person.id, invitation.departmentId, invitation.role]);
  return { organizationId, invitation };
}

/** @throws CallerError BAD_USER_INPUT */
export function checkDays(argument: string, days: number, longest: number): void {
  if (Number.isInteger(days) && days >= 1 && days <= longest) return;
  throw new CallerError('BAD_USER_INPUT', `${argument} is ${days}; it takes a number from 1 to ${longest}.`, {
    argument,
  });
}

function audit(action: AuditAction, { id, departmentId, role, email }: Invitation) {
  return { action, resource: 'MEMBER' as const, resourceId: id, departmentId, details: { role, email } };
}
