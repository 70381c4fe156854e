import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';
import type { InfluencerCampaignOrder } from './influencer.ts';
import type { InfluencerOrder } from './influencer-list.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const InfluencerCampaignOrderEnum = {
  CAMPAIGN_ID_ASC: 'CAMPAIGN_ID_ASC',
  VIEWS_DESC: 'VIEWS_DESC',
} as const satisfies Readonly<Record<InfluencerCampaignOrder, InfluencerCampaignOrder>>;

registerEnumType(InfluencerCampaignOrderEnum, {
  name: 'InfluencerCampaignOrder',
  description: "In which order an influencer's campaigns are listed.",
  valuesConfig: {
    CAMPAIGN_ID_ASC: { description: 'By the id of the campaign.' },
    VIEWS_DESC: { description: 'Those in which the influencer was most viewed come first.' },
  },
});

export const InfluencerOrderEnum = {
  ID_ASC: 'ID_ASC',
  BEST_MATCH: 'BEST_MATCH',
} as const satisfies Readonly<Record<InfluencerOrder, InfluencerOrder>>;

registerEnumType(InfluencerOrderEnum, {
  name: 'InfluencerOrder',
  description: 'In which order influencers are listed.',
  valuesConfig: {
    ID_ASC: { description: 'By id.' },
    BEST_MATCH: {
      description:
        'Whose id is the text of search comes first, then whose id is it but for the case, whose id begins with it, and whose id holds it; each by id. Without search, by id.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  implements: [Node, EngagementNumbers],
  description: 'A creator, with the sums over all posts in all campaigns that the viewer may see.',
})
export class Influencer extends EngagementNumbers {
  @Field(() => ID, { description: 'The id that the exports give the creator.' })
  readonly id!: string;

  @Field(() => Count, { description: 'In how many campaigns the creator has posts.' })
  readonly campaignCount!: bigint;
}

export const InfluencerConnection = createConnectionType(Influencer, 'Influencer', 'by id');

export const InfluencerNodeIdResolver = createNodeIdResolver(
  Influencer,
  'Influencer',
  ({ id }: Influencer) => [id],
);
