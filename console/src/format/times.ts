import { NOTHING } from './numbers.ts';

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const minute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
] as const;

/** A date with its time, in the browser's language and zone. */
export function formatTime(time: string | null | undefined): string {
  return time === null || time === undefined ? NOTHING : dateAndTime.format(new Date(time));
}

/** A time of today to the second; with its date where it is of another day. */
export function formatClock(time: string, now = new Date()): string {
  const when = new Date(time);
  return when.toDateString() === now.toDateString() ? clock.format(when) : dateAndTime.format(when);
}

/** The time of day to the minute, in the browser's language and zone. */
export function formatMinute(time: Date): string {
  return minute.format(time);
}

export function formatDate(time: string | null | undefined): string {
  return time === null || time === undefined ? NOTHING : date.format(new Date(time));
}

/** A calendar day, written YYYY-MM-DD, that is the same in every zone. */
export function formatDay(date: string): string {
  const time = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(time.getTime()) ? date : day.format(time);
}

/** How long ago it was, within a week; the date beyond. */
export function formatAgo(time: string, now = Date.now()): string {
  let away = Math.round((new Date(time).getTime() - now) / 1_000);
  for (const [unit, size] of STEPS) {
    if (Math.abs(away) < size) return ago.format(away, unit);
    away = Math.round(away / size);
  }
  return formatDate(time);
}

const periodNames = {
  DAY: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  WEEK: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  MONTH: new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  YEAR: new Intl.DateTimeFormat(undefined, { year: 'numeric', timeZone: 'UTC' }),
};

export type PeriodUnit = keyof typeof periodNames;

/** A point in time on an axis, in UTC: a day, or a month where it begins, or a year. */
export function formatUtcTick(time: Date): string {
  if (time.getUTCDate() !== 1) return formatUtcDate(time, 'DAY');
  return formatUtcDate(time, time.getUTCMonth() === 0 ? 'YEAR' : 'MONTH');
}

/** When a day, week, month or year begins, in UTC as the server counts them: in New York its Monday would be a Sunday. */
export function formatUtcDate(from: Date, unit: PeriodUnit): string {
  return periodNames[unit].format(from);
}
