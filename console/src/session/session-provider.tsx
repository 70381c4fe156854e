import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { Provider } from 'urql';
import { createGraphClient } from '../graph/client.ts';
import { type Credentials, readCredentials, watchCredentials } from './credentials.ts';
import { countBeginnings, isLeftBehind } from './shown-organization.ts';
import { readClaims } from './token-claims.ts';

let looking = '';

/** Whoever is signed in, as one text: it changes with the person or their organization, and not with each fresh token. */
function readWho(): string {
  // What a tab shows stays until it is reloaded: another organization must not take its place under the reader's hands.
  if (!isLeftBehind()) looking = describe(readCredentials());
  return looking;
}

function describe(credentials: Credentials | undefined): string {
  if (credentials === undefined) return 'nobody';
  const { subject, organization } = readClaims(credentials) ?? {};
  return `${credentials.kind} ${subject} ${organization} ${countBeginnings()}`;
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
