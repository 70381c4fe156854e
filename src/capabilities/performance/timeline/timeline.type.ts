import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { EngagementNumbers } from '../numbers.type.ts';
import type { TimelineUnit } from './timeline.ts';

/** GraphQL wants an object for an enum; its values are those of the union. */
export const TimelineUnitEnum = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  YEAR: 'YEAR',
} as const satisfies Readonly<Record<TimelineUnit, TimelineUnit>>;

registerEnumType(TimelineUnitEnum, {
  name: 'TimelineUnit',
  description: 'How long the periods of a timeline are.',
  valuesConfig: {
    DAY: { description: 'A day in UTC.' },
    WEEK: { description: 'A week in UTC, from Monday.' },
    MONTH: { description: 'A month in UTC.' },
    YEAR: { description: 'A year in UTC.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  implements: EngagementNumbers,
  description: 'What the posts of one period achieved until the export.',
})
export class TimelinePeriod extends EngagementNumbers {
  @Field(() => DateTime, { description: 'When the period begins.' })
  readonly from!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A campaign by the time when its posts were posted.' })
export class CampaignTimeline {
  @Field(() => TimelineUnitEnum, {
    description: 'How long a period is: the shortest that makes about a hundred of them at the most.',
  })
  readonly unit!: TimelineUnit;

  @Field(() => [TimelinePeriod], {
    description:
      'In the order of time: at most 241, or one a year where the posts span more than twenty years. A period without posts is absent, and so are posts without a date: empty where no post has one.',
  })
  readonly periods!: readonly TimelinePeriod[];
}
