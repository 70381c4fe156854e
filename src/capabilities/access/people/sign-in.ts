import { CallerError } from '../../../errors.ts';
import { verifyPassword } from '../password/password.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { knownDeviceOf, type LetInDeps, type LetInOutcome, letIn } from './let-in.ts';
import { FIND_CREDENTIAL } from './session.sql.ts';

const WRONG_CREDENTIALS = 'Wrong e-mail address or password.';

/** What somebody shows who comes by e-mail and password. */
export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** The device token of an earlier sign-in, by which guesses of others do not make this device wait. */
  readonly device: string | null;
}

/**
 * Lets somebody in by e-mail and password; whoever has a second factor gets a challenge.
 * @throws CallerError UNAUTHENTICATED, the same in words and in time whether the account exists or not; RATE_LIMITED
 */
export async function signIn(
  deps: LetInDeps,
  origin: RequestOrigin,
  { email, password, device }: SignInRequest,
): Promise<LetInOutcome> {
  const account = email.trim().toLowerCase();
  const attempt = await deps.slowDown.begin({
    account,
    address: origin.address,
    device: await knownDeviceOf(deps, device, account),
  });
  const [person] = await deps.database.query<{ id: string; passwordHash: string | null }>(FIND_CREDENTIAL, [
    account,
  ]);
  const isRight = await verifyPassword(person?.passwordHash ?? undefined, password);
  if (person === undefined || !isRight) throw new CallerError('UNAUTHENTICATED', WRONG_CREDENTIALS);
  await attempt.succeed();
  return deps.database.transaction((session) => letIn(deps, session, origin, person.id));
}
