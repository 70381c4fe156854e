import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requirePerson } from '../viewer/viewer.ts';
import {
  type Invitation,
  type InvitationOrder,
  invite,
  listInvitations,
  revokeInvitation,
} from './invitation.ts';
import {
  ChangeRoleInput,
  InviteMemberInput,
  RemoveMemberInput,
  RevokeInvitationInput,
} from './member.inputs.ts';
import { changeRole, listMembers, type Member, type MemberOrder, removeMember } from './member.ts';
import {
  ChangeRolePayload,
  InvitationConnection,
  InvitationOrderEnum,
  InviteMemberPayload,
  MemberConnection,
  MemberOrderEnum,
  RemoveMemberPayload,
  RevokeInvitationPayload,
} from './member.type.ts';

@Resolver()
export class MemberResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'MEMBER')
  @Query(() => MemberConnection, {
    nullable: true,
    description: 'Who has which role where, as far as the viewer may see.',
  })
  async members(
    @Ctx() context: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => MemberOrderEnum, orderByOf<MemberOrder>('NAME_ASC')) orderBy: MemberOrder,
    @Arg('departmentId', () => ID, {
      nullable: true,
      description: 'Only members of this department itself. NOT_FOUND where there is none.',
    })
    departmentId: string | null,
  ): Promise<Page<Member>> {
    return listMembers(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
      departmentId: departmentId ?? null,
    });
  }

  @Allows('CREATE', 'MEMBER')
  @Query(() => InvitationConnection, {
    nullable: true,
    description: 'Invitations that can still be accepted, where the viewer may invite.',
  })
  async invitations(
    @Ctx() context: AccessContext,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => InvitationOrderEnum, orderByOf<InvitationOrder>('CREATED_AT_DESC'))
    orderBy: InvitationOrder,
  ): Promise<Page<Invitation>> {
    const page = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return listInvitations(context, page);
  }

  @Allows('CREATE', 'MEMBER')
  @Mutation(() => InviteMemberPayload, {
    nullable: true,
    description: 'Offers a role by a link, which is shown this once. The role may not be above the own one.',
  })
  async inviteMember(
    @Ctx() context: AccessContext,
    @Arg('input', () => InviteMemberInput, INPUT) {
      role,
      departmentId,
      email,
      expiresInDays,
    }: InviteMemberInput,
  ): Promise<Payload<{ invitation: Invitation; token: string; link: string }>> {
    return toPayload(async () => {
      const request = { role, departmentId: departmentId ?? null, email: email ?? null, expiresInDays };
      const made = await invite(this.#deps.memory, context, request);
      return { ...made, link: this.#deps.links('invitation', made.token) };
    });
  }

  @Allows('CREATE', 'MEMBER')
  @Mutation(() => RevokeInvitationPayload, { nullable: true, description: 'Revokes an invitation.' })
  async revokeInvitation(
    @Ctx() context: AccessContext,
    @Arg('input', () => RevokeInvitationInput, INPUT) { id }: RevokeInvitationInput,
  ): Promise<Payload<{ invitation: Invitation }>> {
    return toPayload(async () => ({ invitation: await revokeInvitation(this.#deps.memory, context, id) }));
  }

  @Allows('UPDATE', 'MEMBER')
  @Mutation(() => ChangeRolePayload, {
    nullable: true,
    description:
      'Gives a member of the organization a role in a department, or changes the one they have there. Neither role may be higher than your own.',
  })
  async changeRole(
    @Ctx() context: AccessContext,
    @Arg('input', () => ChangeRoleInput, INPUT) { personId, role, departmentId }: ChangeRoleInput,
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
    nullable: true,
    description: "Removes somebody's role in a department; everybody may give up their own.",
  })
  async removeMember(
    @Ctx() context: AccessContext,
    @Arg('input', () => RemoveMemberInput, INPUT) { personId, departmentId }: RemoveMemberInput,
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
