const whole = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero', maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(undefined, {
  signDisplay: 'exceptZero',
  notation: 'compact',
  maximumFractionDigits: 1,
});
const points = new Intl.NumberFormat(undefined, {
  signDisplay: 'exceptZero',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 1,
});

/** +1,234: how much more there is. */
export function formatMore(count: number): string {
  return whole.format(count);
}

/** +1.2K: the same where there is little room. */
export function formatMoreShort(count: number): string {
  return short.format(count);
}

/** +0.52: percentage points. */
export function formatPoints(difference: number): string {
  return points.format(difference);
}

/** +12.5 %, of a difference in percent. */
export function formatMorePercent(difference: number): string {
  return percent.format(difference / 100);
}
