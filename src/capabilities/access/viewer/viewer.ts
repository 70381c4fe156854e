import { CallerError } from '../../../errors.ts';
import { createPermissions, type Permissions } from '../rules/permissions.ts';
import type { Scope } from '../rules/scopes.ts';

/** Who asks: a person, a program with a person's API token, somebody with a guest link, or nobody that is known. */
export interface Viewer {
  readonly kind: 'PERSON' | 'API_TOKEN' | 'GUEST' | 'NOBODY';
  /** The person, the API token's person, or the guest link; null for nobody. */
  readonly id: string | null;
  /** The organization that they look at: its rows and no others. Empty for nobody. */
  readonly organizationId: string;
  readonly permissions: Permissions;
  /** What an API token is limited to; null for everybody else. */
  readonly scopes: readonly Scope[] | null;
  /** What they were let in by: a session, an API token or a guest link; null for the owner on loopback. */
  readonly credentialId: string | null;
  /** Of nobody: why they were not let in. Of a person: what their organization asks for before it shows them anything. */
  readonly refusal: string | null;
}

const NO_PERMISSIONS = createPermissions({ organizationRoles: [], departmentRoles: [], grants: [] });

/** Somebody who was not let in, and why. */
export function nobody(refusal: string): Viewer {
  return {
    kind: 'NOBODY',
    id: null,
    organizationId: '',
    permissions: NO_PERMISSIONS,
    scopes: null,
    credentialId: null,
    refusal,
  };
}

/**
 * The person who asks, by themselves or through a program.
 * @throws CallerError UNAUTHENTICATED, FORBIDDEN to guests
 */
export function requirePerson({ kind, id, refusal }: Viewer): string {
  if (kind === 'GUEST')
    throw new CallerError('FORBIDDEN', 'A guest link gives access to its one resource only.');
  if (id === null) throw new CallerError('UNAUTHENTICATED', refusal ?? 'Sign in first.');
  return id;
}

/**
 * The person who asks, and the session that they were let in by.
 * @throws CallerError UNAUTHENTICATED, FORBIDDEN to guests, and to the owner on loopback, who never signed in
 */
export function requireSession(viewer: Viewer): { readonly personId: string; readonly sessionId: string } {
  const personId = requirePerson(viewer);
  if (viewer.credentialId !== null) return { personId, sessionId: viewer.credentialId };
  throw new CallerError('FORBIDDEN', 'The local owner has no session: sign in with an account.');
}
