import { hash, verify } from '@node-rs/argon2';
import { CallerError } from '../../../errors.ts';

/** NIST SP 800-63B-4: fifteen characters where the password is all there is; length, and no rules of composition. */
const SHORTEST = 12;
const LONGEST = 200;

/** The library's defaults are OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password);
}

/** Whose account does not exist is compared with this, so that it takes as long. */
const NOBODYS_HASH = hash('a password that nobody has, for accounts that do not exist');

/** Whether the password is the one; without a hash it takes as long and says no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? (await NOBODYS_HASH), password.slice(0, LONGEST + 1));
  return passwordHash !== undefined && isRight;
}

/** @throws CallerError BAD_USER_INPUT */
export function checkPassword(password: string, argument = 'password'): string {
  if (password.length >= SHORTEST && password.length <= LONGEST) return password;
  throw new CallerError(
    'BAD_USER_INPUT',
    `A password needs ${SHORTEST} to ${LONGEST} characters; this one has ${password.length}.`,
    { argument },
  );
}
