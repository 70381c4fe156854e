import { CallerError } from '../../../errors.ts';
import type { Mail, Mailer } from '../../../platform/mail/index.ts';
import { type Session as SqlSession, statement } from '../../../platform/storage/database.ts';
import type { Links } from '../links.ts';
import { checkEmail } from '../names.ts';
import { findPerson } from '../people/people.ts';
import { createSecret, hashSecret } from '../people/secrets.ts';
import { auditPerson, endOtherSessions, type SessionDeps } from '../people/session.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { verifyOwnPassword } from './own-password.ts';
import { checkPassword, hashPassword } from './password.ts';

/** How long a mailed link is good for. */
const RESET_MINUTES = 30;

export interface PasswordDeps extends Pick<SessionDeps, 'database' | 'memory' | 'slowDown'> {
  readonly mailer: Mailer;
  readonly links: Links;
}

/** One statement whether there is an account or not. Served by person_email_key. */
const ADD_RESET = statement(
  'password_add_reset',
  `insert into password_reset (token_hash, person_id, expires_at)
   select $1, id, clock_timestamp() + make_interval(mins => ${RESET_MINUTES}) from person where email = $2
   returning person_id as "personId"`,
);

/** A link is good once. Served by password_reset_pkey. */
const TAKE_RESET = statement(
  'password_take_reset',
  `delete from password_reset where token_hash = $1 and expires_at > clock_timestamp()
   returning person_id as "personId"`,
);

/** Served by password_reset_person_id_idx. */
const FORGET_RESETS = statement('password_forget_resets', 'delete from password_reset where person_id = $1');

export const SET_PASSWORD = statement(
  'password_set',
  `insert into credential (person_id, password_hash) values ($1, $2)
   on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = clock_timestamp()`,
);

/**
 * Mails a link by which a new password can be set. The answer is the same, in words and in time, whether there is an account
 * with the address or not.
 * @throws CallerError BAD_USER_INPUT, RATE_LIMITED
 */
export async function requestPasswordReset(
  { database, slowDown, mailer, links }: PasswordDeps,
  origin: RequestOrigin,
  address: string,
): Promise<void> {
  const email = checkEmail(address);
  // Asking is not guessing; but each may send a mail, so it counts.
  await slowDown.begin({ account: `reset ${email}`, address: origin.address });
  const token = createSecret();
  const added = await database.query(ADD_RESET, [hashSecret(token), email]);
  if (added.length > 0) mailer.send(resetMail(email, links('reset', token)));
}

/**
 * Sets the password of whoever follows a mailed link, and ends all their sessions. It signs nobody in: whoever has a second
 * factor is asked for it as always.
 * @throws CallerError BAD_USER_INPUT, NOT_FOUND for a link that is worth nothing (any more), RATE_LIMITED
 */
export async function resetPassword(
  deps: PasswordDeps,
  origin: RequestOrigin,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  checkPassword(password);
  const attempt = await deps.slowDown.begin({
    account: `reset link ${origin.address}`,
    address: origin.address,
  });
  const passwordHash = await hashPassword(password);
  const personId = await deps.database.transaction(async (session) => {
    const [taken] = await session.query<{ personId: string }>(TAKE_RESET, [hashSecret(token)]);
    if (taken === undefined) {
      throw new CallerError('NOT_FOUND', 'This link was already used or has expired. Ask for a new one.', {
        argument: 'token',
      });
    }
    await setPassword(session, origin, { ...taken, passwordHash, keptSessionId: '' }, 'password.reset');
    return taken.personId;
  });
  await attempt.succeed();
  await tellOfChange(deps, personId);
}

/**
 * Changes the password of whoever is signed in, and ends their other sessions.
 * @throws CallerError BAD_USER_INPUT; CONFLICT where there is no password to change; RATE_LIMITED
 */
export async function changePassword(
  deps: PasswordDeps,
  origin: RequestOrigin,
  {
    personId,
    sessionId,
    currentPassword,
    newPassword,
  }: {
    readonly personId: string;
    readonly sessionId: string;
    readonly currentPassword: string;
    readonly newPassword: string;
  },
): Promise<void> {
  const person = await findPerson(deps.database, personId);
  if (person === undefined) throw new CallerError('UNAUTHENTICATED', 'The account no longer exists.');
  checkPassword(newPassword, 'newPassword');
  const hasOne = await verifyOwnPassword(deps, origin, person, currentPassword, 'currentPassword');
  if (!hasOne)
    throw new CallerError(
      'CONFLICT',
      'This account has no password: you sign in by a provider. requestPasswordReset mails a link by which you set one.',
    );
  const passwordHash = await hashPassword(newPassword);
  await deps.database.transaction((session) =>
    setPassword(session, origin, { personId, passwordHash, keptSessionId: sessionId }, 'password.changed'),
  );
  await tellOfChange(deps, personId);
}

async function setPassword(
  session: SqlSession,
  origin: RequestOrigin,
  {
    personId,
    passwordHash,
    keptSessionId,
  }: { readonly personId: string; readonly passwordHash: string; readonly keptSessionId: string },
  action: 'password.changed' | 'password.reset',
): Promise<void> {
  await session.query(SET_PASSWORD, [personId, passwordHash]);
  await session.query(FORGET_RESETS, [personId]);
  await endOtherSessions(session, personId, keptSessionId);
  await auditPerson(session, origin, personId, action);
}

/** Whoever did not do it themselves learns of it. */
async function tellOfChange({ database, memory, mailer }: PasswordDeps, personId: string): Promise<void> {
  memory.forget({ personId });
  const person = await findPerson(database, personId);
  if (person !== undefined) mailer.send(changedMail(person.email));
}

function resetMail(to: string, link: string): Mail {
  return {
    to,
    subject: 'Set a new password',
    text: [
      'Somebody asked for a new password for your account. To set one, open',
      '',
      link,
      '',
      `The link works once, within ${RESET_MINUTES} minutes. If it was not you, ignore this mail: your password stays as it is.`,
    ].join('\n'),
  };
}

function changedMail(to: string): Mail {
  return {
    to,
    subject: 'Your password was changed',
    text: 'The password of your account was changed, and your other sessions were ended. If it was not you, set a new password at once by "Forgot your password?" on the sign-in page, and tell the admin of your organization.',
  };
}
