import { COUNT_COLUMNS, EVENT_KINDS, type EventKind } from '../../src/capabilities/live/event/event.ts';
import type { Dice } from '../bench/random.ts';

/** An event as it is sent. */
export interface DemoEvent {
  readonly id: string;
  readonly campaignId: string;
  readonly influencerId: string;
  readonly kind: EventKind;
  readonly count: number;
}

interface DemoCreator {
  readonly id: string;
  /** The hour of the day at which they post. */
  readonly postsAt: number;
  /** Views an hour right after that. */
  readonly reach: number;
  /** How much of each kind comes with a view. */
  readonly rates: Readonly<Partial<Record<EventKind, number>>>;
}

/** Two who are large, one whom people follow, one who sells, and one who posts at night. */
const CREATORS: readonly DemoCreator[] = [
  {
    id: 'theamberarcade',
    postsAt: 8,
    reach: 90_000,
    rates: { LIKE: 0.06, COMMENT: 0.004, SHARE: 0.006, CLICK: 0.008 },
  },
  {
    id: 'ivory_serum',
    postsAt: 10,
    reach: 20_000,
    rates: { LIKE: 0.16, COMMENT: 0.03, SHARE: 0.02, SAVE: 0.05, CLICK: 0.02 },
  },
  {
    id: 'kitchen.at.noon',
    postsAt: 12,
    reach: 35_000,
    rates: { LIKE: 0.08, SAVE: 0.06, CLICK: 0.04, COUPON: 0.012, CONVERSION: 0.008 },
  },
  {
    id: 'the_long_run',
    postsAt: 17,
    reach: 120_000,
    rates: { LIKE: 0.05, SHARE: 0.012, CLICK: 0.006, CONVERSION: 0.001 },
  },
  {
    id: 'notebook_and_midnight',
    postsAt: 21,
    reach: 60_000,
    rates: { LIKE: 0.12, COMMENT: 0.02, SHARE: 0.03, SAVE: 0.02 },
  },
];

/** After so many hours a post is seen half as often. */
const HALF_LIFE_HOURS = 3;

/** What happens between two hours of the day, as few events as tell it. */
export function eventsBetween(
  from: number,
  to: number,
  { campaignId, name, dice }: { readonly campaignId: string; readonly name: string; readonly dice: Dice },
): DemoEvent[] {
  return CREATORS.flatMap(({ id: influencerId, postsAt, reach, rates }) => {
    const age = (from + to) / 2 - postsAt;
    if (age < 0) return [];
    const views = reach * 2 ** (-age / HALF_LIFE_HOURS) * (to - from) * (0.7 + 0.6 * dice.roll());
    return EVENT_KINDS.flatMap((kind): DemoEvent[] => {
      const expected = kind === 'VIEW' ? views : views * (rates[kind] ?? 0);
      const count = Math.floor(expected + dice.roll());
      const id = `${name}-${influencerId}-${kind}-${from.toFixed(4)}`;
      return count === 0 ? [] : [{ id, campaignId, influencerId, kind, count }];
    });
  });
}

/** What events add up to, under the names of the graph. */
export function addUp(events: readonly DemoEvent[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { kind, count } of events) {
    const name = kind === 'COUPON' ? 'couponUses' : COUNT_COLUMNS[kind];
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return sums;
}
