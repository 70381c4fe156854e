import { CallerError } from '../../../errors.ts';
import { byCreation, defineList, type ListRequest, readList } from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess } from '../change.ts';
import { checkDays } from '../member/invitation.ts';
import { checkPassword, hashPassword, verifyPassword } from '../password/password.ts';
import type { SlowDown } from '../password/slow-down.ts';
import type { AccessTokens } from '../people/access-token.ts';
import { createSecret, formatToken, hashSecret, parseToken } from '../people/secrets.ts';
import type { Access, Shareable } from '../rules/rules.ts';
import type { Actor, RequestOrigin } from '../viewer/context.ts';
import type { SharingDeps } from './grant.ts';
import { type ResourceReference, requireResource } from './resource-kinds.ts';

/** One resource shared with whoever has the link, and the password where it has one. */
export interface GuestLink {
  readonly id: string;
  readonly resource: Shareable;
  readonly resourceId: string;
  readonly access: Access;
  readonly hasPassword: boolean;
  readonly expiresAt: Date;
  /** null: as often as it is wanted. */
  readonly maxUses: number | null;
  readonly useCount: number;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, resource, resource_id as "resourceId", access, password_hash is not null as "hasPassword",
  expires_at as "expiresAt", max_uses as "maxUses", uses as "useCount", revoked_at as "revokedAt", created_at as "createdAt"`;
const LONGEST_DAYS = 365;
const MOST_USES = 1_000_000;

const CREATE = statement(
  'guest_link_create',
  `insert into guest_link (organization_id, token_hash, resource, resource_id, access, password_hash, expires_at,
                           max_uses, created_by)
   values ($1, $2, $3, $4, $5, $6, clock_timestamp() + make_interval(days => $7::int), $8, $9)
   returning ${COLUMNS}`,
);

/** Served by guest_link_of_resource_idx. */
const LIST = defineList({
  name: 'guest_link_list',
  columns: COLUMNS,
  from: 'guest_link',
  where: 'organization_id = $1 and resource = $2 and resource_id = $3',
  parameters: 3,
  orders: byCreation('guest_link'),
});

export type GuestLinkOrder = keyof (typeof LIST)['orders'];

const FIND = statement(
  'guest_link_find',
  `select ${COLUMNS} from guest_link where organization_id = $1 and id = $2`,
);

const REVOKE = statement(
  'guest_link_revoke',
  `update guest_link set revoked_at = coalesce(revoked_at, clock_timestamp())
    where organization_id = $1 and id = $2 returning ${COLUMNS}`,
);

/** Served by guest_link_organization_id_token_hash_key. */
const FIND_PASSWORD = statement(
  'guest_link_find_password',
  `select id, password_hash as "passwordHash" from guest_link where organization_id = $1 and token_hash = $2`,
);

/** Counts a use, and gives nothing where the link is no longer good: of two who come for the last use, one gets it. */
const USE = statement(
  'guest_link_use',
  `update guest_link set uses = uses + 1
    where organization_id = $1 and id = $2 and revoked_at is null and expires_at > clock_timestamp()
      and (max_uses is null or uses < max_uses)
   returning ${COLUMNS}`,
);

export interface GuestLinkRequest extends ResourceReference {
  readonly access: Access;
  readonly expiresInDays: number;
  readonly password: string | null;
  readonly maxUses: number | null;
}

/** Makes a guest link. The token is shown this once: it is kept as a hash. */
export async function createGuestLink(
  deps: SharingDeps,
  actor: Actor,
  request: GuestLinkRequest,
): Promise<{ readonly guestLink: GuestLink; readonly token: string }> {
  const { resource, id, access, expiresInDays, maxUses } = request;
  const { organizationId } = actor.viewer;
  checkDays('expiresInDays', expiresInDays, LONGEST_DAYS);
  if (maxUses !== null) checkDays('maxUses', maxUses, MOST_USES);
  const password = request.password === null ? null : checkPassword(request.password);
  const { departmentId } = await requireResource(deps.kinds, actor, 'SHARE', request);
  const passwordHash = password === null ? null : await hashPassword(password);
  const secret = createSecret();
  const guestLink = await changeAccess(deps.memory, actor, async (session) => {
    const values = [
      organizationId,
      hashSecret(secret),
      resource,
      id,
      access,
      passwordHash,
      expiresInDays,
      maxUses,
      actor.viewer.id,
    ];
    const [made] = await session.query<GuestLink>(CREATE, values);
    if (made === undefined) throw new Error('the database gave no guest link back');
    return { result: made, audit: audit('guest-link.created', made, departmentId) };
  });
  return { guestLink, token: formatToken('guest', organizationId, secret) };
}

/** The guest links of a resource; for those who may share it. */
export async function listGuestLinks(
  deps: SharingDeps,
  actor: Actor,
  reference: ResourceReference,
  page: ListRequest<GuestLinkOrder>,
): Promise<Page<GuestLink>> {
  await requireResource(deps.kinds, actor, 'SHARE', reference);
  const values = [actor.viewer.organizationId, reference.resource, reference.id];
  return readList<GuestLink, GuestLinkOrder>(actor.database, LIST, values, page);
}

/** Revokes a guest link, and every access token issued for it. @throws CallerError NOT_FOUND, FORBIDDEN */
export async function revokeGuestLink(deps: SharingDeps, actor: Actor, linkId: string): Promise<GuestLink> {
  const { organizationId } = actor.viewer;
  const notFound = () =>
    new CallerError(
      'NOT_FOUND',
      `There is no guest link ${JSON.stringify(linkId.slice(0, 100))}. The query guestLinks lists those of a resource.`,
      { argument: 'id' },
    );
  const [link] = await actor.database.query<GuestLink>(FIND, [organizationId, linkId]);
  if (link === undefined) throw notFound();
  const reference = { resource: link.resource, id: link.resourceId };
  const { departmentId } = await requireResource(deps.kinds, actor, 'SHARE', reference).catch(
    (error: unknown) => {
      throw error instanceof CallerError && error.code === 'NOT_FOUND' ? notFound() : error;
    },
  );
  return changeAccess(deps.memory, actor, async (session) => {
    const [revoked] = await session.query<GuestLink>(REVOKE, [organizationId, linkId]);
    return { result: revoked ?? link, audit: audit('guest-link.revoked', link, departmentId) };
  });
}

export interface OpenGuestLinkDeps {
  readonly database: Database;
  readonly tokens: AccessTokens;
  readonly slowDown: SlowDown;
}

/**
 * Exchanges a guest link for a short-lived access token, and counts the use. A wrong password, an unknown link, one
 * that has expired, was revoked or used up: all the same error.
 */
export async function openGuestLink(
  { database, tokens, slowDown }: OpenGuestLinkDeps,
  origin: RequestOrigin,
  { token, password }: { readonly token: string; readonly password: string | null },
): Promise<{ readonly accessToken: string; readonly guestLink: GuestLink }> {
  const attempt = await slowDown.begin({ account: `guest ${hashSecret(token)}`, address: origin.address });
  const refused = new CallerError(
    'NOT_FOUND',
    'This link does not work: it has expired, was revoked or used up, or the password is wrong.',
  );
  const parsed = parseToken('guest', token);
  if (parsed === undefined) throw refused;
  const { organizationId, tokenHash } = parsed;
  const organizationDatabase = database.forOrganization(organizationId);
  const [found] = await organizationDatabase.query<{ id: string; passwordHash: string | null }>(
    FIND_PASSWORD,
    [organizationId, tokenHash],
  );
  if (found === undefined) throw refused;
  if (found.passwordHash !== null && !(await verifyPassword(found.passwordHash, password ?? '')))
    throw refused;
  const [guestLink] = await organizationDatabase.query<GuestLink>(USE, [organizationId, found.id]);
  if (guestLink === undefined) throw refused;
  await attempt.succeed();
  return { guestLink, accessToken: await tokens.signGuest({ guestLinkId: guestLink.id, organizationId }) };
}

function audit(action: AuditAction, link: GuestLink, departmentId: string | null) {
  const { resource, resourceId, access, id, hasPassword, maxUses } = link;
  const details = { guestLinkId: id, access, hasPassword, maxUses };
  return { action, resource, resourceId, departmentId, details };
}
