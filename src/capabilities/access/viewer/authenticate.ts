import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import { touchApiToken } from '../api-token/api-token.ts';
import type { AccessTokens, GuestToken, PersonToken } from '../people/access-token.ts';
import { type ParsedToken, parseToken } from '../people/secrets.ts';
import { FIND_LIVE } from '../people/session.sql.ts';
import { createPermissions, type Permissions } from '../rules/permissions.ts';
import { lacksSecondFactor } from '../second-factor/second-factor.ts';
import { findGuestLink, type GuestLinkState } from '../sharing/guest-link-state.ts';
import type { AccessMemory } from './access-memory.ts';
import {
  API_TOKEN_EXPIRED,
  type ApiTokenViewer,
  findApiTokenViewer,
  isExpired,
  TOKEN_INVALID,
} from './api-token-viewer.ts';
import { findHoldings } from './holdings.ts';
import { isFromThisMachine, isPassedOn } from './local-owner.ts';
import { nobody, type Viewer } from './viewer.ts';

const TOKENS_KEPT = 10_000;
const TOUCH_MS = 60_000;

/** The scheme's name has no case; one space, as the text of the refusal shows it. */
const BEARER = /^bearer ([^ ]+)$/i;

const NOT_SIGNED_IN =
  'Sign in first: send an access token of signIn, or an API token, as the header "Authorization: Bearer TOKEN".';
const EXPIRED = 'The access token has expired: exchange the refresh token for the next one.';
const SECOND_FACTOR_WANTED =
  'Your organization asks for a second factor in your role: add one with beginSecondFactor and confirmSecondFactor.';
const ENDED = 'The session has ended: sign in again.';

export interface AuthenticatorDeps {
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly tokens: AccessTokens;
  readonly logger: Logger;
  /** Who everybody on this machine is while no AUTH_SECRET is set; undefined where it is. */
  readonly localOwner: Viewer | undefined;
}

/** What a request shows of who makes it. */
export interface RequestToAuthenticate {
  readonly headers: IncomingHttpHeaders;
  /** undefined: over a Unix socket, which is of this machine. */
  readonly ip: string | undefined;
}

/** Finds out who makes a request. */
export interface Authenticator {
  /** Never throws for a token that is not good: whoever comes with it is nobody, with the reason. */
  authenticate(request: RequestToAuthenticate): Promise<Viewer>;
  /** Whoever a bearer token belongs to. */
  authenticateToken(token: string): Promise<Viewer>;
  close(): Promise<void>;
}

/** Makes the authenticator. What it has read stays in memory until access changes. */
export function createAuthenticator(deps: AuthenticatorDeps): Authenticator {
  const { database, memory, tokens, logger, localOwner } = deps;
  const people = memory.open<{ permissions: Permissions; lacksSecondFactor: boolean } | undefined>();
  const sessions = memory.open<boolean>();
  const apiTokens = memory.open<ApiTokenViewer | undefined>();
  const guestLinks = memory.open<{ readonly link: GuestLinkState; readonly viewer: Viewer } | undefined>();
  // Signatures are checked once: a token says the same for as long as it lasts.
  const read = new LRUCache<string, PersonToken | GuestToken>({ max: TOKENS_KEPT });
  // The same of API tokens that are good: their hash is what they are found by.
  const parsedTokens = new LRUCache<string, ParsedToken>({ max: TOKENS_KEPT });
  // Whether a request was made on this machine, by its address and the name that it calls the server by.
  const near = new LRUCache<string, boolean>({ max: TOKENS_KEPT });
  const touched = new LRUCache<string, true>({ max: TOKENS_KEPT, ttl: TOUCH_MS });
  const touching = new Set<Promise<void>>();

  const permissionsOf = (organizationId: string, personId: string) =>
    people.get({ organizationId }, personId, async () => {
      const organizationDatabase = database.forOrganization(organizationId);
      const holdings = await findHoldings(organizationDatabase, organizationId, personId);
      if (holdings === undefined) return undefined;
      return {
        permissions: createPermissions(holdings),
        lacksSecondFactor: await lacksSecondFactor(database, organizationId, personId),
      };
    });

  const viewerOfPerson = async ({ personId, sessionId, organizationId }: PersonToken): Promise<Viewer> => {
    const isLive = await sessions.get({ personId }, sessionId, async () => {
      const [live] = await database.query<{ personId: string }>(FIND_LIVE, [sessionId]);
      return live?.personId === personId;
    });
    if (!isLive) return nobody(ENDED);
    const found = organizationId === '' ? undefined : await permissionsOf(organizationId, personId);
    const isLetIn = found !== undefined && !found.lacksSecondFactor;
    // Whoever has left an organization is still somebody, who may look at another one.
    const seen = isLetIn ? { organizationId, permissions: found.permissions } : nobody('');
    return {
      kind: 'PERSON',
      id: personId,
      organizationId: seen.organizationId,
      permissions: seen.permissions,
      scopes: null,
      credentialId: sessionId,
      refusal: found?.lacksSecondFactor === true ? SECOND_FACTOR_WANTED : null,
    };
  };

  const viewerOfGuest = async ({ guestLinkId, organizationId }: GuestToken): Promise<Viewer> => {
    const found = await guestLinks.get({ organizationId }, guestLinkId, async () => {
      const link = await findGuestLink(database.forOrganization(organizationId), organizationId, guestLinkId);
      if (link === undefined) return undefined;
      const { resource, resourceId, access } = link;
      const grants = [{ resource, id: resourceId, access }];
      const permissions = createPermissions({ organizationRoles: [], departmentRoles: [], grants });
      const credentialId = guestLinkId;
      const base = { kind: 'GUEST', id: guestLinkId, scopes: null, credentialId, refusal: null } as const;
      return { link, viewer: { ...base, organizationId, permissions } };
    });
    return found === undefined || found.link.expiresAt.getTime() <= Date.now()
      ? nobody(TOKEN_INVALID)
      : found.viewer;
  };

  const touch = (organizationId: string, id: string) => {
    if (touched.has(id)) return;
    touched.set(id, true);
    const work = touchApiToken(database.forOrganization(organizationId), organizationId, id)
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'the last use of an API token could not be noted'),
      )
      .finally(() => touching.delete(work));
    touching.add(work);
  };

  const viewerOfApiToken = async (text: string): Promise<Viewer> => {
    const known = parsedTokens.get(text);
    const parsed = known ?? parseToken('api', text);
    if (parsed === undefined) return nobody(TOKEN_INVALID);
    const { organizationId, tokenHash } = parsed;
    const found = await apiTokens.get({ organizationId }, tokenHash, () =>
      findApiTokenViewer(database, text, parsed),
    );
    if (found === undefined) return nobody(TOKEN_INVALID);
    if (known === undefined) parsedTokens.set(text, parsed);
    if (isExpired(found.token)) return nobody(API_TOKEN_EXPIRED);
    touch(organizationId, found.token.id);
    return found.viewer;
  };

  const readToken = async (text: string): Promise<PersonToken | GuestToken | 'expired' | 'invalid'> => {
    const known = read.get(text);
    if (known !== undefined) return known;
    const person = await tokens.readPerson(text);
    const token = person === 'invalid' ? await tokens.readGuest(text) : person;
    if (typeof token !== 'string') read.set(text, token);
    return token;
  };

  const isNear = (request: RequestToAuthenticate): boolean => {
    if (isPassedOn(request)) return false;
    const key = `${request.ip} ${request.headers.host}`;
    const known = near.get(key);
    if (known !== undefined) return known;
    const found = isFromThisMachine(request);
    near.set(key, found);
    return found;
  };

  const authenticateToken = async (text: string): Promise<Viewer> => {
    if (text.startsWith('mq_')) return viewerOfApiToken(text);
    const token = await readToken(text);
    if (token === 'invalid') return nobody(TOKEN_INVALID);
    if (token === 'expired' || token.expiresAt <= Date.now()) return nobody(EXPIRED);
    return 'personId' in token ? viewerOfPerson(token) : viewerOfGuest(token);
  };

  return {
    authenticateToken,
    async authenticate(request) {
      const { authorization } = request.headers;
      if (authorization === undefined) {
        return localOwner !== undefined && isNear(request) ? localOwner : nobody(NOT_SIGNED_IN);
      }
      const token = BEARER.exec(authorization)?.[1];
      return token === undefined ? nobody(NOT_SIGNED_IN) : authenticateToken(token);
    },
    async close() {
      await Promise.all(touching);
    },
  };
}
