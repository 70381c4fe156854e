import { z } from 'zod';
import { createSignedTokens, type TokenFault } from './signed-token.ts';

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
  const person = createSignedTokens(authSecret, 'person', seconds, PersonClaims);
  const guest = createSignedTokens(authSecret, 'guest', seconds, GuestClaims);
  return {
    seconds,
    signPerson: ({ personId, sessionId, organizationId }) =>
      person.sign(personId, { sid: sessionId, org: organizationId }),
    signGuest: ({ guestLinkId, organizationId }) => guest.sign(guestLinkId, { org: organizationId }),
    async readPerson(text) {
      const claims = await person.read(text);
      if (typeof claims === 'string') return claims;
      const { sub, sid, org, exp } = claims;
      return { personId: sub, sessionId: sid, organizationId: org, expiresAt: exp * 1_000 };
    },
    async readGuest(text) {
      const claims = await guest.read(text);
      if (typeof claims === 'string') return claims;
      const { sub, org, exp } = claims;
      return { guestLinkId: sub, organizationId: org, expiresAt: exp * 1_000 };
    },
  };
}
