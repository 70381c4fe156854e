import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { AccessDeps } from '../deps.ts';
import { AccessEnum, ShareableEnum } from '../enums.type.ts';
import { LETTING_IN, type Payload, toPayload } from '../payload.ts';
import { AllowsShareable, Public } from '../rules/operation-rules.ts';
import type { Access, Shareable } from '../rules/rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { assignResource, deleteResource } from './assign.ts';
import { type Grant, listGrants, revokeGrant, share } from './grant.ts';
import {
  createGuestLink,
  type GuestLink,
  listGuestLinks,
  openGuestLink,
  revokeGuestLink,
} from './guest-link.ts';
import {
  AssignDepartmentPayload,
  CreateGuestLinkPayload,
  DeleteResourcePayload,
  GrantPayload,
  GrantType,
  GuestLinkPayload,
  GuestLinkType,
  OpenGuestLinkPayload,
} from './sharing.type.ts';

const RESOURCE = { description: 'What kind of resource it is.' };
const ID_OF_RESOURCE = { description: 'The id of the resource.' };
const ACCESS = { description: 'What it gives.' };

@Resolver()
export class SharingResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @AllowsShareable('SHARE')
  @Query(() => [GrantType], {
    description: 'With whom a resource is shared, newest first, 100 at the most; for those who may share it.',
  })
  async grants(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
  ): Promise<Grant[]> {
    return listGrants(this.#deps, context, { resource, id });
  }

  @AllowsShareable('SHARE')
  @Query(() => [GuestLinkType], {
    description: 'The guest links of a resource, newest first, 100 at the most; for those who may share it.',
  })
  async guestLinks(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
  ): Promise<GuestLink[]> {
    return listGuestLinks(this.#deps, context, { resource, id });
  }

  @AllowsShareable('SHARE')
  @Mutation(() => GrantPayload, {
    description: 'Shares a resource with a member or a department; sharing it again changes the access.',
  })
  async share(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
    @Arg('access', () => AccessEnum, ACCESS) access: Access,
    @Arg('personId', () => ID, {
      nullable: true,
      description: 'The member to share it with; or departmentId.',
    })
    personId: string | null,
    @Arg('departmentId', () => ID, {
      nullable: true,
      description: 'The department to share it with; or personId.',
    })
    departmentId: string | null,
  ): Promise<Payload<{ grant: Grant }>> {
    const request = { resource, id, access, personId: personId ?? null, departmentId: departmentId ?? null };
    return toPayload(async () => ({ grant: await share(this.#deps, context, request) }));
  }

  @AllowsShareable('SHARE')
  @Mutation(() => GrantPayload, { description: 'Revokes a grant; the payload shows what it was.' })
  async revoke(
    @Ctx() context: AccessContext,
    @Arg('grantId', () => ID, { description: 'The grant.' }) grantId: string,
  ): Promise<Payload<{ grant: Grant }>> {
    return toPayload(async () => ({ grant: await revokeGrant(this.#deps, context, grantId) }));
  }

  @AllowsShareable('SHARE')
  @Mutation(() => CreateGuestLinkPayload, {
    description:
      'Makes a link by which whoever has it sees, or edits, one resource. The token is shown this once.',
  })
  async createGuestLink(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
    @Arg('access', () => AccessEnum, { ...ACCESS, nullable: true, defaultValue: AccessEnum.VIEW })
    access: Access,
    @Arg('expiresInDays', () => Int, {
      nullable: true,
      defaultValue: 30,
      description: 'How long it is valid, from 1 to 365 days.',
    })
    expiresInDays: number,
    @Arg('password', () => String, {
      nullable: true,
      description: 'The password to open it, 12 to 200 characters; if omitted, none.',
    })
    password: string | null,
    @Arg('maxUses', () => Int, {
      nullable: true,
      description: 'How often it may be opened, from 1 to 1000000; if omitted, unlimited.',
    })
    maxUses: number | null,
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
  @Mutation(() => GuestLinkPayload, {
    description: 'Revokes a guest link, and every access token issued for it.',
  })
  async revokeGuestLink(
    @Ctx() context: AccessContext,
    @Arg('id', () => ID, { description: 'The guest link.' }) id: string,
  ): Promise<Payload<{ guestLink: GuestLink }>> {
    return toPayload(async () => ({ guestLink: await revokeGuestLink(this.#deps, context, id) }));
  }

  @Public()
  @Mutation(() => OpenGuestLinkPayload, {
    description: 'Exchanges a guest link for a short-lived access token, and counts the use.',
  })
  async openGuestLink(
    @Ctx() { origin }: AccessContext,
    @Arg('token', () => String, { description: 'The token of the link.' }) token: string,
    @Arg('password', () => String, { nullable: true, description: 'The password, where the link has one.' })
    password: string | null,
  ): Promise<Payload<{ accessToken: string; guestLink: GuestLink }>> {
    return toPayload(
      () => openGuestLink(this.#deps, origin, { token, password: password ?? null }),
      LETTING_IN,
    );
  }

  @AllowsShareable('DELETE')
  @Mutation(() => DeleteResourcePayload, {
    description:
      'Deletes a brief, with its grants and guest links. Imported data cannot be deleted: import the source again without it.',
  })
  async deleteResource(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
  ): Promise<Payload<{ id: string }>> {
    return toPayload(async () => {
      await deleteResource(this.#deps, context, { resource, id });
      return { id };
    });
  }

  @AllowsShareable('DELETE')
  @Mutation(() => AssignDepartmentPayload, {
    description:
      'Gives a resource to another department, or to the organization as a whole. It needs DELETE where it is and CREATE where it comes to.',
  })
  async assignDepartment(
    @Ctx() context: AccessContext,
    @Arg('resource', () => ShareableEnum, RESOURCE) resource: Shareable,
    @Arg('id', () => ID, ID_OF_RESOURCE) id: string,
    @Arg('departmentId', () => ID, {
      nullable: true,
      description: 'The new department; null or omitted: the organization as a whole.',
    })
    departmentId: string | null,
  ): Promise<Payload<{ departmentId: string | null }>> {
    return toPayload(async () => {
      await assignResource(this.#deps, context, { resource, id }, departmentId ?? null);
      return { departmentId: departmentId ?? null };
    });
  }
}
