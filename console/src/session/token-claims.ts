import type { Credentials } from './credentials.ts';

/** Whom an access token is for. */
export interface TokenClaims {
  /** The person or the guest link. */
  readonly subject: string;
  /** undefined for who belongs to none. */
  readonly organization: string | undefined;
}

/** What an access token says, which is a JSON Web Token; undefined where it is none. */
export function readClaims(credentials: Credentials | undefined): TokenClaims | undefined {
  const claims = credentials?.accessToken.split('.')[1];
  if (claims === undefined) return undefined;
  try {
    const letters = atob(claims.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value !== 'object' || value === null || !('org' in value) || !('sub' in value))
      return undefined;
    return {
      subject: String(value.sub),
      organization: typeof value.org === 'string' && value.org !== '' ? value.org : undefined,
    };
  } catch {
    return undefined;
  }
}
