import { isLoopback } from '../../../loopback.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { createPermissions } from '../rules/permissions.ts';
import type { RequestToAuthenticate } from './authenticate.ts';
import type { Viewer } from './viewer.ts';

/** The organization that a fresh server begins with. */
export const FIRST_ORGANIZATION = 'default';

const OWNER_ID = 'owner';

const ENSURE_ORGANIZATION = statement(
  'local_owner_ensure_organization',
  'insert into organization (id, name) values ($1, $1) on conflict (id) do nothing',
);
const ENSURE_PERSON = statement(
  'local_owner_ensure_person',
  `insert into person (id, email, name) values ($1, 'owner@localhost', 'The owner on this machine')
   on conflict (id) do nothing`,
);
const ENSURE_ADMIN = statement(
  'local_owner_ensure_admin',
  `insert into membership (organization_id, person_id, role) values ($1, $2, 'ADMIN')
   on conflict (organization_id, person_id, department_id) do update set role = excluded.role`,
);

/** The first organization, where the sample goes; made once. */
export async function ensureFirstOrganization(database: Database): Promise<void> {
  await database.query(ENSURE_ORGANIZATION, [FIRST_ORGANIZATION]);
}

/** Who everybody on this machine is while nobody needs to sign in: an ADMIN of the first organization. */
export async function ensureLocalOwner(database: Database): Promise<Viewer> {
  await ensureFirstOrganization(database);
  await database.query(ENSURE_PERSON, [OWNER_ID]);
  await database.query(ENSURE_ADMIN, [FIRST_ORGANIZATION, OWNER_ID]);
  return {
    kind: 'PERSON',
    id: OWNER_ID,
    organizationId: FIRST_ORGANIZATION,
    permissions: createPermissions({ organizationRoles: ['ADMIN'], departmentRoles: [], grants: [] }),
    scopes: null,
    credentialId: null,
    refusal: null,
  };
}

/** Whether a proxy passed a request on: then it was made somewhere else. */
export function isPassedOn({ headers }: RequestToAuthenticate): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
}

/**
 * Whether a request comes from this machine and calls it by its own name: a web page whose name was made to point here
 * comes from here too.
 */
export function isFromThisMachine({ headers, ip }: RequestToAuthenticate): boolean {
  const isNear = ip === undefined || isLoopback(ip.replace(/^::ffff:/, ''));
  return isNear && isLoopback(hostName(headers.host ?? ''));
}

function hostName(host: string): string {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
