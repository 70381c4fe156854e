import { CallerError } from '../../../errors.ts';
import type { Mailer } from '../../../platform/mail/index.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { changeAccess } from '../change.ts';
import { requireInDepartment } from '../rules/decide.ts';
import type { AccessMemory } from '../viewer/access-memory.ts';
import type { Actor } from '../viewer/context.ts';
import { requirePerson } from '../viewer/viewer.ts';
import type { ConfirmationTokens } from './confirmations.ts';
import { COLUMNS, type Organization } from './organization.ts';

const DAYS = 7;

const SCHEDULE = statement(
  'organization_schedule_deletion',
  `update organization set deletion_due_at = clock_timestamp() + make_interval(days => ${DAYS})
    where id = $1 and deletion_due_at is null returning ${COLUMNS}`,
);

/** Not once it is due: its rows may be going. */
const CANCEL = statement(
  'organization_cancel_deletion',
  `update organization set deletion_due_at = null
    where id = $1 and deletion_due_at > clock_timestamp() returning ${COLUMNS}`,
);

/** Served by membership_organization_id_department_id_idx. */
const FIND_ADMINS = statement(
  'organization_find_admins',
  `select person.email from membership join person on person.id = membership.person_id
    where membership.organization_id = $1 and membership.department_id is null and membership.role = 'ADMIN'`,
);

export interface DeletionDeps {
  readonly database: Database;
  readonly memory: AccessMemory;
  readonly mailer: Mailer;
  readonly confirmations: ConfirmationTokens;
}

/** The first asking gives a confirmation, the second with it the organization, which now says when it goes. */
export type DeletionAnswer =
  | { readonly confirmation: string; readonly organization: null }
  | { readonly confirmation: null; readonly organization: Organization };

/**
 * Has the actor's organization deleted in seven days, once it was asked for twice. Its admins are told by mail.
 * @throws CallerError NOT_FOUND for another organization than one's own, FORBIDDEN, BAD_USER_INPUT for a confirmation that has
 * expired, CONFLICT where it is to be deleted already
 */
export async function deleteOrganization(
  deps: DeletionDeps,
  actor: Actor,
  { organizationId, confirmation }: { readonly organizationId: string; readonly confirmation: string | null },
): Promise<DeletionAnswer> {
  const personId = requireOwn(actor, organizationId);
  if (confirmation === null)
    return {
      confirmation: await deps.confirmations.deletion.sign(personId, { org: organizationId }),
      organization: null,
    };
  const read = await deps.confirmations.deletion.read(confirmation);
  if (typeof read === 'string' || read.sub !== personId || read.org !== organizationId)
    throw new CallerError(
      'BAD_USER_INPUT',
      'The confirmation has expired, or is for something else: ask again without one.',
      { argument: 'confirmation' },
    );
  const organization = await changeDeletion(deps.memory, actor, 'organization.deletion-requested');
  await tellAdmins(deps, organization);
  return { confirmation: null, organization };
}

/** Takes the deletion back. @throws CallerError as {@link deleteOrganization}; CONFLICT where nothing is to be deleted */
export async function cancelDeletion(
  { memory }: Pick<DeletionDeps, 'memory'>,
  actor: Actor,
  organizationId: string,
): Promise<Organization> {
  requireOwn(actor, organizationId);
  return changeDeletion(memory, actor, 'organization.deletion-cancelled');
}

/**
 * The person who asks about their own organization, by its id: nobody deletes another one than they think.
 * @throws CallerError NOT_FOUND, FORBIDDEN
 */
export function requireOwn({ viewer }: Actor, organizationId: string): string {
  requireInDepartment(viewer.permissions, 'DELETE', { resource: 'ORGANIZATION', departmentId: null });
  if (viewer.kind === 'API_TOKEN')
    throw new CallerError('FORBIDDEN', 'This operation is for people: sign in, and send an access token.');
  if (organizationId === viewer.organizationId) return requirePerson(viewer);
  throw new CallerError(
    'NOT_FOUND',
    `This is not the organization that you look at: its id is ${JSON.stringify(viewer.organizationId)}.`,
    { argument: 'organizationId' },
  );
}

async function changeDeletion(
  memory: AccessMemory,
  actor: Actor,
  action: 'organization.deletion-requested' | 'organization.deletion-cancelled',
): Promise<Organization> {
  const { organizationId } = actor.viewer;
  const isRequest = action === 'organization.deletion-requested';
  return changeAccess(memory, actor, async (session) => {
    const [changed] = await session.query<Organization>(isRequest ? SCHEDULE : CANCEL, [organizationId]);
    if (changed === undefined)
      throw new CallerError(
        'CONFLICT',
        isRequest
          ? 'The organization is to be deleted already.'
          : 'The organization is not to be deleted, or is being deleted now.',
      );
    return {
      result: changed,
      audit: { action, resource: 'ORGANIZATION', resourceId: organizationId, departmentId: null },
    };
  });
}

async function tellAdmins(
  { database, mailer }: DeletionDeps,
  { id, name, deletionDueAt }: Organization,
): Promise<void> {
  const due = deletionDueAt?.toISOString().slice(0, 10);
  for (const { email } of await database.query<{ email: string }>(FIND_ADMINS, [id])) {
    mailer.send({
      to: email,
      subject: `${name} will be deleted on ${due}`,
      text: `An admin asked for the organization ${name} to be deleted with everything in it. That is done on ${due}. Until then each admin can take it back, under People and departments or by the mutation cancelOrganizationDeletion, and have everything exported.`,
    });
  }
}
