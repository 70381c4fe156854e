import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { BY_CREATION, BY_NAME, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { RoleEnum } from '../enums.type.ts';
import type { Role } from '../rules/rules.ts';

@ObjectType('Organization', {
  implements: [Node],
  description: 'The tenant. Every row belongs to one, and no query crosses it.',
})
export class OrganizationType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => [RoleEnum], {
    description: 'Whoever holds one of these roles needs a second factor to do anything here.',
  })
  readonly secondFactorRoles!: readonly Role[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is deleted with everything in it; null where it is not to be.',
  })
  readonly deletionDueAt!: Date | null;
}

export const OrganizationConnection = createConnectionType(
  OrganizationType,
  'Organization',
  'in the order that was asked for',
);
export const OrganizationOrderEnum = createOrderType('OrganizationOrder', 'How organizations are ordered.', {
  ...BY_NAME,
  ...BY_CREATION,
});

export const OrganizationNodeIdResolver = createNodeIdResolver(
  OrganizationType,
  'Organization',
  ({ id }: OrganizationType) => [id],
);

const ORGANIZATION = {
  organization: { type: () => OrganizationType, description: 'The organization as it is now;' },
} as const;

export const CreateOrganizationPayload = createPayloadType('CreateOrganizationPayload', ORGANIZATION);
export const ExportOrganizationPayload = createPayloadType('ExportOrganizationPayload', {
  downloadUrl: {
    type: () => String,
    description:
      'Where everything that belongs to the organization can be had for 10 minutes, as one JSON object a line: its table and its row;',
  },
});
export const DeleteOrganizationPayload = createPayloadType('DeleteOrganizationPayload', {
  confirmation: {
    type: () => String,
    description:
      'Of the first call: what the second one takes, for nothing is to be deleted yet; null of the second, and',
  },
  organization: {
    type: () => OrganizationType,
    description:
      'Of the second call: the organization, which says when it is deleted; null of the first, and',
  },
});
export const CancelOrganizationDeletionPayload = createPayloadType(
  'CancelOrganizationDeletionPayload',
  ORGANIZATION,
);
export const RequireSecondFactorPayload = createPayloadType('RequireSecondFactorPayload', ORGANIZATION);
export const RenameOrganizationPayload = createPayloadType('RenameOrganizationPayload', ORGANIZATION);
