import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { INPUT, type Payload, toPayload } from '../../../platform/graph/payload.ts';
import type { AccessDeps } from '../deps.ts';
import { Allows } from '../rules/operation-rules.ts';
import type { AccessContext } from '../viewer/context.ts';
import { cancelDeletion, type DeletionAnswer, deleteOrganization } from './delete-organization.ts';
import { exportOrganization } from './export-organization.ts';
import {
  CancelOrganizationDeletionInput,
  DeleteOrganizationInput,
  ExportOrganizationInput,
} from './organization.inputs.ts';
import type { Organization } from './organization.ts';
import {
  CancelOrganizationDeletionPayload,
  DeleteOrganizationPayload,
  ExportOrganizationPayload,
} from './organization.type.ts';

/** What is done to everything that belongs to an organization at once. */
@Resolver()
export class OrganizationDataResolver {
  readonly #deps: AccessDeps;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
  }

  @Allows('DELETE', 'ORGANIZATION')
  @Mutation(() => ExportOrganizationPayload, {
    nullable: true,
    description:
      'Gives an address at which everything that belongs to the organization can be had as a file. Nothing is stored. For people who are admins of the organization as a whole.',
  })
  async exportOrganization(
    @Ctx() context: AccessContext,
    @Arg('input', () => ExportOrganizationInput, INPUT) { organizationId }: ExportOrganizationInput,
  ): Promise<Payload<{ downloadUrl: string }>> {
    return toPayload(async () => ({
      downloadUrl: await exportOrganization(this.#deps, context, organizationId),
    }));
  }

  @Allows('DELETE', 'ORGANIZATION')
  @Mutation(() => DeleteOrganizationPayload, {
    nullable: true,
    description:
      'Has the organization deleted with everything in it, seven days after the second call; the first gives the confirmation that the second takes. For people who are admins of the organization as a whole.',
  })
  async deleteOrganization(
    @Ctx() context: AccessContext,
    @Arg('input', () => DeleteOrganizationInput, INPUT)
    { organizationId, confirmation }: DeleteOrganizationInput,
  ): Promise<Payload<DeletionAnswer>> {
    return toPayload(() =>
      deleteOrganization(this.#deps, context, { organizationId, confirmation: confirmation ?? null }),
    );
  }

  @Allows('DELETE', 'ORGANIZATION')
  @Mutation(() => CancelOrganizationDeletionPayload, {
    nullable: true,
    description: 'Takes the deletion of the organization back, as long as it is not done.',
  })
  async cancelOrganizationDeletion(
    @Ctx() context: AccessContext,
    @Arg('input', () => CancelOrganizationDeletionInput, INPUT)
    { organizationId }: CancelOrganizationDeletionInput,
  ): Promise<Payload<{ organization: Organization }>> {
    return toPayload(async () => ({
      organization: await cancelDeletion(this.#deps, context, organizationId),
    }));
  }
}
