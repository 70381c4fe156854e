import { registerEnumType } from 'type-graphql';
import type { EventKind } from '../event/event.ts';
import type { EventErrorCode, Receipt } from '../intake/receipt.ts';
import type { EventState } from '../status/event-status.ts';
import type { Origin, Window } from '../windows/window.ts';
import type { Bucket, LiveRankBy } from '../windows/windows.sql.ts';

/** Registers an enum by what its values mean; GraphQL wants an object for an enum. */
function createEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): object {
  const described = Object.entries<string>(values);
  const object = Object.fromEntries(described.map(([value]) => [value, value]));
  registerEnumType(object, {
    name,
    description,
    valuesConfig: Object.fromEntries(described.map(([value, text]) => [value, { description: text }])),
  });
  return object;
}

export const EventKindEnum = createEnum<EventKind>('EventKind', 'What happened.', {
  VIEW: 'A post was viewed.',
  LIKE: 'A post was liked.',
  COMMENT: 'Somebody commented.',
  SHARE: 'A post was shared.',
  SAVE: 'A post was saved.',
  CLICK: 'Somebody followed a link.',
  COUPON: 'A coupon was used.',
  CONVERSION: 'Somebody did what the campaign is for, such as buying.',
});

export const WindowEnum = createEnum<Window>('LiveWindow', 'Over which time events are added up.', {
  HOUR: 'The last 60 minutes, with the one that has begun.',
  DAY: 'The last 1,440 minutes, with the one that has begun.',
  TOTAL: 'The whole campaign.',
});

export const OriginEnum = createEnum<Origin>('EventOrigin', 'Who sent the events that are added up.', {
  TRUSTED: 'Those who hold a token.',
  PUBLIC: 'Pages with a public write key. Anybody can forge these.',
});

export const LiveRankByEnum = createEnum<LiveRankBy>(
  'LiveRankBy',
  'What a live leaderboard is ordered by, highest first. Ties go by views, then by the id of the influencer.',
  {
    ENGAGEMENT_RATE: 'By engagementRate. Whoever has no views ranks last.',
    CONFIDENT_ENGAGEMENT_RATE:
      'By confidentEngagementRate: few views count for little, so that luck does not win.',
    VIEWS: 'By views.',
    INTERACTIONS: 'By interactions.',
    CLICKS: 'By clicks.',
    COUPON_USES: 'By couponUses.',
    CONVERSIONS: 'By conversions.',
  },
);

export const BucketEnum = createEnum<Bucket>('LiveBucket', 'How long a stretch of a timeline is.', {
  MINUTE: 'A minute. Kept for EVENT_MINUTE_DAYS, 3 by default.',
  HOUR: 'An hour. Kept for EVENT_HOUR_DAYS, 62 by default.',
  DAY: 'A day in UTC. Kept for good.',
});

export const EventStateEnum = createEnum<EventState>('EventState', 'What became of an event.', {
  ACCEPTED: 'It is safe, and waits to be counted.',
  PROCESSING: 'It is being counted.',
  DONE: 'It counts.',
  RETRYING: 'It could not be counted, and is tried again.',
  DEAD: 'It could not be counted, and was put aside: replayDeadLetters tries it again.',
});

export const ReceiptStatusEnum = createEnum<Receipt['status']>(
  'EventReceiptStatus',
  'Whether an event was taken.',
  {
    ACCEPTED: 'It is safe, and is counted once.',
    REFUSED: 'It was not taken; error says why.',
  },
);

export const EventErrorCodeEnum = createEnum<EventErrorCode>(
  'EventErrorCode',
  'Why an event was not accepted.',
  {
    INVALID_EVENT: 'A field is missing or wrong; the message says which.',
    UNKNOWN_CAMPAIGN: 'There is no such campaign that the sender may send events to.',
    CLOCK_AHEAD: 'It happened in the future: the clock of the sender is wrong.',
    PERSONAL_ATTRIBUTE: 'The name of an attribute looks personal.',
    RATE_LIMITED: 'Too many events came at once: send it again.',
  },
);
