import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { CLOCK_AHEAD_MINUTES, type EventKind, LARGEST_EVENT_COUNT, LATEST_HOURS } from '../event/event.ts';
import { EventKindEnum } from './live-enums.type.ts';

@InputType({ description: 'Something that is known of an event. Nothing that says who a person is.' })
export class EventAttributeInput {
  @Field(() => String, {
    description: 'Its name, up to 64 characters. docs/live.md lists the words it may not have.',
  })
  readonly name!: string;

  @Field(() => String, { description: 'Its value, up to 200 characters.' })
  readonly value!: string;
}

@InputType({ description: "Something that happened to a creator's post." })
export class EventInput {
  @Field(() => ID, {
    description: "The sender's own id, up to 512 bytes: an event that comes again with it is counted once.",
  })
  readonly id!: string;

  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'The creator whose post it is.' })
  readonly influencerId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The platform's own id of the post; leave it out where it is not known.",
  })
  readonly postId!: string | null;

  @Field(() => EventKindEnum, { description: 'What happened.' })
  readonly kind!: EventKind;

  @Field(() => Int, {
    nullable: true,
    description: `How often it happened: 1 by default, up to ${LARGEST_EVENT_COUNT}; below 0 in a correction.`,
  })
  readonly count!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: `When it happened: by default when it is accepted, at most ${CLOCK_AHEAD_MINUTES} minutes ahead. More than ${LATEST_HOURS} hours late, it becomes a dead letter.`,
  })
  readonly at!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it corrects what was sent before: count may be below 0 then.',
  })
  readonly correction!: boolean | null;

  @Field(() => [EventAttributeInput], {
    nullable: true,
    description: 'What else is known of it: up to 20, kept with the event as long as it is.',
  })
  readonly attributes!: readonly EventAttributeInput[] | null;
}

@InputType({ description: 'The input of registerEvents.' })
export class RegisterEventsInput {
  @Field(() => [EventInput], { description: 'From 1 to 1000 events.' })
  readonly events!: readonly EventInput[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a campaign that there is not is made; without it, its events are refused.',
  })
  readonly createCampaigns!: boolean | null;
}

@InputType({ description: 'Which dead letters: those that fit everything that is given.' })
export class DeadLetterFilterInput {
  @Field(() => [ID], { nullable: true, description: 'These, up to 1000.' })
  readonly ids!: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Those of this campaign.' })
  readonly campaignId!: string | null;

  @Field(() => String, { nullable: true, description: 'Those that failed with this code.' })
  readonly code!: string | null;
}

@InputType({ description: 'The input of replayDeadLetters.' })
export class ReplayDeadLettersInput {
  @Field(() => DeadLetterFilterInput, {
    description: 'Which ones; with an empty filter, all that may be changed.',
  })
  readonly filter!: DeadLetterFilterInput;
}

@InputType({ description: 'The input of discardDeadLetters.' })
export class DiscardDeadLettersInput {
  @Field(() => DeadLetterFilterInput, {
    description: 'Which ones; with an empty filter, all that may be deleted.',
  })
  readonly filter!: DeadLetterFilterInput;
}
