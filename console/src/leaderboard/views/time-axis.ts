import { formatUtcDate, type PeriodUnit } from '../../format/times.ts';

interface TimedPeriod {
  readonly unit: PeriodUnit;
  readonly from: Date;
  readonly until: Date;
}

/** About how much room a date takes, in pixels. */
const LABEL_WIDTH = 76;

/**
 * The axis of both charts, which stand above each other: the same stretch of time, and its labels where periods begin. Plot's own
 * would begin weeks on Sundays.
 */
export function timeAxis({
  periods,
  width,
}: {
  readonly periods: readonly TimedPeriod[];
  readonly width: number;
}) {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return { type: 'utc' as const, label: null };
  const starts = [first.from];
  const { unit } = first;
  for (let next = endOf(first.from, unit); next < last.until; next = endOf(next, unit)) starts.push(next);
  const each = Math.ceil(starts.length / Math.max(1, Math.floor((width - 60) / LABEL_WIDTH)));
  return {
    type: 'utc' as const,
    label: null,
    domain: [first.from, last.until],
    ticks: starts.filter((_, index) => index % each === 0),
    tickFormat: (from: Date) => formatUtcDate(from, unit),
  };
}

/** When a period that begins then ends. */
export function endOf(from: Date, unit: PeriodUnit): Date {
  const until = new Date(from);
  if (unit === 'DAY') until.setUTCDate(until.getUTCDate() + 1);
  else if (unit === 'WEEK') until.setUTCDate(until.getUTCDate() + 7);
  else if (unit === 'MONTH') until.setUTCMonth(until.getUTCMonth() + 1);
  else until.setUTCFullYear(until.getUTCFullYear() + 1);
  return until;
}
