import { CallerError } from '../../../errors.ts';
import { byCreation, defineList, type ListRequest, readList } from '../../../platform/graph/ordered-list.ts';
import type { Page } from '../../../platform/graph/page.ts';
import {
  type OrganizationDatabase,
  type OrganizationSession,
  statement,
} from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { changeAccess } from '../change.ts';
import { checkDays } from '../member/invitation.ts';
import { checkName } from '../names.ts';
import { createSecret, formatToken, hashSecret, parseToken } from '../people/secrets.ts';
import { forbidden } from '../rules/decide.ts';
import type { Scope } from '../rules/scopes.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { requirePerson } from '../viewer/viewer.ts';

/** Lets a program act as its person, within its scopes. */
export interface ApiToken {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** null: until it is revoked. */
  readonly expiresAt: Date | null;
  /** To the minute; null before the first use. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, person_id as "personId", name, scopes, expires_at as "expiresAt", last_used_at as "lastUsedAt",
  revoked_at as "revokedAt", created_at as "createdAt"`;
const LONGEST_DAYS = 3_650;

const CREATE = statement(
  'api_token_create',
  `insert into api_token (organization_id, token_hash, person_id, name, scopes, expires_at)
   values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6::int)) returning ${COLUMNS}`,
);

/** Served by api_token_organization_id_person_id_created_at_id_idx. */
const OWN = defineList({
  name: 'api_token_own',
  columns: COLUMNS,
  from: 'api_token',
  where: 'organization_id = $1 and person_id = $2',
  parameters: 2,
  orders: byCreation('api_token'),
});

/** Served by api_token_organization_id_created_at_id_idx. */
const EVERYBODYS = defineList({
  name: 'api_token_everybodys',
  columns: COLUMNS,
  from: 'api_token',
  where: 'organization_id = $1',
  parameters: 1,
  orders: byCreation('api_token'),
});

export type ApiTokenOrder = keyof (typeof OWN)['orders'];

const FIND = statement(
  'api_token_find',
  `select ${COLUMNS} from api_token where organization_id = $1 and id = $2`,
);

/** Served by api_token_organization_id_token_hash_key. */
const FIND_BY_HASH = statement(
  'api_token_find_by_hash',
  `select ${COLUMNS} from api_token where organization_id = $1 and token_hash = $2 and revoked_at is null`,
);

const REVOKE = statement(
  'api_token_revoke',
  `update api_token set revoked_at = coalesce(revoked_at, clock_timestamp())
    where organization_id = $1 and id = $2 returning ${COLUMNS}`,
);

/** Once a minute at the most, whoever else uses it too. */
const TOUCH = statement(
  'api_token_touch',
  `update api_token set last_used_at = clock_timestamp()
    where organization_id = $1 and id = $2
      and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')`,
);

export interface ApiTokenRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** null: until it is revoked. */
  readonly expiresInDays: number | null;
}

/** Makes an API token of the viewer's own. The token is shown this once: it is kept as a hash. */
export async function createApiToken(
  memory: AccessMemory,
  actor: Actor,
  { name, scopes, expiresInDays }: ApiTokenRequest,
): Promise<{ readonly apiToken: ApiToken; readonly token: string }> {
  const { organizationId } = actor.viewer;
  const personId = requirePerson(actor.viewer);
  if (organizationId === '')
    throw new CallerError(
      'FORBIDDEN',
      'You do not belong to an organization; an API token must belong to one.',
    );
  const checked = checkName('name', name);
  if (expiresInDays !== null) checkDays('expiresInDays', expiresInDays, LONGEST_DAYS);
  if (scopes.length === 0) {
    throw new CallerError('BAD_USER_INPUT', 'A token needs at least one scope.', {
      argument: 'scopes',
    });
  }
  const secret = createSecret();
  const apiToken = await changeAccess(memory, actor, async (session) => {
    const values = [
      organizationId,
      hashSecret(secret),
      personId,
      checked,
      [...new Set(scopes)],
      expiresInDays,
    ];
    const [made] = await session.query<ApiToken>(CREATE, values);
    if (made === undefined) throw new Error('the database gave no token back');
    return { result: made, audit: audit('api-token.created', made) };
  });
  return { apiToken, token: formatToken('api', organizationId, secret) };
}

/**
 * API tokens: the viewer's own, or with `everybody` those of the organization.
 * @throws CallerError FORBIDDEN where somebody else's are asked for who is no admin
 */
export async function listApiTokens(
  actor: Actor,
  everybody: boolean,
  page: ListRequest<ApiTokenOrder>,
): Promise<Page<ApiToken>> {
  const { organizationId, permissions, id } = actor.viewer;
  const target = { resource: 'API_TOKEN' as const, departmentId: null };
  if (everybody && !permissions.allows('READ', target)) throw forbidden('READ', target);
  return everybody
    ? readList<ApiToken, ApiTokenOrder>(actor.database, EVERYBODYS, [organizationId], page)
    : readList<ApiToken, ApiTokenOrder>(actor.database, OWN, [organizationId, id], page);
}

/** Makes a token void: one's own, or as an admin anybody's. @throws CallerError NOT_FOUND */
export async function revokeApiToken(memory: AccessMemory, actor: Actor, id: string): Promise<ApiToken> {
  const { organizationId, permissions } = actor.viewer;
  const [found] = await actor.database.query<ApiToken>(FIND, [organizationId, id]);
  const isOwn = found?.personId === actor.viewer.id;
  if (
    found === undefined ||
    !(isOwn || permissions.allows('DELETE', { resource: 'API_TOKEN', departmentId: null }))
  ) {
    throw new CallerError(
      'NOT_FOUND',
      `There is no API token ${JSON.stringify(id.slice(0, 100))}. The query apiTokens lists yours.`,
      { argument: 'id' },
    );
  }
  return changeAccess(memory, actor, async (session) => {
    const [revoked] = await session.query<ApiToken>(REVOKE, [organizationId, id]);
    return { result: revoked ?? found, audit: audit('api-token.revoked', found) };
  });
}

/** The token that somebody came with; undefined for one that was never given out, or was revoked. */
export async function findApiToken(
  database: OrganizationDatabase,
  token: string,
): Promise<ApiToken | undefined> {
  const parsed = parseToken('api', token);
  if (parsed === undefined) return undefined;
  const [found] = await database.query<ApiToken>(FIND_BY_HASH, [parsed.organizationId, parsed.tokenHash]);
  return found;
}

/** Notes that a token was used, to the minute. */
export async function touchApiToken(
  session: OrganizationSession,
  organizationId: string,
  id: string,
): Promise<void> {
  await session.query(TOUCH, [organizationId, id]);
}

function audit(action: AuditAction, { id, name, scopes, personId }: ApiToken) {
  const details = { name, scopes, personId };
  return { action, resource: 'API_TOKEN' as const, resourceId: id, departmentId: null, details };
}
