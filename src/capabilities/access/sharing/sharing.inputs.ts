import { Field, ID, InputType, Int } from 'type-graphql';
import { AccessEnum, ShareableEnum } from '../enums.type.ts';
import type { Access, Shareable } from '../rules/rules.ts';

const RESOURCE = { description: 'What kind of resource it is.' };
const ID_OF_RESOURCE = { description: 'The id of the resource.' };
const ACCESS = { description: 'What it gives.' };

@InputType({ description: 'The input of shareResource.' })
export class ShareResourceInput {
  @Field(() => ShareableEnum, RESOURCE)
  readonly resource!: Shareable;

  @Field(() => ID, ID_OF_RESOURCE)
  readonly id!: string;

  @Field(() => AccessEnum, ACCESS)
  readonly access!: Access;

  @Field(() => ID, {
    nullable: true,
    description: 'The member to share it with; or departmentId.',
  })
  readonly personId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The department to share it with; or personId.',
  })
  readonly departmentId!: string | null;
}

@InputType({ description: 'The input of revokeGrant.' })
export class RevokeGrantInput {
  @Field(() => ID, { description: 'The grant.' })
  readonly id!: string;
}

@InputType({ description: 'The input of createGuestLink.' })
export class CreateGuestLinkInput {
  @Field(() => ShareableEnum, RESOURCE)
  readonly resource!: Shareable;

  @Field(() => ID, ID_OF_RESOURCE)
  readonly id!: string;

  @Field(() => AccessEnum, { ...ACCESS, nullable: true, defaultValue: AccessEnum.VIEW })
  readonly access!: Access;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: 'How long it is valid, from 1 to 365 days.',
  })
  readonly expiresInDays!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The password to open it, 12 to 200 characters; if omitted, none.',
  })
  readonly password!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How often it may be opened, from 1 to 1000000; if omitted, unlimited.',
  })
  readonly maxUses!: number | null;
}

@InputType({ description: 'The input of revokeGuestLink.' })
export class RevokeGuestLinkInput {
  @Field(() => ID, { description: 'The guest link.' })
  readonly id!: string;
}

@InputType({ description: 'The input of openGuestLink.' })
export class OpenGuestLinkInput {
  @Field(() => String, { description: 'The token of the link.' })
  readonly token!: string;

  @Field(() => String, { nullable: true, description: 'The password, where the link has one.' })
  readonly password!: string | null;
}

@InputType({ description: 'The input of assignDepartment.' })
export class AssignDepartmentInput {
  @Field(() => ShareableEnum, RESOURCE)
  readonly resource!: Shareable;

  @Field(() => ID, ID_OF_RESOURCE)
  readonly id!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The new department; null or omitted: the organization as a whole.',
  })
  readonly departmentId!: string | null;
}
