import { EVENT_KINDS, type EventKind } from '../../../src/capabilities/live/event/event.ts';
import type { Dice } from '../../bench/random.ts';

/** An event as it is sent. */
export interface SoakEvent {
  readonly id: string;
  readonly campaignId: string;
  readonly influencerId: string;
  readonly postId: string;
  readonly kind: EventKind;
  readonly count: number;
  readonly at: string;
  readonly correction: boolean;
}

/** What all that was generated adds up to, each id once. */
export interface Reference {
  /** By "campaign/creator/kind". */
  readonly totals: ReadonlyMap<string, number>;
  /** By "campaign/bucket/kind": what the stretches of a timeline add up to, of which none is below 0. */
  readonly timelines: ReadonlyMap<string, number>;
  /** Events that came more than a day late: they are put aside, and not counted. */
  readonly lateCount: number;
  readonly eventCount: number;
}

/** Events without end, and what they add up to. */
export interface EventSource {
  /** As many as one request takes, of which about a fifth came before. */
  nextBatch(): readonly SoakEvent[];
  reference(): Reference;
}

export const CAMPAIGNS = 6;
/** In milliseconds. */
export const BUCKETS = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000 } as const;
const CREATORS = 8;
const LARGEST_BATCH = 150;
const HOUR = 3_600_000;

const SHARE_OF_DUPLICATES = 0.2;
const SHARE_OF_LATE = 0.03;
const SHARE_OF_TOO_LATE = 0.01;
const SHARE_OF_CORRECTIONS = 0.03;
/** How many events are held back at a time: they are sent in another order than that in which they happened. */
const HELD_BACK = 300;

/** @param name what the ids of this run begin with */
export function createEventSource(dice: Dice, name: string, now = Date.now()): EventSource {
  const sent: SoakEvent[] = [];
  const held: SoakEvent[] = [];
  let made = 0;

  const make = (): SoakEvent => {
    made += 1;
    const isCorrection = dice.roll() < SHARE_OF_CORRECTIONS;
    const kind = EVENT_KINDS[dice.roll() < 0.5 ? 0 : dice.below(EVENT_KINDS.length)] ?? 'VIEW';
    return {
      id: `${name}-${made}`,
      campaignId: `campaign-${dice.below(CAMPAIGNS)}`,
      influencerId: `creator-${dice.below(CREATORS)}`,
      postId: `post-${dice.below(3)}`,
      kind,
      count: (dice.below(20) + 1) * (isCorrection ? -1 : 1),
      at: new Date(now - ageOf(dice)).toISOString(),
      correction: isCorrection,
    };
  };
  const next = (): SoakEvent => {
    if (sent.length > 0 && dice.roll() < SHARE_OF_DUPLICATES) {
      const again = sent[dice.below(sent.length)];
      if (again !== undefined) return again;
    }
    while (held.length < HELD_BACK) held.push(make());
    const [event] = held.splice(dice.below(held.length), 1);
    if (event === undefined) throw new Error('no event was held back');
    sent.push(event);
    return event;
  };

  return {
    nextBatch: () => Array.from({ length: dice.below(LARGEST_BATCH) + 1 }, next),
    reference() {
      const totals = new Map<string, number>();
      const stretches = new Map<string, Map<number, number>>();
      const isTooLate = ({ at }: SoakEvent) => Date.parse(at) < now - 25 * HOUR;
      for (const event of sent) {
        if (isTooLate(event)) continue;
        const key = keyOf(event.campaignId, event.influencerId, event.kind);
        totals.set(key, (totals.get(key) ?? 0) + event.count);
        for (const [bucket, length] of Object.entries(BUCKETS)) {
          const name = keyOf(event.campaignId, bucket, event.kind);
          const sums = stretches.get(name) ?? new Map<number, number>();
          const start = Math.floor(Date.parse(event.at) / length);
          stretches.set(name, sums.set(start, (sums.get(start) ?? 0) + event.count));
        }
      }
      return {
        totals: new Map([...totals].map(([key, sum]) => [key, Math.max(0, sum)])),
        timelines: new Map(
          [...stretches].map(([key, sums]) => [
            key,
            [...sums.values()].reduce((all, sum) => all + Math.max(0, sum), 0),
          ]),
        ),
        lateCount: sent.filter(isTooLate).length,
        eventCount: sent.length,
      };
    },
  };
}

export function keyOf(campaignId: string, of: string, kind: EventKind): string {
  return `${campaignId}/${of}/${kind}`;
}

/** How long ago it happened: a moment, some hours, or so long that it no longer counts by itself. None is near that limit. */
function ageOf(dice: Dice): number {
  const share = dice.roll();
  if (share < SHARE_OF_TOO_LATE) return 30 * HOUR + dice.below(10 * HOUR);
  if (share < SHARE_OF_TOO_LATE + SHARE_OF_LATE) return dice.below(22 * HOUR);
  return dice.below(60_000);
}
