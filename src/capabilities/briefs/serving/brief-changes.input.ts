import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'The input of rateBrief.' })
export class RateBriefInput {
  @Field(() => ID, { description: 'The id of the brief.' })
  readonly id!: string;

  @Field(() => Int, { description: 'From 1 (poor) to 5 (sent unchanged).' })
  readonly score!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What was good or bad about it, up to 2,000 characters.',
  })
  readonly note!: string | null;
}

@InputType({ description: 'The input of deleteBrief.' })
export class DeleteBriefInput {
  @Field(() => ID, { description: 'The brief.' })
  readonly id!: string;
}
