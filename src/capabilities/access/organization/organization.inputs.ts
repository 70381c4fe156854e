import { Field, InputType } from 'type-graphql';
import { RoleEnum } from '../enums.type.ts';
import type { Role } from '../rules/rules.ts';

const NAME = { description: 'The name, 1 to 200 characters.' };

@InputType({ description: 'The input of createOrganization.' })
export class CreateOrganizationInput {
  @Field(() => String, NAME)
  readonly name!: string;
}

@InputType({ description: 'The input of renameOrganization.' })
export class RenameOrganizationInput {
  @Field(() => String, NAME)
  readonly name!: string;
}

@InputType({ description: 'The input of requireSecondFactor.' })
export class RequireSecondFactorInput {
  @Field(() => [RoleEnum], {
    description: 'Whoever holds one of these roles, anywhere in the organization; empty: nobody.',
  })
  readonly roles!: readonly Role[];
}
