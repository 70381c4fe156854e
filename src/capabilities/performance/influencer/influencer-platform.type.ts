import { Field, Float, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    "What a creator achieved on one platform, over all campaigns that the viewer may see, and how that compares with the organization's other creators there.",
})
export class InfluencerPlatform {
  @Field(() => String, { description: 'The platform, as Post.platform names it.' })
  readonly platform!: string;

  @Field(() => Count, { description: 'How many posts were measured.' })
  readonly postCount!: bigint;

  @Field(() => Count, { description: 'How often the posts were viewed.' })
  readonly views!: bigint;

  @Field(() => Count, {
    description: 'The interactions: likes + comments + shares, as far as they were reported.',
  })
  readonly interactions!: bigint;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of views: interactions / views x 100. null without views.',
  })
  readonly engagementRate!: number | null;

  @Field(() => Count, {
    description: 'How many other creators have 1,000 views or more on the platform.',
  })
  readonly comparedCount!: bigint;

  @Field(() => Float, {
    nullable: true,
    description:
      'Percent of those others whose engagement rate is lower, from 0 to 100. null where there is no other, and where the creator has fewer than 1,000 views there.',
  })
  readonly percentile!: number | null;
}
