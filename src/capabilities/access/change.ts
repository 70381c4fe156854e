import type { OrganizationSession } from '../../platform/storage/database.ts';
import { type AuditFacts, writeAudit } from './audit/audit.ts';
import { announceAccessChange } from './viewer/access-changes.ts';
import type { AccessMemory } from './viewer/access-memory.ts';
import type { Actor } from './viewer/context.ts';

/** What a change did: its result, and what the audit log says of it. */
export interface Changed<Result> {
  readonly result: Result;
  readonly audit: AuditFacts;
}

/**
 * Changes who may do what in the actor's organization: the change, its line in the audit log and the word to every
 * process are one transaction. When it resolves, this process decides by what holds now.
 */
export async function changeAccess<Result>(
  memory: AccessMemory,
  actor: Actor,
  work: (session: OrganizationSession) => Promise<Changed<Result>>,
): Promise<Result> {
  const { organizationId } = actor.viewer;
  const changed = await actor.database.transaction(async (session) => {
    const done = await work(session);
    await writeAudit(session, actor, done.audit);
    await announceAccessChange(session, { organizationId });
    return done;
  });
  memory.forget({ organizationId });
  return changed.result;
}

/** SQLSTATEs of PostgreSQL that callers can cause. */
const SQL_STATES = {
  uniqueViolation: ['23505'],
  // PostgreSQL 18 has a state of its own for `on delete restrict`.
  foreignKeyViolation: ['23503', '23001'],
} as const;

/** Whether the database refused something for this reason. */
export function isRefusedBy(error: unknown, state: keyof typeof SQL_STATES): boolean {
  const states: readonly unknown[] = SQL_STATES[state];
  return error instanceof Error && 'code' in error && states.includes(error.code);
}
