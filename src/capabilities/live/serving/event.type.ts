import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../../../platform/graph/connection.type.ts';
import { Count } from '../../../platform/graph/count.type.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { createOrderType } from '../../../platform/graph/order.type.ts';
import { createPayloadType } from '../../../platform/graph/payload.ts';
import type { DeadLetterOrder } from '../dead-letters/dead-letters.ts';
import type { EventKind } from '../event/event.ts';
import type { EventErrorCode, Receipt } from '../intake/receipt.ts';
import type { EventState } from '../status/event-status.ts';
import { EventErrorCodeEnum, EventKindEnum, EventStateEnum, ReceiptStatusEnum } from './live-enums.type.ts';

@ObjectType('EventError', { simpleResolvers: true, description: 'Why an event was not accepted.' })
export class EventErrorType {
  @Field(() => EventErrorCodeEnum, { description: 'For programs.' })
  readonly code!: EventErrorCode;

  @Field(() => String, { description: 'What was wrong, and what would be right.' })
  readonly message!: string;
}

@ObjectType('EventReceipt', { simpleResolvers: true, description: 'What became of one event that was sent.' })
export class EventReceiptType {
  @Field(() => ID, { nullable: true, description: 'The id of the event; null where it could not be read.' })
  readonly id!: string | null;

  @Field(() => ReceiptStatusEnum, { description: 'Whether it was taken.' })
  readonly status!: Receipt['status'];

  @Field(() => EventErrorType, { nullable: true, description: 'Why it was not; null where it was.' })
  readonly error!: EventErrorType | null;
}

@ObjectType('EventFailure', { simpleResolvers: true, description: 'Why an event could not be counted.' })
export class EventFailureType {
  @Field(() => String, {
    description: 'A code for programs: TOO_LATE, TOTAL_TOO_LARGE or NOT_COUNTED. More may be added.',
  })
  readonly code!: string;

  @Field(() => String, { description: 'A sentence for people.' })
  readonly message!: string;
}

@ObjectType('EventStatus', {
  simpleResolvers: true,
  description: 'What became of an event that was accepted.',
})
export class EventStatusType {
  @Field(() => ID, { description: 'The id of the event.' })
  readonly id!: string;

  @Field(() => EventStateEnum, { description: 'Where it stands.' })
  readonly status!: EventState;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attemptCount!: number;

  @Field(() => EventFailureType, {
    nullable: true,
    description: 'Why it was not counted the last time; null where it did not fail, or is counted.',
  })
  readonly lastError!: EventFailureType | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is tried next; null where it is not.' })
  readonly nextAttemptAt!: Date | null;
}

@ObjectType('EventLag', {
  simpleResolvers: true,
  description: "How far the organization's events are counted.",
})
export class EventLagType {
  @Field(() => Count, {
    nullable: true,
    description:
      'Events that are accepted and not counted yet; null where they wait in Kafka, which does not know whose they are: watermark of campaignMetrics says how far they are counted.',
  })
  readonly waitingCount!: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the oldest of them was accepted; null where none waits, or waitingCount is null.',
  })
  readonly oldestAcceptedAt!: Date | null;

  @Field(() => Count, { description: 'Events that failed, and are tried again.' })
  readonly retryingCount!: number;

  @Field(() => Count, { description: 'Events that were put aside: deadLetters lists them.' })
  readonly deadLetterCount!: number;
}

@ObjectType('DeadLetter', {
  simpleResolvers: true,
  description: 'An event that could not be counted, and was put aside.',
})
export class DeadLetterType {
  @Field(() => ID, { description: 'The id of the event.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The id of the campaign.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'The id of the influencer.' })
  readonly influencerId!: string;

  @Field(() => ID, { nullable: true, description: 'The id of the post; null where the event names none.' })
  readonly postId!: string | null;

  @Field(() => EventKindEnum, { description: 'What happened.' })
  readonly kind!: EventKind;

  @Field(() => Int, { description: 'How often it happened; below 0 in a correction.' })
  readonly count!: number;

  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: Date;

  @Field(() => DateTime, { description: 'When it was accepted.' })
  readonly acceptedAt!: Date;

  @Field(() => DateTime, { description: 'When it failed last.' })
  readonly failedAt!: Date;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attemptCount!: number;

  @Field(() => EventFailureType, { description: 'Why it was not counted.' })
  readonly failure!: EventFailureType;
}

export const DeadLetterConnection = createConnectionType(
  DeadLetterType,
  'DeadLetter',
  'in the order that was asked for',
);

export const DeadLetterOrderEnum = createOrderType<DeadLetterOrder>(
  'DeadLetterOrder',
  'How dead letters are ordered.',
  {
    FAILED_AT_DESC: 'By failedAt, newest first.',
    FAILED_AT_ASC: 'By failedAt, oldest first.',
  },
);

export const RegisterEventsPayload = createPayloadType('RegisterEventsPayload', {
  receipts: {
    type: () => [EventReceiptType],
    description: 'What became of each event, in their order, at most 1000;',
  },
});
export const ReplayDeadLettersPayload = createPayloadType('ReplayDeadLettersPayload', {
  replayedCount: { type: () => Count, description: 'How many are tried again;' },
});
export const DiscardDeadLettersPayload = createPayloadType('DiscardDeadLettersPayload', {
  discardedCount: { type: () => Count, description: 'How many were given up;' },
});
