import { errors, jwtVerify, SignJWT } from 'jose';
import type { z } from 'zod';
import { deriveKey } from './secrets.ts';

const ISSUER = 'marquee';
const ALGORITHM = 'HS256';

/** Why a token is not taken. */
export type TokenFault = 'expired' | 'invalid';

/** Signs and reads tokens (JSON Web Tokens) of one audience. */
export interface SignedTokens<Claims> {
  readonly seconds: number;
  sign(subject: string, claims?: Readonly<Record<string, string>>): Promise<string>;
  read(text: string): Promise<Claims | TokenFault>;
}

/**
 * Tokens for one audience, which has a key of its own: a token for another one is worth nothing here.
 * @param seconds how long a token is good for
 * @param schema what its claims have to be
 */
export function createSignedTokens<Claims>(
  authSecret: string,
  audience: string,
  seconds: number,
  schema: z.ZodType<Claims>,
): SignedTokens<Claims> {
  const key = deriveKey(authSecret, `access token of a ${audience}`);
  const checks = { issuer: ISSUER, audience, algorithms: [ALGORITHM], typ: 'at+jwt' };
  return {
    seconds,
    sign: (subject, claims = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${seconds} s`)
        .sign(key),
    async read(text) {
      try {
        const { payload } = await jwtVerify(text, key, checks);
        const parsed = schema.safeParse(payload);
        return parsed.success ? parsed.data : 'invalid';
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired';
        if (error instanceof errors.JOSEError) return 'invalid';
        throw error;
      }
    },
  };
}
