import { Field, ID, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';

@ObjectType({
  simpleResolvers: true,
  implements: EngagementNumbers,
  description: 'A creator, with the sums over all posts in all campaigns.',
})
export class Influencer extends EngagementNumbers {
  @Field(() => ID, { description: 'The id that the exports give the creator.' })
  readonly id!: string;

  @Field(() => Count, { description: 'In how many campaigns the creator has posts.' })
  readonly campaignCount!: bigint;
}
