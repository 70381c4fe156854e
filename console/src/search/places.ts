import { isGuest, readCredentials, watchCredentials } from '../session/credentials.ts';
import { organizationHeaders } from '../session/shown-organization.ts';
import { readClaims } from '../session/token-claims.ts';

/** What has a page of its own. */
export const PLACE_KINDS = ['campaign', 'creator', 'import', 'brief'] as const;

export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A page that somebody looked at. */
export interface Place {
  readonly kind: PlaceKind;
  readonly title: string;
  readonly path: string;
}

const KEY = 'marquee-recent-places';
/** How many are kept of each person in each organization, and of how many of those. */
const LIMITS = { places: 8, lookers: 10 };

let isSignedIn = readCredentials() !== undefined;
watchCredentials(() => {
  const wasSignedIn = isSignedIn;
  isSignedIn = readCredentials() !== undefined;
  // Whoever signs out leaves no names on a browser that others use too.
  if (wasSignedIn && !isSignedIn) localStorage.removeItem(KEY);
});

/** The pages that this person looked at last in this organization, the last one first. */
export function readPlaces(): readonly Place[] {
  return readAll().get(whoLooks()) ?? [];
}

/** Keeps a page as the last one that was looked at. */
export function keepPlace(place: Place): void {
  if (isGuest()) return;
  const all = readAll();
  const who = whoLooks();
  const others = (all.get(who) ?? []).filter(({ path }) => path !== place.path);
  all.delete(who);
  all.set(who, [place, ...others].slice(0, LIMITS.places));
  localStorage.setItem(KEY, JSON.stringify([...all].slice(-LIMITS.lookers)));
}

/** Places belong to a person in an organization; on a server that nobody signs in to, to the browser. */
function whoLooks(): string {
  const { subject = '' } = readClaims(readCredentials()) ?? {};
  return `${organizationHeaders()['x-organization-id'] ?? ''} ${subject}`;
}

/** What another build left, or somebody's hand, counts as nothing. */
function readAll(): Map<string, readonly Place[]> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, Place[]] {
  return (
    Array.isArray(entry) && typeof entry[0] === 'string' && Array.isArray(entry[1]) && entry[1].every(isPlace)
  );
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, title, path }: { kind?: unknown; title?: unknown; path?: unknown } = value;
  return (
    PLACE_KINDS.some((known) => known === kind) &&
    typeof title === 'string' &&
    typeof path === 'string' &&
    /^\/(?![/\\])/.test(path)
  );
}
