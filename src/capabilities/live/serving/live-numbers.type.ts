import { Field, Float, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';

/** The fields of everything that events add up to. */
@InterfaceType({
  description:
    'What events add up to. They are never added to the numbers of exports, which may have measured the same posts.',
})
export abstract class LiveNumbers {
  @Field(() => Count, { description: 'Views.' })
  readonly views!: bigint;

  @Field(() => Count, { description: 'Likes.' })
  readonly likes!: bigint;

  @Field(() => Count, { description: 'Comments.' })
  readonly comments!: bigint;

  @Field(() => Count, { description: 'Shares.' })
  readonly shares!: bigint;

  @Field(() => Count, { description: 'Saves.' })
  readonly saves!: bigint;

  @Field(() => Count, { description: 'Clicks.' })
  readonly clicks!: bigint;

  @Field(() => Count, { description: 'How often a coupon was used.' })
  readonly couponUses!: bigint;

  @Field(() => Count, { description: 'Conversions.' })
  readonly conversions!: bigint;

  @Field(() => Count, { description: 'The interactions: likes + comments + shares.' })
  readonly interactions!: bigint;

  @Field(() => Float, {
    nullable: true,
    description: 'Percent of views: interactions / views x 100. null where there are no views.',
  })
  readonly engagementRate!: number | null;
}

@ObjectType('LiveMetrics', {
  implements: LiveNumbers,
  simpleResolvers: true,
  description: 'What events add up to over a window, and until when they are complete.',
})
export class LiveMetricsType extends LiveNumbers {
  @Field(() => DateTime, {
    nullable: true,
    description:
      'What was accepted before is counted, but for what is tried again or was put aside. null where nothing was ever counted.',
  })
  readonly watermark!: Date | null;
}

@ObjectType('LivePerformer', {
  implements: LiveNumbers,
  simpleResolvers: true,
  description: 'One row of a live leaderboard: what the events of one influencer in one campaign add up to.',
})
export class LivePerformerType extends LiveNumbers {
  @Field(() => Int, { description: 'The rank, from 1. No two rows share a rank.' })
  readonly rank!: number;

  @Field(() => ID, { description: 'The id of the influencer, as the events give it.' })
  readonly influencerId!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The lower bound of the 95 % Wilson score interval of interactions out of views, x 100. null where there are no views.',
  })
  readonly confidentEngagementRate!: number | null;
}

@ObjectType('LivePeriod', {
  implements: LiveNumbers,
  simpleResolvers: true,
  description: 'What the events of one stretch of time add up to.',
})
export class LivePeriodType extends LiveNumbers {
  @Field(() => DateTime, { description: 'When it begins, in UTC.' })
  readonly from!: Date;
}

@ObjectType('LiveSnapshot', {
  simpleResolvers: true,
  description: 'The live metrics of a campaign at one time, of trusted events.',
})
export class LiveSnapshotType {
  @Field(() => ID, {
    description: 'The same numbers have the same id: pass the last one as lastId to go on from there.',
  })
  readonly id!: string;

  @Field(() => LiveMetricsType, { description: 'Over the last hour.' })
  readonly hour!: LiveMetricsType;

  @Field(() => LiveMetricsType, { description: 'Over the last day.' })
  readonly day!: LiveMetricsType;

  @Field(() => LiveMetricsType, { description: 'Over the whole campaign.' })
  readonly total!: LiveMetricsType;
}
