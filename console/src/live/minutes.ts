import type { LiveMinute } from './live-queries.ts';

/** In milliseconds. */
export const MINUTE = 60_000;
const MINUTES = 60;

/** What happened in one minute. */
export interface Minute extends Omit<LiveMinute, 'from'> {
  readonly from: Date;
  readonly until: Date;
}

const NOTHING_HAPPENED = { views: 0, interactions: 0 };

/** The last sixty minutes in order, with the one that has begun; the graph leaves out those in which nothing happened. */
export function toMinutes(known: readonly LiveMinute[], now: number): Minute[] {
  const byStart = new Map(known.map((minute) => [new Date(minute.from).getTime(), minute]));
  const latest = Math.max(Math.floor(now / MINUTE) * MINUTE, ...byStart.keys());
  return Array.from({ length: MINUTES }, (_, index) => {
    const start = latest - (MINUTES - 1 - index) * MINUTE;
    const found = byStart.get(start) ?? NOTHING_HAPPENED;
    return { ...found, from: new Date(start), until: new Date(start + MINUTE) };
  });
}
