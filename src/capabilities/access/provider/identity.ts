import { CallerError } from '../../../errors.ts';
import { type Session as SqlSession, statement } from '../../../platform/storage/database.ts';
import { isInvitationOpen } from '../member/invitation.ts';
import { checkEmail, checkName } from '../names.ts';
import { type LetInOutcome, letIn } from '../people/let-in.ts';
import { createPerson, FIND_PERSON, type SignUpDeps } from '../people/sign-up.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import type { ProvidedIdentity } from './provider.ts';

/** Served by identity_pkey. */
const FIND = statement(
  'identity_find',
  'select person_id as "personId" from identity where issuer = $1 and subject = $2',
);

const LINK = statement(
  'identity_link',
  'insert into identity (issuer, subject, person_id) values ($1, $2, $3) on conflict (issuer, subject) do nothing',
);

/**
 * Lets in whom a provider has confirmed. Who comes for the first time is known by the address that the provider has
 * verified, or gets an account, where people may sign up. Whoever has a second factor gets a challenge, as with a password.
 * @throws CallerError FORBIDDEN
 */
export async function signInWithIdentity(
  deps: SignUpDeps,
  origin: RequestOrigin,
  identity: ProvidedIdentity,
  invitation: string | null,
): Promise<LetInOutcome> {
  return deps.database.transaction(async (session) => {
    const [known] = await session.query<{ personId: string }>(FIND, [identity.issuer, identity.subject]);
    const personId = known?.personId ?? (await linkOrCreate(deps, session, origin, identity, invitation));
    return letIn(deps, session, origin, personId);
  });
}

async function linkOrCreate(
  { signUp }: SignUpDeps,
  session: SqlSession,
  origin: RequestOrigin,
  { issuer, subject, name, email }: ProvidedIdentity,
  invitation: string | null,
): Promise<string> {
  if (email === null) {
    throw new CallerError(
      'FORBIDDEN',
      'The provider has not verified your e-mail address. Verify it there, then sign in again.',
    );
  }
  const address = checkEmail(email);
  const [person] = await session.query<{ id: string }>(FIND_PERSON, [address]);
  const isInvited = invitation !== null && (await isInvitationOpen(session, invitation, address));
  if (person === undefined && !isInvited && signUp === 'invited') {
    throw new CallerError(
      'FORBIDDEN',
      'Sign-up needs an invitation: ask an admin of your organization for one.',
    );
  }
  const called = checkName('name', name.slice(0, 200));
  const personId =
    person?.id ??
    (await createPerson(session, origin, {
      email: address,
      name: called,
      organizationName: null,
      invitation: isInvited ? invitation : null,
    }));
  await session.query(LINK, [issuer, subject, personId]);
  return personId;
}
