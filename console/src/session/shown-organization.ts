import { readCredentials, watchCredentials } from './credentials.ts';
import { readClaims } from './token-claims.ts';

/** The organization that this tab shows: that of whoever signed in or switched here, whatever other tabs do after that. */
let shown = readOrganization();
/** How often somebody signed in or switched in this tab. */
let beginnings = 0;
const listeners = new Set<() => void>();

watchCredentials(() => {
  const organization = readOrganization();
  // Whoever signs out leaves nothing to hold on to: the next to come in decides.
  if (organization === undefined || shown === undefined) shown = organization;
  recheckOrganization();
});

/** Shows the organization of whoever signs in or switches in this tab next, to whom nothing is shown of what was there before. */
export function beginAnew(): void {
  shown = undefined;
  beginnings += 1;
}

export function countBeginnings(): number {
  return beginnings;
}

/** What each request says of what it is meant for; nothing where nobody signed in. The server refuses it for another session. */
export function organizationHeaders(): Record<string, string> {
  return shown === undefined ? {} : { 'x-organization-id': shown };
}

/** Whether the session of this browser looks at another organization than this tab shows. */
export function isLeftBehind(): boolean {
  const organization = readOrganization();
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

function readOrganization(): string | undefined {
  return readClaims(readCredentials())?.organization;
}
