import { Field, ID, InputType } from 'type-graphql';
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

const ORGANIZATION_ID = {
  description:
    'The organization that the viewer looks at: named, so that it is no other one than they think.',
};

@InputType({ description: 'The input of exportOrganization.' })
export class ExportOrganizationInput {
  @Field(() => ID, ORGANIZATION_ID)
  readonly organizationId!: string;
}

@InputType({ description: 'The input of deleteOrganization.' })
export class DeleteOrganizationInput {
  @Field(() => ID, ORGANIZATION_ID)
  readonly organizationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What the first call gave, for the second one; valid for 10 minutes.',
  })
  readonly confirmation!: string | null;
}

@InputType({ description: 'The input of cancelOrganizationDeletion.' })
export class CancelOrganizationDeletionInput {
  @Field(() => ID, ORGANIZATION_ID)
  readonly organizationId!: string;
}
