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

@InputType({ description: 'One shot of a video, or one picture of a post.' })
export class BriefShotInput {
  @Field(() => String, { description: 'What is seen.' })
  readonly seen!: string;

  @Field(() => String, { nullable: true, description: 'What is said over it.' })
  readonly said?: string | null;

  @Field(() => String, { nullable: true, description: 'What stands on the screen.' })
  readonly onScreen?: string | null;
}

@InputType({
  description:
    'The input of editBrief: the fields to change. What is left out stays; null brings back what was written.',
})
export class EditBriefInput {
  @Field(() => ID, { description: 'The brief.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: "The text to publish, within the platform's limits." })
  readonly caption?: string | null;

  @Field(() => [String], { nullable: true, description: '3 to 5 hook ideas.' })
  readonly hookIdeas?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'As many hashtags as the platform takes.' })
  readonly hashtags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The call to action, up to 200 characters.' })
  readonly cta?: string | null;

  @Field(() => String, { nullable: true, description: 'The tone, up to 300 characters.' })
  readonly tone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the creator should make, and why, up to 2,000 characters.',
  })
  readonly creativeAngle?: string | null;

  @Field(() => String, { nullable: true, description: 'What the post is to achieve, up to 300 characters.' })
  readonly objective?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the audience should remember, up to 300 characters.',
  })
  readonly keyMessage?: string | null;

  @Field(() => [BriefShotInput], { nullable: true, description: '2 to 8 shots.' })
  readonly shots?: BriefShotInput[] | null;

  @Field(() => [String], { nullable: true, description: '2 to 6 things to do.' })
  readonly dos?: string[] | null;

  @Field(() => [String], { nullable: true, description: '2 to 6 things not to do.' })
  readonly donts?: string[] | null;
}

@InputType({ description: 'The input of deleteBrief.' })
export class DeleteBriefInput {
  @Field(() => ID, { description: 'The brief.' })
  readonly id!: string;
}
