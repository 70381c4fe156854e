import { CallerError } from '../../../errors.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import { type Session as SqlSession, statement } from '../../../platform/storage/database.ts';
import { writeAudit } from '../audit/audit.ts';
import { isRefusedBy } from '../change.ts';
import type { Links } from '../links.ts';
import { acceptInvitation, isInvitationOpen } from '../member/invitation.ts';
import { checkEmail, checkName } from '../names.ts';
import { createOrganizationOf } from '../organization/organization.ts';
import { checkPassword, hashPassword } from '../password/password.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import type { LetInDeps } from './let-in.ts';
import { createSecret, hashSecret } from './secrets.ts';
import { beginSession, type TokenPair } from './session.ts';

/** How long a link of confirmation is good for. */
const CONFIRMATION_HOURS = 24;

export const FIND_PERSON = statement('sign_up_find_person', 'select id from person where email = $1');

const SAVE = statement(
  'sign_up_save',
  `insert into sign_up (token_hash, email, name, organization_name, invitation, expires_at)
   values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(hours => ${CONFIRMATION_HOURS}))`,
);

const FORGET_EXPIRED = statement(
  'sign_up_forget_expired',
  'delete from sign_up where expires_at < clock_timestamp()',
);

/** A link is good once. Served by sign_up_pkey. */
const TAKE = statement(
  'sign_up_take',
  `delete from sign_up where token_hash = $1 and expires_at > clock_timestamp()
   returning email, name, organization_name as "organizationName", invitation`,
);

export const CREATE_PERSON = statement(
  'sign_up_create_person',
  'insert into person (email, name) values ($1, $2) returning id',
);

const CREATE_CREDENTIAL = statement(
  'sign_up_create_credential',
  'insert into credential (person_id, password_hash) values ($1, $2)',
);

export interface SignUpDeps extends LetInDeps {
  readonly mailer: Mailer;
  readonly links: Links;
  /** Whether whoever comes may make an account, or only who was invited. */
  readonly signUp: 'open' | 'invited';
}

export interface SignUpRequest {
  readonly email: string;
  readonly name: string;
  /** What the organization is called that is made with the account; null with an invitation. */
  readonly organizationName: string | null;
  readonly invitation: string | null;
}

/**
 * Asks for an account. It comes to be when the link is followed that goes to the address, and its password is chosen there, so that the answer is the
 * same, in words and in time, whether there is an account with that address or not: only its mailbox learns that.
 * @throws CallerError BAD_USER_INPUT, FORBIDDEN without a good invitation where one is needed, RATE_LIMITED
 */
export async function signUp(deps: SignUpDeps, origin: RequestOrigin, request: SignUpRequest): Promise<void> {
  const { database, mailer, links, slowDown } = deps;
  const email = checkEmail(request.email);
  const name = checkName('name', request.name);
  const organizationName =
    request.organizationName === null ? null : checkName('organizationName', request.organizationName);
  // Asking is not guessing; but each sends a mail, so it counts against the address.
  await slowDown.begin({ account: `sign-up ${email}`, address: origin.address });
  await requireInvitation(deps, request.invitation, email);
  const token = createSecret();
  await database.query(FORGET_EXPIRED);
  const [person] = await database.query<{ id: string }>(FIND_PERSON, [email]);
  // It is saved in either case, for that takes time; nobody gets the link of the one that is worth nothing.
  await database.query(SAVE, [hashSecret(token), email, name, organizationName, request.invitation]);
  mailer.send(
    person === undefined ? confirmation(email, links('confirm', token), token) : alreadyThere(email),
  );
}

async function requireInvitation(
  { database, signUp }: SignUpDeps,
  token: string | null,
  email: string,
): Promise<void> {
  if (token === null) {
    if (signUp === 'open') return;
    throw new CallerError(
      'FORBIDDEN',
      'Sign-up needs an invitation: ask an admin of your organization for one.',
      {
        argument: 'invitation',
      },
    );
  }
  if (await isInvitationOpen(database, token, email)) return;
  throw new CallerError(
    'BAD_USER_INPUT',
    'The invitation has expired, was used or revoked, or is for another e-mail address.',
    { argument: 'invitation' },
  );
}

/**
 * Creates the account of a sign-up link, with the password of whoever follows it, and signs the person in. Whoever asked for the
 * account may be somebody else: they have no part in it.
 * @throws CallerError BAD_USER_INPUT; NOT_FOUND for a link that is worth nothing (any more)
 */
export async function confirmSignUp(
  deps: SignUpDeps,
  origin: RequestOrigin,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<TokenPair> {
  checkPassword(password);
  const attempt = await deps.slowDown.begin({
    account: `confirm ${origin.address}`,
    address: origin.address,
  });
  const refused = new CallerError(
    'NOT_FOUND',
    'This link was already used or has expired. Sign up again, or sign in.',
  );
  const passwordHash = await hashPassword(password);
  try {
    const pair = await deps.database.transaction(async (session) => {
      const [asked] = await session.query<SignUpRequest>(TAKE, [hashSecret(token)]);
      if (asked === undefined) throw refused;
      const personId = await createPerson(session, origin, asked);
      await session.query(CREATE_CREDENTIAL, [personId, passwordHash]);
      return beginSession(deps, session, origin, personId);
    });
    await attempt.succeed();
    return pair;
  } catch (error) {
    // Two links to one address: the first that is followed makes the account.
    throw isRefusedBy(error, 'uniqueViolation') ? refused : error;
  }
}

/** Makes a person with an organization: the one that they were invited to, or one of their own. */
export async function createPerson(
  session: SqlSession,
  origin: RequestOrigin,
  {
    email,
    name,
    organizationName,
    invitation,
  }: Pick<SignUpRequest, 'email' | 'name' | 'organizationName' | 'invitation'>,
): Promise<string> {
  const [person] = await session.query<{ id: string }>(CREATE_PERSON, [email, name]);
  if (person === undefined) throw new Error('the database gave the person no id');
  const accepted =
    invitation === null ? undefined : await acceptInvitation(session, invitation, { id: person.id, email });
  if (accepted === undefined) {
    await createOrganizationOf(
      session,
      origin,
      person.id,
      organizationName ?? `${name}'s organization`.slice(0, 200),
    );
    return person.id;
  }
  const { organizationId, invitation: joined } = accepted;
  const viewer = { kind: 'PERSON' as const, id: person.id, organizationId };
  await writeAudit(
    session,
    { viewer, origin },
    {
      action: 'member.joined' as const,
      resource: 'MEMBER',
      resourceId: person.id,
      departmentId: joined.departmentId,
      details: { role: joined.role },
    },
  );
  await announceAccessChange(session, { organizationId });
  return person.id;
}

function confirmation(to: string, link: string, token: string) {
  return {
    to,
    subject: 'Confirm your account',
    text: `Someone, hopefully you, asked to create an account with this address. To confirm it, open\n\n${link}\n\nand choose a password, or run the mutation confirmSignUp with the token ${token}. It is valid for ${CONFIRMATION_HOURS} hours. If it was not you, there is nothing to do.\n`,
  };
}

function alreadyThere(to: string) {
  return {
    to,
    subject: 'You have an account already',
    text: 'Someone, hopefully you, asked to create an account with this address, but it already has one: sign in with it. If it was not you, ignore this e-mail.\n',
  };
}
