import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { createGraphClient } from '../graph/client.ts';
import { readCredentials, watchCredentials } from './credentials.ts';

/** Whoever is signed in, as one text: it changes with the person and not with each fresh token. */
function readWho(): string {
  const credentials = readCredentials();
  if (credentials === undefined) return 'nobody';
  return credentials.kind === 'GUEST' ? `guest ${credentials.linkToken}` : (readPerson() ?? 'person');
}

const PERSON_KEY = 'marquee-person';

function readPerson(): string | null {
  return localStorage.getItem(PERSON_KEY);
}

/** Marks that another person, or the same in another organization, looks from now on. */
export function beginAnew(): void {
  localStorage.setItem(PERSON_KEY, String(Date.now()));
}

/** Whoever looks: a page that has this for its key begins anew with the next person. */
export function useWho(): string {
  return useSyncExternalStore(watchCredentials, readWho);
}

/** Gives the pages a client of their own for each person. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const who = useWho();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person begins with nothing that was seen before.
  const client = useMemo(() => createGraphClient(), [who]);
  return <Provider value={client}>{children}</Provider>;
}
