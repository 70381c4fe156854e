import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import type { AccessDeps } from '../deps.ts';
import { RoleEnum } from '../enums.type.ts';
import { type Payload, toPayload } from '../payload.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { Role } from '../rules/rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requirePerson } from '../viewer/viewer.ts';
import { type Invitation, invite, listInvitations, revokeInvitation } from './invitation.ts';
import { changeRole, listMembers, type Member, removeMember } from './member.ts';
import {
  InvitationPayload,
  InvitationType,
  InvitePayload,
  MemberConnection,
  MemberPayload,
  RemoveMemberPayload,
} from './member.type.ts';

const DEPARTMENT = {
  nullable: true,
  description: 'The department; null or omitted: the organization as a whole.',
};
const PERSON = { description: 'The person.' };

@Resolver()
export class MemberResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'MEMBER')
  @Query(() => MemberConnection, {
    description: 'Who has which role where, as far as the viewer may see, by name.',
  })
  async members(
    @Ctx() { viewer, database }: AccessContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'Returns the rows after this cursor.' }) after:
      | string
      | null,
    @Arg('departmentId', () => ID, { nullable: true, description: 'Only members of this department itself.' })
    departmentId: string | null,
  ): Promise<Page<Member>> {
    return listMembers(database, {
      organizationId: viewer.organizationId,
      filter: viewer.permissions.filter('READ', 'MEMBER'),
      first: checkPageLength('first', first),
      after: after ?? null,
      departmentId: departmentId ?? null,
    });
  }

  @Allows('CREATE', 'MEMBER')
  @Query(() => [InvitationType], {
    description:
      'Invitations that can still be accepted, where the viewer may invite; newest first, 100 at the most.',
  })
  async invitations(@Ctx() { viewer, database }: AccessContext): Promise<Invitation[]> {
    return listInvitations(database, viewer.organizationId, viewer.permissions.filter('CREATE', 'MEMBER'));
  }

  @Allows('CREATE', 'MEMBER')
  @Mutation(() => InvitePayload, {
    description: 'Offers a role by a link, which is shown this once. The role may not be above the own one.',
  })
  async invite(
    @Ctx() context: AccessContext,
    @Arg('role', () => RoleEnum, { description: 'The role to offer.' }) role: Role,
    @Arg('departmentId', () => ID, DEPARTMENT) departmentId: string | null,
    @Arg('email', () => String, {
      nullable: true,
      description: 'Only the person with this address may accept it; if omitted, anyone with the link.',
    })
    email: string | null,
    @Arg('expiresInDays', () => Int, {
      nullable: true,
      defaultValue: 7,
      description: 'How long it is valid, from 1 to 90 days.',
    })
    expiresInDays: number,
  ): Promise<Payload<{ invitation: Invitation; token: string; link: string }>> {
    return toPayload(async () => {
      const request = { role, departmentId: departmentId ?? null, email: email ?? null, expiresInDays };
      const made = await invite(this.#deps.memory, context, request);
      return { ...made, link: this.#deps.links('invitation', made.token) };
    });
  }

  @Allows('CREATE', 'MEMBER')
  @Mutation(() => InvitationPayload, { description: 'Revokes an invitation.' })
  async revokeInvitation(
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
  ): Promise<Payload<{ invitation: Invitation }>> {
    return toPayload(async () => ({ invitation: await revokeInvitation(this.#deps.memory, context, id) }));
  }

  @Allows('UPDATE', 'MEMBER')
  @Mutation(() => MemberPayload, {
    description:
      'Gives a member of the organization a role in a department, or changes the one they have there. Neither role may be higher than your own.',
  })
  async changeRole(
    @Ctx() context: AccessContext,
    @Arg('personId', () => ID, PERSON) personId: string,
    @Arg('role', () => RoleEnum, { description: 'The role from now on.' }) role: Role,
    @Arg('departmentId', () => ID, DEPARTMENT) departmentId: string | null,
  ): Promise<Payload<{ member: Member }>> {
    return toPayload(async () => ({
      member: await changeRole(this.#deps.memory, context, {
        personId,
        role,
        departmentId: departmentId ?? null,
      }),
    }));
  }

  @Allows('DELETE', 'MEMBER')
  @Mutation(() => RemoveMemberPayload, {
    description: "Removes somebody's role in a department; everybody may give up their own.",
  })
  async removeMember(
    @Ctx() context: AccessContext,
    @Arg('personId', () => ID, PERSON) personId: string,
    @Arg('departmentId', () => ID, DEPARTMENT) departmentId: string | null,
  ): Promise<Payload<{ personId: string }>> {
    requirePerson(context.viewer);
    return toPayload(async () => ({
      personId: await removeMember(this.#deps.memory, context, {
        personId,
        departmentId: departmentId ?? null,
      }),
    }));
  }
}
