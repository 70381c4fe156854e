import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { deriveKey } from './secrets.ts';

const ISSUER = 'marquee';
const ALGORITHM = 'HS256';

/** What an access token says; signed, and so not to be changed by whoever holds it. */
const PersonClaims = z.object({ sub: z.string(), sid: z.string(), org: z.string(), exp: z.number() });
const GuestClaims = z.object({ sub: z.string(), org: z.string(), exp: z.number() });

export interface PersonToken {
  readonly personId: string;
  readonly sessionId: string;
  readonly organizationId: string;
  readonly expiresAt: number;
}

export interface GuestToken {
  readonly guestLinkId: string;
  readonly organizationId: string;
  readonly expiresAt: number;
}

/** Why a token is not taken. */
export type TokenFault = 'expired' | 'invalid';

/** Signs and reads access tokens (JSON Web Tokens). Each audience has a key of its own. */
export interface AccessTokens {
  readonly seconds: number;
  signPerson(token: Omit<PersonToken, 'expiresAt'>): Promise<string>;
  signGuest(token: Omit<GuestToken, 'expiresAt'>): Promise<string>;
  readPerson(text: string): Promise<PersonToken | TokenFault>;
  readGuest(text: string): Promise<GuestToken | TokenFault>;
}

/**
 * @param authSecret the secret that every process shares
 * @param seconds how long a token is good for
 */
export function createAccessTokens(authSecret: string, seconds: number): AccessTokens {
  const person = createAudience(authSecret, 'person', seconds);
  const guest = createAudience(authSecret, 'guest', seconds);
  return {
    seconds,
    signPerson: ({ personId, sessionId, organizationId }) =>
      person.sign(personId, { sid: sessionId, org: organizationId }),
    signGuest: ({ guestLinkId, organizationId }) => guest.sign(guestLinkId, { org: organizationId }),
    async readPerson(text) {
      const claims = await person.read(text, PersonClaims);
      if (typeof claims === 'string') return claims;
      const { sub, sid, org, exp } = claims;
      return { personId: sub, sessionId: sid, organizationId: org, expiresAt: exp * 1_000 };
    },
    async readGuest(text) {
      const claims = await guest.read(text, GuestClaims);
      if (typeof claims === 'string') return claims;
      const { sub, org, exp } = claims;
      return { guestLinkId: sub, organizationId: org, expiresAt: exp * 1_000 };
    },
  };
}

function createAudience(authSecret: string, audience: 'person' | 'guest', seconds: number) {
  const key = deriveKey(authSecret, `access token of a ${audience}`);
  return {
    sign: (subject: string, claims: Record<string, string>): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(`${seconds} s`)
        .sign(key),
    async read<Claims>(text: string, schema: z.ZodType<Claims>): Promise<Claims | TokenFault> {
      try {
        const options = { issuer: ISSUER, audience, algorithms: [ALGORITHM], typ: 'at+jwt' };
        const { payload } = await jwtVerify(text, key, options);
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
