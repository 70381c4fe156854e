import { Field, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { CampaignPlatform } from '../totals/campaign-totals.type.ts';

@ObjectType('CampaignSummary', {
  simpleResolvers: true,
  description: 'What stands out in a campaign, in numbers that can be said in a sentence.',
})
export class Summary {
  @Field(() => Count, {
    description:
      'How many influencers were compared with the engagement rate of all posts that count: those with so many views.',
  })
  readonly comparedCount!: bigint;

  @Field(() => Count, {
    description:
      'How many of them stand above it by more than chance brings about among so many. By their intervals alone 25 of 1,000 would who are all the same. Corrected as Benjamini and Hochberg do, of those counted at most one in twenty is there by chance, on average. Views are taken as independent of each other.',
  })
  readonly aboveCount!: bigint;

  @Field(() => CampaignPlatform, {
    nullable: true,
    description:
      'The platform with the best engagement rate, of those with 1,000 views or more. null where there are no two of them, and where the 95 % interval of the best overlaps that of another.',
  })
  readonly bestPlatform!: CampaignPlatform | null;
}
