import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { INPUT, LETTING_IN, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { ShareableEnum } from '../enums.type.ts';
import { AllowsShareable, Public } from '../rules/operation-rules.ts';
import type { Shareable } from '../rules/rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { assignResource } from './assign.ts';
import { type Grant, type GrantOrder, listGrants, revokeGrant, share } from './grant.ts';
import {
  createGuestLink,
  type GuestLink,
  type GuestLinkOrder,
  listGuestLinks,
  openGuestLink,
  revokeGuestLink,
} from './guest-link.ts';
import {
  AssignDepartmentInput,
  CreateGuestLinkInput,
  OpenGuestLinkInput,
  RevokeGrantInput,
  RevokeGuestLinkInput,
  ShareResourceInput,
} from './sharing.inputs.ts';
import {
  AssignDepartmentPayload,
  CreateGuestLinkPayload,
  GrantConnection,
  GrantOrderEnum,
  GuestLinkConnection,
  GuestLinkOrderEnum,
  OpenGuestLinkPayload,
  RevokeGrantPayload,
  RevokeGuestLinkPayload,
  ShareResourcePayload,
} from './sharing.type.ts';

const RESOURCE = { description: 'What kind of resource it is.' };
const ID_OF_RESOURCE = { description: 'The id of the resource.' };

@Resolver()
export class SharingResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @AllowsShareable('SHARE')
  @Query(() => GrantConnection, {
    nullable: true,
    description: 'With whom a resource is shared; for those who may share it.',
  })
  async grants(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => GrantOrderEnum, orderByOf<GrantOrder>('CREATED_AT_DESC')) orderBy: GrantOrder,
  ): Promise<Page<Grant>> {
    const page = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return listGrants(this.#deps, context, { resource, id }, page);
  }

  @AllowsShareable('SHARE')
  @Query(() => GuestLinkConnection, {
    nullable: true,
    description: 'The guest links of a resource; for those who may share it.',
  })
  async guestLinks(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
    @Arg('first', () => Int, firstOf(50)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => GuestLinkOrderEnum, orderByOf<GuestLinkOrder>('CREATED_AT_DESC'))
    orderBy: GuestLinkOrder,
  ): Promise<Page<GuestLink>> {
    const page = { first: checkPageLength('first', first), after: after ?? null, orderBy };
    return listGuestLinks(this.#deps, context, { resource, id }, page);
  }

  @AllowsShareable('SHARE')
  @Mutation(() => ShareResourcePayload, {
    nullable: true,
    description: 'Shares a resource with a member or a department; sharing it again changes the access.',
  })
  async shareResource(
    @Ctx() context: AccessContext,
    @Arg('input', () => ShareResourceInput, INPUT) {
      resource,
      id,
      access,
      personId,
      departmentId,
    }: ShareResourceInput,
  ): Promise<Payload<{ grant: Grant }>> {
    const request = { resource, id, access, personId: personId ?? null, departmentId: departmentId ?? null };
    return toPayload(async () => ({ grant: await share(this.#deps, context, request) }));
  }

  @AllowsShareable('SHARE')
  @Mutation(() => RevokeGrantPayload, {
    nullable: true,
    description: 'Revokes a grant; the payload shows what it was.',
  })
  async revokeGrant(
    @Ctx() context: AccessContext,
    @Arg('input', () => RevokeGrantInput, INPUT) { id }: RevokeGrantInput,
  ): Promise<Payload<{ grant: Grant }>> {
    return toPayload(async () => ({ grant: await revokeGrant(this.#deps, context, id) }));
  }

  @AllowsShareable('SHARE')
  @Mutation(() => CreateGuestLinkPayload, {
    nullable: true,
    description:
      'Makes a link by which whoever has it sees, or edits, one resource. The token is shown this once.',
  })
  async createGuestLink(
    @Ctx() context: AccessContext,
    @Arg('input', () => CreateGuestLinkInput, INPUT) {
      resource,
      id,
      access,
      expiresInDays,
      password,
      maxUses,
    }: CreateGuestLinkInput,
  ): Promise<Payload<{ guestLink: GuestLink; token: string; link: string }>> {
    return toPayload(async () => {
      const request = {
        resource,
        id,
        access,
        expiresInDays,
        password: password ?? null,
        maxUses: maxUses ?? null,
      };
      const made = await createGuestLink(this.#deps, context, request);
      return { ...made, link: this.#deps.links('guest', made.token) };
    });
  }

  @AllowsShareable('SHARE')
  @Mutation(() => RevokeGuestLinkPayload, {
    nullable: true,
    description: 'Revokes a guest link, and every access token issued for it.',
  })
  async revokeGuestLink(
    @Ctx() context: AccessContext,
    @Arg('input', () => RevokeGuestLinkInput, INPUT) { id }: RevokeGuestLinkInput,
  ): Promise<Payload<{ guestLink: GuestLink }>> {
    return toPayload(async () => ({ guestLink: await revokeGuestLink(this.#deps, context, id) }));
  }

  @Public()
  @Mutation(() => OpenGuestLinkPayload, {
    nullable: true,
    description: 'Exchanges a guest link for a short-lived access token, and counts the use.',
  })
  async openGuestLink(
    @Ctx() { origin }: AccessContext,
    @Arg('input', () => OpenGuestLinkInput, INPUT) { token, password }: OpenGuestLinkInput,
  ): Promise<Payload<{ accessToken: string; guestLink: GuestLink }>> {
    return toPayload(
      () => openGuestLink(this.#deps, origin, { token, password: password ?? null }),
      LETTING_IN,
    );
  }

  @AllowsShareable('DELETE')
  @Mutation(() => AssignDepartmentPayload, {
    nullable: true,
    description:
      'Gives a resource to another department, or to the organization as a whole. It needs DELETE where it is and CREATE where it comes to.',
  })
  async assignDepartment(
    @Ctx() context: AccessContext,
    @Arg('input', () => AssignDepartmentInput, INPUT) { resource, id, departmentId }: AssignDepartmentInput,
  ): Promise<Payload<{ departmentId: string | null }>> {
    return toPayload(async () => {
      await assignResource(this.#deps, context, { resource, id }, departmentId ?? null);
      return { departmentId: departmentId ?? null };
    });
  }
}
