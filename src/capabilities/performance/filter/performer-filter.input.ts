import { Field, InputType } from 'type-graphql';

@InputType({
  description:
    'Which posts of a campaign count, and whose rows are given. Fields that are null leave out nothing.',
})
export class PerformerFilterInput {
  @Field(() => [String], {
    nullable: true,
    description:
      'Counts posts on these platforms alone, named as Post.platform names them, in any case: up to 20. null or an empty list: posts on all platforms, and those without one. A post without a platform is on none of those named.',
  })
  readonly platforms?: readonly string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Counts posts of this day and later alone, as YYYY-MM-DD in UTC. null: from the first. With from or to, posts without a date do not count.',
  })
  readonly from?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Counts posts until the end of this day alone, as YYYY-MM-DD in UTC; not before from. null: until the last.',
  })
  readonly to?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Gives influencers alone whose id holds this text, whatever its case: up to 200 characters. Their ranks, and the rate that they are compared with, are those among all.',
  })
  readonly search?: string | null;
}

/** How the argument `filter` is declared. */
export const FILTER = {
  nullable: true,
  description: 'Which posts count, and whose rows are given. null: all.',
};
