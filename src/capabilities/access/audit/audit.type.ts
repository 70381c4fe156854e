import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { ResourceEnum } from '../enums.type.ts';
import type { Resource } from '../rules/rules.ts';

@ObjectType('AuditEntry', {
  description: 'Who did what to which resource, when and from where. Entries cannot be changed.',
})
export class AuditEntryType {
  @Field(() => ID, { description: 'The id; later entries have higher ones.' })
  readonly id!: string;

  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date;

  @Field(() => String, { description: 'PERSON, API_TOKEN, GUEST or NOBODY.' })
  readonly actorKind!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The person, or the guest link; null where it is not known.',
  })
  readonly actorId!: string | null;

  @Field(() => String, { description: "The person's e-mail address at the time." })
  readonly actorName!: string;

  @Field(() => String, { description: 'What was done, such as department.moved.' })
  readonly action!: string;

  @Field(() => ResourceEnum, { description: 'What kind of thing it was done to.' })
  readonly resource!: Resource;

  @Field(() => ID, { nullable: true, description: 'To which one.' })
  readonly resourceId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The department that it was in; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => String, { nullable: true, description: "The client's address." })
  readonly address!: string | null;

  @Field(() => String, { nullable: true, description: 'The id of the request, as in the server log.' })
  readonly requestId!: string | null;

  @Field(() => GraphQLJSON, { description: 'Further facts, such as the role before and after.' })
  readonly details!: Readonly<Record<string, unknown>>;
}

export const AuditEntryConnection = createConnectionType(AuditEntryType, 'AuditEntry', 'newest first');
