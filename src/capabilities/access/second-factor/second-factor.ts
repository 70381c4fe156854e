import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import { CallerError } from '../../../errors.ts';
import type { Sealer } from '../../../platform/secrets/index.ts';
import type { Database, Session as SqlSession } from '../../../platform/storage/database.ts';
import { verifyOwnPassword } from '../password/own-password.ts';
import type { SlowDown } from '../password/slow-down.ts';
import { findPerson } from '../people/people.ts';
import { hashSecret } from '../people/secrets.ts';
import { FIND_ORGANIZATIONS } from '../people/session.sql.ts';
import { auditPerson, endOtherSessions } from '../people/session.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import {
  ADD_CODES,
  BEGIN,
  CONFIRM,
  DESCRIBE,
  FIND,
  IS_MISSING,
  IS_REQUIRED,
  REMOVE,
  REMOVE_CODES,
  USE_CODE,
  USE_STEP,
} from './second-factor.sql.ts';

/** A phone whose clock is off by so much still gets in, in seconds. */
const CLOCK_TOLERANCE = 30;
const RECOVERY_CODES = 10;
/** 80 bits: nobody guesses one, so it needs no slow hash. */
const RECOVERY_CODE_BYTES = 10;

export interface SecondFactorDeps {
  /** As the owner: people belong to no organization, so row-level security does not cover them. */
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly slowDown: SlowDown;
  /** Keeps the secrets that codes are made of. */
  readonly sealer: Sealer;
}

/** What an authenticator app is given. */
export interface SecondFactorSecret {
  /** In base32, for whoever types it in. */
  readonly secret: string;
  /** The same as an otpauth address, for a QR code. */
  readonly uri: string;
}

/** How somebody is protected beyond their password. */
export interface SecondFactorState {
  readonly isOn: boolean;
  /** Whether an organization of theirs asks for it by a role that they hold. */
  readonly isRequired: boolean;
  readonly recoveryCodeCount: number;
}

interface SecondFactorRow {
  readonly secret: string;
  readonly lastStep: bigint | null;
  readonly isConfirmed: boolean;
}

/** Whose request it is. */
interface OwnSession {
  readonly personId: string;
  readonly sessionId: string;
}

const contextOf = (personId: string) => ({ organizationId: '', purpose: `second factor of ${personId}` });

/** Whether a person is asked for a code. */
export async function hasSecondFactor(
  session: Pick<SqlSession, 'query'>,
  personId: string,
): Promise<boolean> {
  const [row] = await session.query<SecondFactorRow>(FIND, [personId]);
  return row?.isConfirmed === true;
}

/** Whether an organization asks this person for a second factor that they do not have. */
export async function lacksSecondFactor(
  database: Database,
  organizationId: string,
  personId: string,
): Promise<boolean> {
  return (await database.query(IS_MISSING, [organizationId, personId])).length > 0;
}

export async function describeSecondFactor(database: Database, personId: string): Promise<SecondFactorState> {
  const [[state], required] = await Promise.all([
    database.query<Omit<SecondFactorState, 'isRequired'>>(DESCRIBE, [personId]),
    database.query(IS_REQUIRED, [personId]),
  ]);
  return { isOn: false, recoveryCodeCount: 0, ...state, isRequired: required.length > 0 };
}

/**
 * Makes a secret for an authenticator app. It counts once {@link confirmSecondFactor} was given a first code of it.
 * @throws CallerError CONFLICT where there is a second factor, BAD_USER_INPUT for a wrong password, RATE_LIMITED
 */
export async function beginSecondFactor(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  { personId, password }: { readonly personId: string; readonly password: string | null },
): Promise<SecondFactorSecret> {
  const person = await findPerson(deps.database, personId);
  if (person === undefined) throw new CallerError('UNAUTHENTICATED', 'The account no longer exists.');
  await verifyOwnPassword(deps, origin, person, password, 'password');
  const secret = generateSecret();
  const begun = await deps.database.query(BEGIN, [personId, deps.sealer.seal(secret, contextOf(personId))]);
  if (begun.length === 0)
    throw new CallerError('CONFLICT', 'You have a second factor already: remove it before you add another.');
  return { secret, uri: generateURI({ issuer: 'Marquee', label: person.email, secret }) };
}

/**
 * Turns the second factor on, and ends the other sessions of the person.
 * @returns the recovery codes, which are shown once
 * @throws CallerError CONFLICT where there is nothing to confirm, BAD_USER_INPUT for a wrong code, RATE_LIMITED
 */
export async function confirmSecondFactor(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  { personId, sessionId, code }: OwnSession & { readonly code: string },
): Promise<readonly string[]> {
  const [row] = await deps.database.query<SecondFactorRow>(FIND, [personId]);
  if (row === undefined || row.isConfirmed)
    throw new CallerError('CONFLICT', 'There is no second factor to confirm: call beginSecondFactor first.');
  const attempt = await deps.slowDown.beginCode(personId);
  if (!(await useAppCode(deps, row, personId, code))) throw wrongCode('BAD_USER_INPUT');
  await attempt.succeed();
  const { codes, organizationIds } = await deps.database.transaction(async (session) => {
    await session.query(CONFIRM, [personId]);
    await endOtherSessions(session, personId, sessionId);
    await auditPerson(session, origin, personId, 'second-factor.added');
    return {
      codes: await replaceCodes(session, personId),
      organizationIds: await announceEverywhere(session, personId),
    };
  });
  forgetEverywhere(deps.memory, personId, organizationIds);
  return codes;
}

/** @throws CallerError as of a wrong code; CONFLICT where there is no second factor */
export async function removeSecondFactor(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  { personId, code }: { readonly personId: string; readonly code: string },
): Promise<void> {
  await checkOwnCode(deps, origin, personId, code);
  const organizationIds = await deps.database.transaction(async (session) => {
    await session.query(REMOVE, [personId]);
    await session.query(REMOVE_CODES, [personId]);
    await auditPerson(session, origin, personId, 'second-factor.removed');
    return announceEverywhere(session, personId);
  });
  forgetEverywhere(deps.memory, personId, organizationIds);
}

/** Makes new recovery codes in place of the earlier ones. @throws CallerError as of a wrong code */
export async function createRecoveryCodes(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  { personId, code }: { readonly personId: string; readonly code: string },
): Promise<readonly string[]> {
  await checkOwnCode(deps, origin, personId, code);
  return deps.database.transaction(async (session) => {
    await auditPerson(session, origin, personId, 'recovery-codes.created');
    return replaceCodes(session, personId);
  });
}

/**
 * Takes a code of the app, or a recovery code, which is used up.
 * @throws CallerError UNAUTHENTICATED for a wrong one, RATE_LIMITED after 10 wrong ones in an hour
 */
export async function checkCode(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  personId: string,
  code: string,
): Promise<void> {
  const attempt = await deps.slowDown.beginCode(personId);
  const [row] = await deps.database.query<SecondFactorRow>(FIND, [personId]);
  if (row === undefined || !row.isConfirmed) throw wrongCode('UNAUTHENTICATED');
  const isRight =
    (await useAppCode(deps, row, personId, code)) || (await useRecoveryCode(deps, origin, personId, code));
  if (!isRight) throw wrongCode('UNAUTHENTICATED');
  await attempt.succeed();
}

/** The same of somebody who is in: a wrong code is a fault of the form. @throws CallerError BAD_USER_INPUT, RATE_LIMITED; CONFLICT where there is no second factor */
export async function checkOwnCode(
  deps: SecondFactorDeps,
  origin: RequestOrigin,
  personId: string,
  code: string,
): Promise<void> {
  if (!(await hasSecondFactor(deps.database, personId)))
    throw new CallerError('CONFLICT', 'You have no second factor.');
  try {
    await checkCode(deps, origin, personId, code);
  } catch (error) {
    throw error instanceof CallerError && error.code === 'UNAUTHENTICATED'
      ? wrongCode('BAD_USER_INPUT')
      : error;
  }
}

async function useAppCode(
  { database, sealer }: SecondFactorDeps,
  row: SecondFactorRow,
  personId: string,
  code: string,
): Promise<boolean> {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return false;
  const result = await verify({
    secret: sealer.open(row.secret, contextOf(personId)),
    token,
    epochTolerance: CLOCK_TOLERANCE,
  });
  if (!result.valid || !('timeStep' in result)) return false;
  return (await database.query(USE_STEP, [personId, result.timeStep])).length > 0;
}

async function useRecoveryCode(
  { database }: SecondFactorDeps,
  origin: RequestOrigin,
  personId: string,
  code: string,
): Promise<boolean> {
  return database.transaction(async (session) => {
    const used = await session.query(USE_CODE, [personId, hashRecoveryCode(code)]);
    if (used.length > 0) await auditPerson(session, origin, personId, 'second-factor.recovered');
    return used.length > 0;
  });
}

/** An organization may ask for a second factor: each is told that this person has one now, or has none any more. */
async function announceEverywhere(session: SqlSession, personId: string): Promise<readonly string[]> {
  const found = await session.query<{ organizationId: string }>(FIND_ORGANIZATIONS, [personId]);
  for (const { organizationId } of found) await announceAccessChange(session, { organizationId });
  return found.map(({ organizationId }) => organizationId);
}

function forgetEverywhere(memory: AccessMemory, personId: string, organizationIds: readonly string[]): void {
  memory.forget({ personId });
  for (const organizationId of organizationIds) memory.forget({ organizationId });
}

async function replaceCodes(session: SqlSession, personId: string): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    (randomBytes(RECOVERY_CODE_BYTES).toString('hex').match(/.{5}/g) ?? []).join('-'),
  );
  await session.query(REMOVE_CODES, [personId]);
  await session.query(ADD_CODES, [personId, codes.map(hashRecoveryCode)]);
  return codes;
}

/** However it was typed: spaces, dashes and capitals make no difference. */
function hashRecoveryCode(code: string): string {
  return hashSecret(code.replaceAll(/[\s-]/g, '').toLowerCase());
}

function wrongCode(code: 'UNAUTHENTICATED' | 'BAD_USER_INPUT'): CallerError {
  return new CallerError(
    code,
    'The code is not right, or was used before. Take the one that your app shows now, or a recovery code.',
    { argument: 'code' },
  );
}
