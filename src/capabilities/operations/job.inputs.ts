import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The input of retryJob.' })
export class RetryJobInput {
  @Field(() => ID, { description: 'The job.' })
  readonly id!: string;
}
