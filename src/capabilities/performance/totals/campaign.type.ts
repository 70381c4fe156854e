import { Field, ID, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createNodeIdResolver, Node } from '../../../platform/graph/node.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';

@ObjectType('Campaign', {
  simpleResolvers: true,
  implements: [Node, EngagementNumbers],
  description: 'A campaign of a brand, with the sums over all posts of all its influencers.',
})
export class CampaignType extends EngagementNumbers {
  @Field(() => ID, { description: 'The id that the exports give it.' })
  readonly id!: string;

  @Field(() => Count, { description: 'How many influencers have posts in it.' })
  readonly influencers!: bigint;

  @Field(() => ID, {
    nullable: true,
    description: 'Its department; null: the organization as a whole.',
  })
  readonly departmentId!: string | null;

  @Field(() => DateTime, { description: 'When an import last changed its numbers.' })
  readonly lastImportedAt!: Date;
}

export const CampaignConnection = createConnectionType(CampaignType, 'Campaign', 'by id');

export const CampaignNodeIdResolver = createNodeIdResolver(
  CampaignType,
  'Campaign',
  ({ id }: CampaignType) => [id],
);
