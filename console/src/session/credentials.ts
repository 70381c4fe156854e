/** What a browser keeps of a person who signed in on it. */
export interface PersonCredentials {
  readonly kind: 'PERSON';
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Until when the access token is good, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a tab keeps of a guest link that was opened in it. */
export interface GuestCredentials {
  readonly kind: 'GUEST';
  readonly accessToken: string;
  /** The link's own token: by it the guest comes in again when the access token has run out. */
  readonly linkToken: string;
  /** VIEW or EDIT: what the link gives on it. */
  readonly access: string;
  /** The address of the one thing that the link opens. */
  readonly home: string;
}

export type Credentials = PersonCredentials | GuestCredentials;

const KEY = 'marquee-session';

/** Told when somebody signs in or out, in this tab or in another. */
const listeners = new Set<() => void>();

/** A person stays signed in on this browser; a guest link is good for its tab. */
export function readCredentials(): Credentials | undefined {
  return parse(sessionStorage.getItem(KEY)) ?? parse(localStorage.getItem(KEY));
}

export function isGuest(): boolean {
  return readCredentials()?.kind === 'GUEST';
}

export function keepCredentials(credentials: Credentials): void {
  const storage = credentials.kind === 'GUEST' ? sessionStorage : localStorage;
  if (credentials.kind === 'PERSON') sessionStorage.removeItem(KEY);
  storage.setItem(KEY, JSON.stringify(credentials));
  tell();
}

/** Forgets the guest of this tab, or else the person of this browser. */
export function dropCredentials(): void {
  const storage = sessionStorage.getItem(KEY) === null ? localStorage : sessionStorage;
  storage.removeItem(KEY);
  tell();
}

export function watchCredentials(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** What an older build of this page left, or somebody's hand, counts as nothing. */
function parse(kept: string | null): Credentials | undefined {
  if (kept === null) return undefined;
  try {
    const value: unknown = JSON.parse(kept);
    return isCredentials(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'GUEST'
    ? hasTexts(value, ['accessToken', 'linkToken', 'home', 'access'])
    : value.kind === 'PERSON' &&
        hasTexts(value, ['accessToken', 'refreshToken']) &&
        'expiresAt' in value &&
        typeof value.expiresAt === 'number';
}

function hasTexts(value: object, names: readonly string[]): boolean {
  return names.every((name) => typeof Reflect.get(value, name) === 'string');
}

function tell(): void {
  for (const listener of listeners) listener();
}
