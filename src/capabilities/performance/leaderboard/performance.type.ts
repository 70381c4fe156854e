import { Field, Float, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';
import type { RankBy } from './ranking.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const RankByEnum = {
  ENGAGEMENT_RATE: 'ENGAGEMENT_RATE',
  CONFIDENT_ENGAGEMENT_RATE: 'CONFIDENT_ENGAGEMENT_RATE',
  VIEWS: 'VIEWS',
  INTERACTIONS: 'INTERACTIONS',
} as const satisfies Readonly<Record<RankBy, RankBy>>;

registerEnumType(RankByEnum, {
  name: 'RankBy',
  description:
    'What a leaderboard is ordered by, highest first. Ties go by views, then by the id of the influencer.',
  valuesConfig: {
    ENGAGEMENT_RATE: { description: 'By engagementRate. Whoever has no views ranks last.' },
    CONFIDENT_ENGAGEMENT_RATE: {
      description: 'By confidentEngagementRate: few views count for little, so that luck does not win.',
    },
    VIEWS: { description: 'By views.' },
    INTERACTIONS: { description: 'By interactions.' },
  },
});

/** The fields of what one influencer achieved in one campaign. */
@InterfaceType({
  implements: EngagementNumbers,
  description: 'What one influencer achieved in one campaign, over all of their posts in it.',
})
export abstract class InfluencerPerformance extends EngagementNumbers {
  @Field(() => ID, { description: 'The id of the campaign.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'The id of the influencer.' })
  readonly influencerId!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The lower bound of the 95 % Wilson score interval of interactions out of views, x 100: the percent of views that the engagement rate is at least, with 95 % confidence. null where there are no views.',
  })
  readonly confidentEngagementRate!: number | null;
}

@ObjectType({
  // All: what comes by inheritance alone gets a resolver for each field all the same.
  implements: [Node, EngagementNumbers, InfluencerPerformance],
  simpleResolvers: true,
  description: 'What one influencer achieved in one campaign, over all of their posts in it.',
})
export class CampaignPerformance extends InfluencerPerformance {}

@ObjectType({
  // Both: what comes by inheritance alone gets a resolver for each field all the same.
  implements: [EngagementNumbers, InfluencerPerformance],
  simpleResolvers: true,
  description:
    'One row of a leaderboard: what one influencer achieved in one campaign, and the rank that it gives.',
})
export class TopPerformer extends InfluencerPerformance {
  @Field(() => Int, { description: 'The rank, from 1. No two rows share a rank.' })
  readonly rank!: number;
}

export const CampaignPerformanceConnection = createConnectionType(
  CampaignPerformance,
  'CampaignPerformance',
  'by the id of the campaign or as orderBy says',
);

export const CampaignPerformanceNodeIdResolver = createNodeIdResolver(
  CampaignPerformance,
  'CampaignPerformance',
  ({ campaignId, influencerId }: CampaignPerformance) => [campaignId, influencerId],
);
