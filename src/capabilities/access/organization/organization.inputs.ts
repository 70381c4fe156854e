import { Field, InputType } from 'type-graphql';

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
