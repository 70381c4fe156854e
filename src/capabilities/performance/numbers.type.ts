import { Field, Float, InterfaceType } from 'type-graphql';
import { Count } from '../../platform/graph/count.type.ts';

/** The fields that every sum over posts has. */
@InterfaceType({
  description:
    'Sums over posts. likes, comments and shares are null where no post reported them: that is not zero.',
})
export abstract class EngagementNumbers {
  @Field(() => Count, { description: 'How many posts were measured.' })
  readonly postCount!: bigint;

  @Field(() => Count, { description: 'How often the posts were viewed.' })
  readonly views!: bigint;

  @Field(() => Count, {
    nullable: true,
    description: 'Likes; null where no post reported any count of them.',
  })
  readonly likes!: bigint | null;

  @Field(() => Count, {
    nullable: true,
    description: 'Comments; null where no post reported any count of them.',
  })
  readonly comments!: bigint | null;

  @Field(() => Count, {
    nullable: true,
    description: 'Shares; null where no post reported any count of them.',
  })
  readonly shares!: bigint | null;

  @Field(() => Count, {
    description: 'The interactions: likes + comments + shares, as far as they were reported.',
  })
  readonly interactions!: bigint;

  @Field(() => Float, {
    nullable: true,
    description:
      'Percent of views (not of followers or reach): interactions / views x 100. Over several posts it is weighted: the sum of interactions by the sum of views. null where there are no views.',
  })
  readonly engagementRate!: number | null;
}
