import { Field, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';

@ObjectType('CampaignStandings', {
  simpleResolvers: true,
  description:
    'How many influencers stand where to the engagement rate of their campaign. Who has no views has no rate, and is not counted.',
})
export class Standings {
  @Field(() => Count, { description: 'Above it even by their confidentEngagementRate.' })
  readonly certainCount!: bigint;

  @Field(() => Count, {
    description: 'Above it, while their confidentEngagementRate is not: it may be chance.',
  })
  readonly uncertainCount!: bigint;

  @Field(() => Count, { description: 'Not above it.' })
  readonly belowCount!: bigint;
}
