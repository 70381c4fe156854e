import { type Credentials, readCredentials, watchCredentials } from './credentials.ts';

/** The organization that this tab shows: that of whoever signed in or switched here, whatever other tabs do after that. */
let shown = organizationOf(readCredentials());
const listeners = new Set<() => void>();

watchCredentials(() => {
  const organization = organizationOf(readCredentials());
  // Whoever signs out leaves nothing to hold on to: the next to come in decides.
  if (organization === undefined || shown === undefined) shown = organization;
  recheckOrganization();
});

/** Shows the organization of whoever signs in or switches in this tab next. */
export function leaveShownOrganization(): void {
  shown = undefined;
}

/** What each request says of what it is meant for; nothing where nobody signed in. The server refuses it for another session. */
export function organizationHeaders(): Record<string, string> {
  return shown === undefined ? {} : { 'x-organization-id': shown };
}

/** Whether the session of this browser looks at another organization than this tab shows. */
export function isLeftBehind(): boolean {
  const organization = organizationOf(readCredentials());
  return shown !== undefined && organization !== undefined && organization !== shown;
}

/** Looks anew whether this tab is left behind, as when a request was refused. */
export function recheckOrganization(): void {
  for (const listener of listeners) listener();
}

export function watchShownOrganization(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The organization in an access token, which is a JSON Web Token; undefined for nobody, and for who belongs to none. */
function organizationOf(credentials: Credentials | undefined): string | undefined {
  const claims = credentials?.accessToken.split('.')[1];
  if (claims === undefined) return undefined;
  try {
    const letters = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== 'object' || value === null || !('org' in value)) return undefined;
    return typeof value.org === 'string' && value.org !== '' ? value.org : undefined;
  } catch {
    return undefined;
  }
}
