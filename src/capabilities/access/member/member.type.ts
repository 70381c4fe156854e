import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { BY_CREATION, BY_NAME, createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import { createDepartmentResolver } from '../department/department.type.ts';
import { RoleEnum } from '../enums.type.ts';
import { createPersonResolver } from '../people/person.type.ts';
import type { Role } from '../rules/rules.ts';

const DEPARTMENT_ID = { nullable: true, description: 'The department; null: the organization as a whole.' };

@ObjectType('Member', { description: "A person's role in the organization or in one of its departments." })
export class MemberType {
  @Field(() => ID, { description: 'The id of the membership.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The person.' })
  readonly personId!: string;

  @Field(() => String, { description: 'The name of the person.' })
  readonly name!: string;

  @Field(() => String, { description: "The person's e-mail address." })
  readonly email!: string;

  @Field(() => ID, DEPARTMENT_ID)
  readonly departmentId!: string | null;

  @Field(() => RoleEnum, { description: 'The role; it also applies in every department below.' })
  readonly role!: Role;

  @Field(() => DateTime, { description: 'Since when.' })
  readonly createdAt!: Date;
}

const ORDERED = 'in the order that was asked for';

export const MemberConnection = createConnectionType(MemberType, 'Member', ORDERED);
export const MemberOrderEnum = createOrderType('MemberOrder', 'How members are ordered.', {
  ...BY_NAME,
  ...BY_CREATION,
});

const DEPARTMENT = 'The department; null for the organization as a whole, and where it may not be seen.';

export const MemberDepartmentResolver = createDepartmentResolver(MemberType, DEPARTMENT);
export const MemberPersonResolver = createPersonResolver(MemberType, 'The person.');

@ObjectType('Invitation', { description: 'An offered role, accepted by opening its link.' })
export class InvitationType {
  @Field(() => ID, { description: 'The id.' })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only the person with this address may accept it; null: whoever has the link.',
  })
  readonly email!: string | null;

  @Field(() => ID, DEPARTMENT_ID)
  readonly departmentId!: string | null;

  @Field(() => RoleEnum, { description: 'The role that it gives.' })
  readonly role!: Role;

  @Field(() => DateTime, { description: 'Until when it can be accepted.' })
  readonly expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was accepted; null: it was not.' })
  readonly acceptedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null: it was not.' })
  readonly revokedAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  readonly createdAt!: Date;
}

export const InvitationConnection = createConnectionType(InvitationType, 'Invitation', ORDERED);
export const InvitationOrderEnum = createOrderType(
  'InvitationOrder',
  'How invitations are ordered.',
  BY_CREATION,
);

export const InvitationDepartmentResolver = createDepartmentResolver(InvitationType, DEPARTMENT);

export const ChangeRolePayload = createPayloadType('ChangeRolePayload', {
  member: { type: () => MemberType, description: 'The membership as it is now;' },
});

export const RemoveMemberPayload = createPayloadType('RemoveMemberPayload', {
  personId: { type: () => ID, description: 'The person who has left;' },
});

export const InviteMemberPayload = createPayloadType('InviteMemberPayload', {
  invitation: { type: () => InvitationType, description: 'The invitation;' },
  token: {
    type: () => String,
    description: 'For signUp or acceptInvitation. It is shown only once and stored as a hash;',
  },
  link: { type: () => String, description: 'The same as a link to send;' },
});

export const RevokeInvitationPayload = createPayloadType('RevokeInvitationPayload', {
  invitation: { type: () => InvitationType, description: 'The invitation as it is now;' },
});
