import { CallerError } from '../../../errors.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { Person } from '../people/people.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { verifyPassword } from './password.ts';
import type { SlowDown } from './slow-down.ts';

/** Served by credential_pkey. */
const FIND_HASH = statement(
  'own_password_find_hash',
  'select password_hash as "passwordHash" from credential where person_id = $1',
);

/**
 * Asks somebody who is signed in for their password again, before what a stolen session must not do. Whoever has none, for they
 * come by a provider, is not asked.
 * @returns whether they have one
 * @throws CallerError BAD_USER_INPUT for a wrong one, RATE_LIMITED
 */
export async function verifyOwnPassword(
  { database, slowDown }: { readonly database: Database; readonly slowDown: SlowDown },
  origin: RequestOrigin,
  { id, email }: Pick<Person, 'id' | 'email'>,
  password: string | null,
  argument: string,
): Promise<boolean> {
  const [credential] = await database.query<{ passwordHash: string }>(FIND_HASH, [id]);
  if (credential === undefined) return false;
  // Who is signed in is no stranger: their guesses count by themselves.
  const attempt = await slowDown.begin({ account: `own ${email}`, address: origin.address });
  if (!(await verifyPassword(credential.passwordHash, password ?? '')))
    throw new CallerError('BAD_USER_INPUT', 'This is not your password.', { argument });
  await attempt.succeed();
  return true;
}
