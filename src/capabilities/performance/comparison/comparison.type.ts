import { Field, Float, ID, ObjectType } from 'type-graphql';
import { CampaignPerformance } from '../leaderboard/performance.type.ts';
import { CampaignTotals } from '../totals/campaign-totals.type.ts';

@ObjectType('Change', {
  simpleResolvers: true,
  description: 'How a number differs from the one that it is compared with.',
})
export class ChangeType {
  @Field(() => Float, {
    nullable: true,
    description: 'How much more there is; below 0: how much less. null where one of the two is not known.',
  })
  readonly absolute!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The same in percent of what it is compared with; null where that is 0 or not known.',
  })
  readonly percent!: number | null;
}

@ObjectType('RateChange', {
  simpleResolvers: true,
  description:
    'How an engagement rate differs from the one that it is compared with. All fields are null where one of the two has no views.',
})
export class RateChangeType {
  @Field(() => Float, {
    nullable: true,
    description: 'In percentage points: from 4 % to 5 % is 1.',
  })
  readonly points!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'In percent of the rate that it is compared with: from 4 % to 5 % is 25. null where that is 0.',
  })
  readonly percent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The lower end of the difference's 95 % interval, in percentage points, after Newcombe (1998), method 10, from the Wilson intervals of both rates. null where a rate is above 100 %.",
  })
  readonly low!: number | null;

  @Field(() => Float, { nullable: true, description: 'The upper end of that interval.' })
  readonly high!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the rates differ by more than chance brings about: their interval does not hold 0. Of several comparisons the intervals are so wide that one of all is wrong in one of twenty cases at most. Views are taken as independent of each other, which those of one post are not wholly. It says nothing of why they differ.',
  })
  readonly isMoreThanChance!: boolean | null;
}

@ObjectType('SumsChange', {
  simpleResolvers: true,
  description: 'How sums over posts differ from those that they are compared with.',
})
export class SumsChangeType {
  @Field(() => ChangeType, { description: 'Of how many posts were measured.' })
  readonly postCount!: ChangeType;

  @Field(() => ChangeType, { description: 'Of the views.' })
  readonly views!: ChangeType;

  @Field(() => ChangeType, { description: 'Of the likes.' })
  readonly likes!: ChangeType;

  @Field(() => ChangeType, { description: 'Of the comments.' })
  readonly comments!: ChangeType;

  @Field(() => ChangeType, { description: 'Of the shares.' })
  readonly shares!: ChangeType;

  @Field(() => ChangeType, { description: 'Of the interactions.' })
  readonly interactions!: ChangeType;

  @Field(() => RateChangeType, { description: 'Of the engagement rate.' })
  readonly engagementRate!: RateChangeType;
}

@ObjectType('ComparedTotals', { simpleResolvers: true, description: 'One side of a comparison.' })
export class ComparedTotalsType {
  @Field(() => ID, { description: 'The id of the campaign.' })
  readonly campaignId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The first day that counts, as YYYY-MM-DD in UTC; null: from the first.',
  })
  readonly from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The last day that counts, as YYYY-MM-DD in UTC; null: until the last.',
  })
  readonly to!: string | null;

  @Field(() => CampaignTotals, { description: 'The sums over its posts that count.' })
  readonly totals!: CampaignTotals;
}

@ObjectType('CampaignComparison', {
  simpleResolvers: true,
  description: 'The posts of a campaign beside others.',
})
export class CampaignComparisonType {
  @Field(() => ComparedTotalsType, { description: 'What is compared.' })
  readonly current!: ComparedTotalsType;

  @Field(() => ComparedTotalsType, { description: 'What it is compared with.' })
  readonly base!: ComparedTotalsType;

  @Field(() => ChangeType, { description: 'How many more influencers there are.' })
  readonly influencerCount!: ChangeType;

  @Field(() => SumsChangeType, { description: 'How the sums differ.' })
  readonly change!: SumsChangeType;
}

@ObjectType('ComparedInfluencer', {
  simpleResolvers: true,
  description: 'One of several influencers of a campaign side by side.',
})
export class ComparedInfluencerType {
  @Field(() => ID, { description: 'The id of the influencer.' })
  readonly influencerId!: string;

  @Field(() => CampaignPerformance, {
    nullable: true,
    description: 'What they achieved in the campaign; null where none of their posts in it counts.',
  })
  readonly performance!: CampaignPerformance | null;

  @Field(() => SumsChangeType, {
    nullable: true,
    description:
      'How that differs from the first of them; null of the first itself, and where one of the two has no posts that count.',
  })
  readonly change!: SumsChangeType | null;
}
