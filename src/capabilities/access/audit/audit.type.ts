import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { BY_CREATION, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { createDepartmentResolver } from '../department/department.type.ts';
import { ResourceEnum } from '../enums.type.ts';
import type { Resource } from '../rules/rules.ts';
import type { Viewer } from '../viewer/viewer.ts';
import { ActorKindEnum, AuditActionEnum } from './audit-enums.type.ts';

@ObjectType('AuditEntry', {
  description: 'Who did what to which resource, when and from where. Entries cannot be changed.',
})
export class AuditEntryType {
  @Field(() => ID, { description: 'The id; later entries have higher ones.' })
  readonly id!: string;

  @Field(() => DateTime, { description: 'When it was done.' })
  readonly createdAt!: Date;

  @Field(() => ActorKindEnum, { description: 'What kind of caller did it.' })
  readonly actorKind!: Viewer['kind'];

  @Field(() => ID, {
    nullable: true,
    description: 'The person, or the guest link; null where it is not known.',
  })
  readonly actorId!: string | null;

  @Field(() => String, { description: "The person's e-mail address at the time." })
  readonly actorName!: string;

  @Field(() => AuditActionEnum, { description: 'What was done.' })
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

  @Field(() => ID, { nullable: true, description: 'The id of the request, as in the server log.' })
  readonly requestId!: string | null;

  @Field(() => GraphQLJSON, { description: 'Further facts, such as the role before and after.' })
  readonly details!: Readonly<Record<string, unknown>>;
}

@ObjectType('AuditVerification', {
  description:
    'Whether the audit log is as it was written: each minute a seal is put over new entries and the seal before.',
})
export class AuditVerificationType {
  @Field(() => Boolean, { description: 'Whether every seal holds.' })
  readonly isIntact!: boolean;

  @Field(() => Count, { description: 'How many seals hold, from the first.' })
  readonly sealCount!: number;

  @Field(() => Count, { description: 'How many entries they are over that are still kept.' })
  readonly entryCount!: number;

  @Field(() => Count, { description: 'How many entries were written since the last seal.' })
  readonly unsealedCount!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The number of the first seal that does not hold; null where all do.',
  })
  readonly firstBrokenSeal!: number | null;

  @Field(() => String, { nullable: true, description: 'What is wrong with it; null where all seals hold.' })
  readonly problem!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The last seal that holds, to be kept elsewhere as expectedSeal; null where there is none yet.',
  })
  readonly lastSeal!: string | null;
}

export const VerifyAuditLogPayload = createPayloadType('VerifyAuditLogPayload', {
  verification: { type: () => AuditVerificationType, description: 'What was found;' },
});

export const AuditEntryConnection = createConnectionType(
  AuditEntryType,
  'AuditEntry',
  'in the order that was asked for',
);
export const AuditEntryOrderEnum = createOrderType(
  'AuditEntryOrder',
  'How entries of the audit log are ordered.',
  BY_CREATION,
);

export const AuditEntryDepartmentResolver = createDepartmentResolver(
  AuditEntryType,
  'The department that it was in; null where that is the organization as a whole, was deleted, or may not be seen.',
);
