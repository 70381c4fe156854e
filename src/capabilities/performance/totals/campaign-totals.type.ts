import { Field, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';

@ObjectType({
  simpleResolvers: true,
  implements: EngagementNumbers,
  description: 'The sums over the posts of a campaign that count.',
})
export class CampaignTotals extends EngagementNumbers {
  @Field(() => Count, { description: 'How many influencers have such posts.' })
  readonly influencerCount!: bigint;
}

@ObjectType({
  simpleResolvers: true,
  implements: EngagementNumbers,
  description: 'The sums over the posts of a campaign on one platform.',
})
export class CampaignPlatform extends EngagementNumbers {
  @Field(() => String, {
    nullable: true,
    description: 'The platform, as Post.platform names it; null: of posts without one.',
  })
  readonly platform!: string | null;

  @Field(() => Count, { description: 'How many influencers have posts on it.' })
  readonly influencerCount!: bigint;
}
