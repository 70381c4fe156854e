/** What a browser keeps of whoever signed in on it, or opened a guest link. */
export interface Credentials {
  readonly kind: 'PERSON' | 'GUEST';
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** null for a guest: a link is opened again. */
  readonly refreshToken: string | null;
  /** Where a guest may look. */
  readonly home: string | null;
}

const KEY = 'marquee-session';

/** Told when somebody signs in or out, in this tab or in another. */
const listeners = new Set<() => void>();

/** A person stays signed in on this browser; a guest link is good for its tab. */
export function readCredentials(): Credentials | undefined {
  const kept = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  if (kept === null) return undefined;
  const credentials: Credentials = JSON.parse(kept);
  return credentials;
}

export function keepCredentials(credentials: Credentials): void {
  forget();
  const storage = credentials.kind === 'GUEST' ? sessionStorage : localStorage;
  storage.setItem(KEY, JSON.stringify(credentials));
  tell();
}

export function dropCredentials(): void {
  forget();
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

function forget(): void {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}

function tell(): void {
  for (const listener of listeners) listener();
}
