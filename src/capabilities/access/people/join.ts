import { CallerError } from '../../../errors.ts';
import { writeAudit } from '../audit/audit.ts';
import { acceptInvitation } from '../member/invitation.ts';
import { announceAccessChange } from '../viewer/access-changes.ts';
import type { RequestOrigin } from '../viewer/context.ts';
import { findPerson } from './people.ts';
import { type SessionDeps, switchOrganization, type TokenPair } from './session.ts';

/**
 * Makes somebody who has an account a member of the organization that invited them, and looks at it from now on.
 * @throws CallerError NOT_FOUND for an invitation that is worth nothing to this person
 */
export async function joinByInvitation(
  deps: SessionDeps,
  origin: RequestOrigin,
  { personId, sessionId }: { readonly personId: string; readonly sessionId: string },
  token: string,
): Promise<TokenPair> {
  const person = await findPerson(deps.database, personId);
  if (person === undefined) throw new CallerError('UNAUTHENTICATED', 'The account no longer exists.');
  const organizationId = await deps.database.transaction(async (session) => {
    const accepted = await acceptInvitation(session, token, person);
    if (accepted === undefined) {
      throw new CallerError(
        'NOT_FOUND',
        'The invitation has expired, was used or revoked, or is for another e-mail address.',
        { argument: 'token' },
      );
    }
    const { departmentId, role } = accepted.invitation;
    const viewer = { kind: 'PERSON' as const, id: personId, organizationId: accepted.organizationId };
    const facts = {
      action: 'member.joined' as const,
      resource: 'MEMBER' as const,
      resourceId: personId,
      departmentId,
    };
    await writeAudit(session, { viewer, origin }, { ...facts, details: { role } });
    await announceAccessChange(session, { organizationId: accepted.organizationId });
    return accepted.organizationId;
  });
  deps.memory.forget({ organizationId });
  return switchOrganization(deps, { personId, sessionId, organizationId });
}
