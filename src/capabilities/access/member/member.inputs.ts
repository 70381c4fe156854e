import { Field, ID, InputType, Int } from 'type-graphql';
import { RoleEnum } from '../enums.type.ts';
import type { Role } from '../rules/rules.ts';

const DEPARTMENT = {
  nullable: true,
  description: 'The department; null or omitted: the organization as a whole.',
};
const PERSON = { description: 'The person.' };

@InputType({ description: 'The input of inviteMember.' })
export class InviteMemberInput {
  @Field(() => RoleEnum, { description: 'The role to offer.' })
  readonly role!: Role;

  @Field(() => ID, DEPARTMENT)
  readonly departmentId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only the person with this address may accept it; if omitted, anyone with the link.',
  })
  readonly email!: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 7,
    description: 'How long it is valid, from 1 to 90 days.',
  })
  readonly expiresInDays!: number;
}

@InputType({ description: 'The input of revokeInvitation.' })
export class RevokeInvitationInput {
  @Field(() => ID, { description: 'The invitation.' })
  readonly id!: string;
}

@InputType({ description: 'The input of changeRole.' })
export class ChangeRoleInput {
  @Field(() => ID, PERSON)
  readonly personId!: string;

  @Field(() => RoleEnum, { description: 'The role from now on.' })
  readonly role!: Role;

  @Field(() => ID, DEPARTMENT)
  readonly departmentId!: string | null;
}

@InputType({ description: 'The input of removeMember.' })
export class RemoveMemberInput {
  @Field(() => ID, PERSON)
  readonly personId!: string;

  @Field(() => ID, DEPARTMENT)
  readonly departmentId!: string | null;
}
