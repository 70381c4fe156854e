import { Field, ID, InputType } from 'type-graphql';

const PARENT = {
  nullable: true,
  description: 'The new parent; null or omitted: directly below the organization.',
};
const ID_OF_DEPARTMENT = { description: 'The department.' };
const NAME = { description: 'The name, 1 to 200 characters.' };

@InputType({ description: 'The input of createDepartment.' })
export class CreateDepartmentInput {
  @Field(() => String, NAME)
  readonly name!: string;

  @Field(() => ID, PARENT)
  readonly parentId!: string | null;
}

@InputType({ description: 'The input of renameDepartment.' })
export class RenameDepartmentInput {
  @Field(() => ID, ID_OF_DEPARTMENT)
  readonly id!: string;

  @Field(() => String, NAME)
  readonly name!: string;
}

@InputType({ description: 'The input of moveDepartment.' })
export class MoveDepartmentInput {
  @Field(() => ID, ID_OF_DEPARTMENT)
  readonly id!: string;

  @Field(() => ID, PARENT)
  readonly parentId!: string | null;
}

@InputType({ description: 'The input of deleteDepartment.' })
export class DeleteDepartmentInput {
  @Field(() => ID, ID_OF_DEPARTMENT)
  readonly id!: string;
}
