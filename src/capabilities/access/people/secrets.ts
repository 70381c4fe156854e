import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** 256 bits, which nobody guesses, in letters that a link can hold. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** How a secret of {@link createSecret} is kept: with its 256 bits it needs no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** A key for one purpose out of AUTH_SECRET, so that what is signed for one purpose is worth nothing for another. */
export function deriveKey(authSecret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', authSecret, 'marquee', purpose, 32));
}

/** The tokens that an organization gives out; the prefix says for what, so that a leaked one is recognized. */
export type TokenKind = 'api' | 'guest' | 'invite';

const TOKEN = /^mq_(api|guest|invite)_([A-Za-z0-9_-]{1,300})\.([A-Za-z0-9_-]{43})$/;

/** A token names its organization, so that it is looked up under the organization's row-level security, by an index that begins with it. */
export function formatToken(kind: TokenKind, organizationId: string, secret: string): string {
  return `mq_${kind}_${Buffer.from(organizationId).toString('base64url')}.${secret}`;
}

/** What a token says: whose it is, and what it is found by. */
export interface ParsedToken {
  readonly organizationId: string;
  readonly tokenHash: string;
}

/** Reads a token; undefined for anything else. */
export function parseToken(kind: TokenKind, token: string): ParsedToken | undefined {
  const [, found, organization, secret] = TOKEN.exec(token) ?? [];
  if (found !== kind || organization === undefined || secret === undefined) return undefined;
  return { organizationId: Buffer.from(organization, 'base64url').toString(), tokenHash: hashSecret(secret) };
}
