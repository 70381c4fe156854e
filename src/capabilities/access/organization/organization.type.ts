import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';

@ObjectType('Organization', { description: 'The tenant. Every row belongs to one, and no query crosses it.' })
export class OrganizationType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

const ORGANIZATION = {
  organization: { type: () => OrganizationType, description: 'The organization as it is now;' },
} as const;

export const CreateOrganizationPayload = createPayloadType('CreateOrganizationPayload', ORGANIZATION);
export const RenameOrganizationPayload = createPayloadType('RenameOrganizationPayload', ORGANIZATION);
