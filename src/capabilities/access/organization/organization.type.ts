import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createPayloadType } from '../payload.ts';

@ObjectType('Organization', { description: 'The tenant. Every row belongs to one, and no query crosses it.' })
export class OrganizationType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const OrganizationPayload = createPayloadType('OrganizationPayload', {
  organization: { type: () => OrganizationType, description: 'The organization as it is now;' },
});
