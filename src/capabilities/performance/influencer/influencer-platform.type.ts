import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import type { FollowerTier } from './follower-tiers.ts';

const FollowerTierEnum = {
  NANO: 'NANO',
  MICRO: 'MICRO',
  MID: 'MID',
  MACRO: 'MACRO',
  MEGA: 'MEGA',
} as const satisfies Readonly<Record<FollowerTier, FollowerTier>>;

registerEnumType(FollowerTierEnum, {
  name: 'FollowerTier',
  description: 'How many followers somebody has, roughly: creators are compared with others of their tier.',
  valuesConfig: {
    NANO: { description: 'Fewer than 10,000.' },
    MICRO: { description: 'From 10,000, below 100,000.' },
    MID: { description: 'From 100,000, below 500,000.' },
    MACRO: { description: 'From 500,000, below 1,000,000.' },
    MEGA: { description: '1,000,000 and more.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'Whom a creator reaches on one platform, as far as exports say it of posts that the viewer may see.',
})
export class InfluencerAudience {
  @Field(() => Count, {
    nullable: true,
    description:
      'Followers, as the newest post says that reports them; posts without a date are older than those with one. null where none reports them.',
  })
  readonly followers!: bigint | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When that post was posted. null where it has no date, and without followers.',
  })
  readonly followersAt!: Date | null;

  @Field(() => Count, {
    nullable: true,
    description:
      'Reach, summed up over the posts that report it: whoever was reached by two posts counts twice. null where none does.',
  })
  readonly reach!: bigint | null;

  @Field(() => Count, { description: 'How many posts report a reach.' })
  readonly reachPostCount!: bigint;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Where a creator's engagement rate stands among the others of the platform and of the same tier of followers.",
})
export class TierStanding {
  @Field(() => FollowerTierEnum, { description: 'The tier.' })
  readonly tier!: FollowerTier;

  @Field(() => Count, { description: 'From how many followers on the tier begins.' })
  readonly fromFollowers!: number;

  @Field(() => Count, { nullable: true, description: 'Below how many followers it ends; null: it does not.' })
  readonly belowFollowers!: number | null;

  @Field(() => Count, {
    description: 'How many other creators of the tier have 1,000 views or more on the platform.',
  })
  readonly comparedCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Percent of those others whose engagement rate is lower, from 0 to 100. null where there are fewer than 10, and where the creator has fewer than 1,000 views there.',
  })
  readonly percentile!: number | null;
}

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
