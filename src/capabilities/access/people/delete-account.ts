import { CallerError } from '../../../errors.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import { type Database, type Session, statement } from '../../../platform/storage/database.ts';
import { erasePersonFromAudit } from '../audit/seal-audit.ts';
import { LOCK_ADMINS } from '../member/member.sql.ts';
import { verifyOwnPassword } from '../password/own-password.ts';
import { checkOwnCode, hasSecondFactor, type SecondFactorDeps } from '../second-factor/second-factor.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { findPerson } from './people.ts';
import { FIND_ORGANIZATIONS } from './session.sql.ts';
import { auditPerson } from './session.ts';

/** Whether an organization goes on to be: one that is to be deleted needs no admin. */
const FIND_LASTING = statement(
  'account_find_lasting_organization',
  'select name from organization where id = $1 and deletion_due_at is null',
);

const FORGET_SIGN_UPS = statement('account_forget_sign_ups', 'delete from sign_up where email = $1');

const FORGET_INVITATIONS = statement(
  'account_forget_invitations',
  'delete from invitation where email = $1 or (accepted_by = $2 and email is not null)',
);

/** What hangs on a person goes with them: password, providers, second factor, sessions, roles, grants, API tokens. */
const FORGET = statement('account_forget', 'delete from person where id = $1');

export interface DeleteAccountDeps extends SecondFactorDeps {
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly mailer: Mailer;
}

/**
 * Deletes the account of whoever asks, at once, and takes their name and addresses out of the audit logs. What they made for an
 * organization belongs to it, and stays.
 * @throws CallerError BAD_USER_INPUT for a wrong password or code; CONFLICT for the only admin of an organization
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  origin: RequestOrigin,
  {
    personId,
    password,
    code,
  }: { readonly personId: string; readonly password: string | null; readonly code: string | null },
): Promise<void> {
  const person = await findPerson(deps.database, personId);
  if (person === undefined) throw new CallerError('UNAUTHENTICATED', 'The account no longer exists.');
  await verifyOwnPassword(deps, origin, person, password, 'password');
  if (await hasSecondFactor(deps.database, personId)) await checkOwnCode(deps, origin, personId, code ?? '');
  const organizationIds = await deps.database.transaction(async (session) => {
    const of = await session.query<{ organizationId: string }>(FIND_ORGANIZATIONS, [personId]);
    for (const { organizationId } of of) await requireOtherAdmin(session, organizationId, personId);
    await auditPerson(session, origin, personId, 'account.deleted');
    await erasePersonFromAudit(session, person);
    await session.query(FORGET_SIGN_UPS, [person.email]);
    await session.query(FORGET_INVITATIONS, [person.email, personId]);
    await session.query(FORGET, [personId]);
    await announceAccessChange(session, { personId });
    for (const { organizationId } of of) await announceAccessChange(session, { organizationId });
    return of.map(({ organizationId }) => organizationId);
  });
  deps.memory.forget({ personId });
  for (const organizationId of organizationIds) deps.memory.forget({ organizationId });
  deps.mailer.send({
    to: person.email,
    subject: 'Your account was deleted',
    text: 'Your account was deleted, with your password, sessions, roles and API tokens. If it was not you, tell the admin of your organization.',
  });
}

/** @throws CallerError CONFLICT */
async function requireOtherAdmin(session: Session, organizationId: string, personId: string): Promise<void> {
  const admins = await session.query<{ personId: string }>(LOCK_ADMINS, [organizationId]);
  if (admins.length === 0 || admins.some((admin) => admin.personId !== personId)) return;
  const [lasting] = await session.query<{ name: string }>(FIND_LASTING, [organizationId]);
  if (lasting === undefined) return;
  throw new CallerError(
    'CONFLICT',
    `You are the only admin of ${lasting.name}: make somebody else an admin, or have the organization deleted first.`,
  );
}
