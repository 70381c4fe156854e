import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Format, Goal, Platform } from './brief.ts';
import { FormatEnum, GoalEnum, PlatformEnum } from './brief-enums.type.ts';

@ObjectType({ description: 'A claim that may be made of the product.' })
export class BriefFact {
  @Field(() => String, { description: 'The claim.' })
  readonly claim!: string;

  @Field(() => String, { nullable: true, description: 'What proves it; null where nothing was named.' })
  readonly proof!: string | null;
}

@ObjectType({ description: 'So many posts of a format.' })
export class BriefDeliverable {
  @Field(() => FormatEnum, { description: 'What each is.' })
  readonly format!: Format;

  @Field(() => Int, { description: 'How many.' })
  readonly count!: number;
}

@ObjectType({ description: 'Calendar days.' })
export class BriefDates {
  @Field(() => String, { description: 'The first, as YYYY-MM-DD.' })
  readonly from!: string;

  @Field(() => String, { description: 'The last, as YYYY-MM-DD.' })
  readonly to!: string;
}

@ObjectType('BriefRequest', { description: 'What a brief was asked for, as it was understood.' })
export class BriefRequestType {
  @Field(() => String, { description: 'The brand.' })
  readonly brand!: string;

  @Field(() => String, { description: 'The product.' })
  readonly product!: string;

  @Field(() => GoalEnum, { description: 'What the campaign wants.' })
  readonly goal!: Goal;

  @Field(() => PlatformEnum, { description: 'Where it is posted.' })
  readonly platform!: Platform;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the campaign whose results it builds on; null for all of the platform.',
  })
  readonly campaignId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whom it speaks to; null where that was left to the persona.',
  })
  readonly audience!: string | null;

  @Field(() => String, { nullable: true, description: 'How it should sound; null where that was left open.' })
  readonly tone!: string | null;

  @Field(() => String, { description: 'The language, as a BCP 47 tag.' })
  readonly locale!: string;

  @Field(() => [String], { description: 'What the post has to mention, word for word.' })
  readonly mustMention!: readonly string[];

  @Field(() => [String], { description: 'What nothing that is published may say.' })
  readonly mustAvoid!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'The category; null where that was left to the writer.' })
  readonly category!: string | null;

  @Field(() => [BriefFact], { description: 'What may be claimed of the product: at most 12.' })
  readonly facts!: readonly BriefFact[];

  @Field(() => String, { nullable: true, description: 'Where the audience is to go.' })
  readonly link!: string | null;

  @Field(() => String, { nullable: true, description: 'The discount code.' })
  readonly code!: string | null;

  @Field(() => [BriefDeliverable], {
    description: 'What was asked of the creator, at most 10; empty where that was left open.',
  })
  readonly deliverables!: readonly BriefDeliverable[];

  @Field(() => BriefDates, { nullable: true, description: 'When it is to be posted.' })
  readonly dates!: BriefDates | null;

  @Field(() => ID, { nullable: true, description: 'The influencer whom it is for.' })
  readonly creator!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The country whose rules apply, as ISO 3166-1 alpha-2; null where none is known.',
  })
  readonly country!: string | null;
}
