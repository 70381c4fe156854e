import { CallerError } from '../../../errors.ts';
import type { Database, Session as SqlSession } from '../../../platform/storage/database.ts';
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/audit.ts';
import type { SlowDown } from '../password/slow-down.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import type { AccessTokens } from './access-token.ts';
import { createSecret, hashSecret } from './secrets.ts';
import {
  ADD_REFRESH_TOKEN,
  BEGIN,
  FIND_ORGANIZATIONS,
  FIND_USED_REFRESH_TOKEN,
  FORGET_ENDED,
  FORGET_USED_REFRESH_TOKENS,
  PROLONG,
  REVOKE,
  REVOKE_OTHERS,
  SWITCH_ORGANIZATION,
  USE_REFRESH_TOKEN,
} from './session.sql.ts';

export interface SessionDeps {
  /** As the owner: people and sessions belong to no organization, so row-level security does not cover them. */
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly tokens: AccessTokens;
  readonly slowDown: SlowDown;
  /** How long an unused session lasts. */
  readonly sessionDays: number;
}

/** The tokens of a signed-in client. */
export interface TokenPair {
  /** Goes into every request: `Authorization: Bearer ...`. */
  readonly accessToken: string;
  /** Is exchanged, once, for the next pair. */
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
}

/** Begins a session for a person who was let in, in the caller's transaction. */
export async function beginSession(
  deps: Pick<SessionDeps, 'tokens' | 'sessionDays'>,
  session: SqlSession,
  origin: RequestOrigin,
  personId: string,
): Promise<TokenPair> {
  await session.query(FORGET_ENDED, [personId]);
  const [first] = await session.query<{ organizationId: string }>(FIND_ORGANIZATIONS, [personId]);
  const organizationId = first?.organizationId ?? null;
  const [begun] = await session.query<{ id: string }>(BEGIN, [personId, organizationId, deps.sessionDays]);
  if (begun === undefined) throw new Error('the database gave the session no id');
  await auditSession(session, origin, { personId, organizationId, sessionId: begun.id }, 'session.begun');
  return issuePair(deps, session, { personId, organizationId, sessionId: begun.id });
}

interface SessionFacts {
  readonly personId: string;
  readonly organizationId: string | null;
  readonly sessionId: string;
}

async function issuePair(
  { tokens }: Pick<SessionDeps, 'tokens'>,
  session: SqlSession,
  { personId, organizationId, sessionId }: SessionFacts,
): Promise<TokenPair> {
  const refreshToken = createSecret();
  await session.query(ADD_REFRESH_TOKEN, [hashSecret(refreshToken), sessionId]);
  const accessToken = await tokens.signPerson({ personId, sessionId, organizationId: organizationId ?? '' });
  return { accessToken, refreshToken, expiresInSeconds: tokens.seconds };
}

/**
 * Exchanges a refresh token for the next pair. One that comes a second time has been stolen, or was stolen from: the
 * whole session ends.
 * @throws CallerError UNAUTHENTICATED
 */
export async function refresh(
  deps: SessionDeps,
  origin: RequestOrigin,
  refreshToken: string,
): Promise<TokenPair> {
  const tokenHash = hashSecret(refreshToken);
  const outcome = await deps.database.transaction(async (session) => {
    const [used] = await session.query<{ sessionId: string }>(USE_REFRESH_TOKEN, [tokenHash]);
    if (used === undefined) return endReplayed(session, origin, tokenHash);
    const { sessionId } = used;
    const [live] = await session.query<Omit<SessionFacts, 'sessionId'>>(PROLONG, [
      sessionId,
      deps.sessionDays,
    ]);
    if (live === undefined) return undefined;
    await session.query(FORGET_USED_REFRESH_TOKENS, [sessionId]);
    return issuePair(deps, session, { ...live, sessionId });
  });
  if (outcome !== undefined && 'accessToken' in outcome) return outcome;
  if (outcome !== undefined) deps.memory.forget(outcome);
  throw new CallerError('UNAUTHENTICATED', 'The refresh token is no longer valid: sign in again.');
}

async function endReplayed(
  session: SqlSession,
  origin: RequestOrigin,
  tokenHash: string,
): Promise<{ readonly personId: string } | undefined> {
  const [replayed] = await session.query<{ sessionId: string }>(FIND_USED_REFRESH_TOKEN, [tokenHash]);
  if (replayed === undefined) return undefined;
  return endSession(session, origin, replayed.sessionId, 'session.replayed');
}

async function endSession(
  session: SqlSession,
  origin: RequestOrigin,
  sessionId: string,
  action: AuditAction,
) {
  const [ended] = await session.query<Omit<SessionFacts, 'sessionId'>>(REVOKE, [sessionId]);
  if (ended === undefined) return undefined;
  await auditSession(session, origin, { ...ended, sessionId }, action);
  await announceAccessChange(session, { personId: ended.personId });
  return { personId: ended.personId };
}

/** Ends one session, or with `everywhere` all of the person's. Their access tokens are worth nothing from now on. */
export async function signOut(
  { database, memory }: Pick<SessionDeps, 'database' | 'memory'>,
  origin: RequestOrigin,
  { personId, sessionId, everywhere }: { personId: string; sessionId: string | null; everywhere: boolean },
): Promise<void> {
  await database.transaction(async (session) => {
    if (sessionId !== null) await endSession(session, origin, sessionId, 'session.ended');
    if (everywhere) {
      await endOtherSessions(session, personId, '');
    }
  });
  memory.forget({ personId });
}

/** Ends all sessions of a person but the one that is kept, in the caller's transaction; none is where the id is empty. */
export async function endOtherSessions(
  session: SqlSession,
  personId: string,
  keptSessionId: string,
): Promise<void> {
  await session.query(REVOKE_OTHERS, [personId, keptSessionId]);
  await announceAccessChange(session, { personId });
}

/** What happens to an account stands in the log of each organization that the person is a member of. */
export async function auditPerson(
  session: SqlSession,
  origin: RequestOrigin,
  personId: string,
  action: AuditAction,
): Promise<void> {
  for (const { organizationId } of await session.query<{ organizationId: string }>(FIND_ORGANIZATIONS, [
    personId,
  ])) {
    const viewer = { kind: 'PERSON' as const, id: personId, organizationId };
    await writeAudit(
      session,
      { viewer, origin },
      { action, resource: 'MEMBER', resourceId: personId, departmentId: null },
    );
  }
}

/**
 * Looks at another organization from now on, with a new pair of tokens for the same session.
 * @throws CallerError NOT_FOUND where the person is no member of it
 */
export async function switchOrganization(
  deps: SessionDeps,
  { personId, sessionId, organizationId }: { personId: string; sessionId: string; organizationId: string },
): Promise<TokenPair> {
  return deps.database.transaction(async (session) => {
    const switched = await session.query(SWITCH_ORGANIZATION, [sessionId, personId, organizationId]);
    if (switched.length === 0) {
      throw new CallerError(
        'NOT_FOUND',
        `There is no organization ${JSON.stringify(organizationId.slice(0, 100))} of yours. The field organizations of viewer lists them.`,
        { argument: 'organizationId' },
      );
    }
    return issuePair(deps, session, { personId, sessionId, organizationId });
  });
}

/** What happens to sessions stands in the log of the organization that they look at. */
async function auditSession(
  session: SqlSession,
  origin: RequestOrigin,
  { personId, organizationId, sessionId }: SessionFacts,
  action: AuditAction,
): Promise<void> {
  if (organizationId === null) return;
  const viewer = { kind: 'PERSON' as const, id: personId, organizationId };
  await writeAudit(
    session,
    { viewer, origin },
    { action, resource: 'MEMBER', resourceId: personId, departmentId: null, details: { sessionId } },
  );
}
