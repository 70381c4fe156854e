import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { forbidden } from '../rules/decide.ts';
import { Allows, PersonOnly } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { requirePerson } from '../viewer/viewer.ts';
import {
  CreateOrganizationInput,
  RenameOrganizationInput,
  RequireSecondFactorInput,
} from './organization.inputs.ts';
import {
  createOrganization,
  findOwnOrganization,
  type Organization,
  renameOrganization,
  requireSecondFactor,
} from './organization.ts';
import {
  CreateOrganizationPayload,
  OrganizationType,
  RenameOrganizationPayload,
  RequireSecondFactorPayload,
} from './organization.type.ts';

@Resolver()
export class OrganizationResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'ORGANIZATION')
  @Query(() => OrganizationType, {
    nullable: true,
    description:
      'The current organization of the viewer. null, with a NOT_FOUND error, for somebody who is in none.',
  })
  async organization(@Ctx() context: AccessContext): Promise<Organization> {
    if (context.viewer.kind === 'GUEST') throw forbidden('READ', { resource: 'ORGANIZATION' });
    const found = await findOwnOrganization(context);
    if (found !== undefined) return found;
    throw new CallerError(
      'NOT_FOUND',
      'You are in no organization: accept an invitation, or make one with createOrganization.',
    );
  }

  @PersonOnly()
  @Mutation(() => CreateOrganizationPayload, {
    nullable: true,
    description:
      'Makes a further organization, of which the viewer is the ADMIN. switchOrganization looks at it.',
  })
  async createOrganization(
    @Ctx() { viewer, origin }: AccessContext,
    @Arg('input', () => CreateOrganizationInput, INPUT) { name }: CreateOrganizationInput,
  ): Promise<Payload<{ organization: Organization }>> {
    const personId = requirePerson(viewer);
    return toPayload(async () => ({
      organization: await createOrganization(this.#deps.database, origin, personId, name),
    }));
  }

  @Allows('UPDATE', 'ORGANIZATION')
  @Mutation(() => RenameOrganizationPayload, { nullable: true, description: 'Renames the organization.' })
  async renameOrganization(
    @Ctx() context: AccessContext,
    @Arg('input', () => RenameOrganizationInput, INPUT) { name }: RenameOrganizationInput,
  ): Promise<Payload<{ organization: Organization }>> {
    return toPayload(async () => ({
      organization: await renameOrganization(this.#deps.memory, context, name),
    }));
  }

  @Allows('UPDATE', 'ORGANIZATION')
  @Mutation(() => RequireSecondFactorPayload, {
    nullable: true,
    description:
      'Names the roles that need a second factor. Whoever holds one and has none sees nothing of the organization until they add one; API tokens stay.',
  })
  async requireSecondFactor(
    @Ctx() context: AccessContext,
    @Arg('input', () => RequireSecondFactorInput, INPUT) { roles }: RequireSecondFactorInput,
  ): Promise<Payload<{ organization: Organization }>> {
    return toPayload(async () => ({
      organization: await requireSecondFactor(this.#deps.memory, context, roles),
    }));
  }
}
