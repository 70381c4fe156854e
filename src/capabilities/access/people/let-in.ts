import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { type Session as SqlSession, statement } from '../../../platform/storage/database.ts';
import { checkCode, hasSecondFactor, type SecondFactorDeps } from '../second-factor/second-factor.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { hashSecret } from './secrets.ts';
import { beginSession, type SessionDeps, type TokenPair } from './session.ts';
import { createSignedTokens, type SignedTokens } from './signed-token.ts';

const CHALLENGE_SECONDS = 600;
const DEVICE_SECONDS = 180 * 86_400;

const Challenge = z.object({ sub: z.string() });
const Device = z.object({ sub: z.string(), jti: z.string() });

/** What is handed out on the way in. */
export interface SignInTokens {
  /** Of whom the password, or the provider, was right, and the code is still to come. */
  readonly challenges: SignedTokens<z.output<typeof Challenge>>;
  /** Of a device that has signed in to an account. */
  readonly devices: SignedTokens<z.output<typeof Device>>;
}

export function createSignInTokens(authSecret: string): SignInTokens {
  return {
    challenges: createSignedTokens(authSecret, 'challenge', CHALLENGE_SECONDS, Challenge),
    devices: createSignedTokens(authSecret, 'device', DEVICE_SECONDS, Device),
  };
}

export interface LetInDeps extends SessionDeps, SecondFactorDeps {
  readonly signInTokens: SignInTokens;
}

/** Either in, or one step before it. */
export type LetInOutcome =
  | { readonly tokens: TokenPair; readonly device: string; readonly challenge: null }
  | { readonly tokens: null; readonly device: null; readonly challenge: string };

/** Served by person_pkey. */
const FIND_EMAIL = statement('let_in_find_email', 'select email from person where id = $1');

/** Lets in a person whose password or provider was right, in the caller's transaction: or asks for their second factor. */
export async function letIn(
  deps: LetInDeps,
  session: SqlSession,
  origin: RequestOrigin,
  personId: string,
): Promise<LetInOutcome> {
  if (await hasSecondFactor(session, personId))
    return { tokens: null, device: null, challenge: await deps.signInTokens.challenges.sign(personId) };
  return enter(deps, session, origin, personId);
}

/**
 * The second step of a sign-in.
 * @throws CallerError UNAUTHENTICATED for a challenge that has expired or a wrong code, RATE_LIMITED
 */
export async function signInWithCode(
  deps: LetInDeps,
  origin: RequestOrigin,
  { challenge, code }: { readonly challenge: string; readonly code: string },
): Promise<LetInOutcome> {
  const read = await deps.signInTokens.challenges.read(challenge);
  if (typeof read === 'string') {
    throw new CallerError('UNAUTHENTICATED', 'This sign-in took too long. Sign in again.', {
      argument: 'challenge',
    });
  }
  const personId = read.sub;
  await checkCode(deps, origin, personId, code);
  return deps.database.transaction((session) => enter(deps, session, origin, personId));
}

async function enter(
  deps: LetInDeps,
  session: SqlSession,
  origin: RequestOrigin,
  personId: string,
): Promise<LetInOutcome> {
  const tokens = await beginSession(deps, session, origin, personId);
  const [person] = await session.query<{ email: string }>(FIND_EMAIL, [personId]);
  const subject = hashSecret(person?.email ?? '');
  const device = await deps.signInTokens.devices.sign(subject, { jti: randomUUID() });
  return { tokens, device, challenge: null };
}

/** The id of a device that has signed in to this account; undefined for any other, and without one. */
export async function knownDeviceOf(
  { signInTokens }: Pick<LetInDeps, 'signInTokens'>,
  device: string | null,
  account: string,
): Promise<string | undefined> {
  if (device === null) return undefined;
  const read = await signInTokens.devices.read(device);
  return typeof read === 'string' || read.sub !== hashSecret(account) ? undefined : read.jti;
}
