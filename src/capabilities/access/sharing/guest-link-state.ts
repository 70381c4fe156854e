import { type OrganizationDatabase, statement } from '../../../platform/storage/database.ts';
import type { Access, Shareable } from '../rules/rules.ts';

/** What a guest link gives while it is good. */
export interface GuestLinkState {
  readonly resource: Shareable;
  readonly resourceId: string;
  readonly access: Access;
  readonly expiresAt: Date;
}

/** Served by guest_link_pkey. */
const FIND = statement(
  'guest_link_state_find',
  `select resource, resource_id as "resourceId", access, expires_at as "expiresAt" from guest_link
    where organization_id = $1 and id = $2 and revoked_at is null`,
);

/** The guest link; undefined where there is none, or it was revoked. */
export async function findGuestLink(
  database: OrganizationDatabase,
  organizationId: string,
  id: string,
): Promise<GuestLinkState | undefined> {
  const [found] = await database.query<GuestLinkState>(FIND, [organizationId, id]);
  return found;
}
