/** What stands where there is no number: an export did not report it, or nobody looked. */
export const NOTHING = '–';

const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });

/** 1,234,567 as the browser's language writes it. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? NOTHING : whole.format(count);
}

/** 1.2M as the browser's language writes it. */
export function formatShort(count: number | null | undefined): string {
  return count === null || count === undefined ? NOTHING : short.format(count);
}

/** A rate in percent of views. */
export function formatRate(rate: number | null | undefined): string {
  return rate === null || rate === undefined ? NOTHING : percent.format(rate / 100);
}

/** A number as an axis has it: 2.5 as the browser's language writes it. */
export function formatDecimal(number: number): string {
  return decimal.format(number);
}

/** A part of a whole, from 0 to 1. */
export function formatShare(part: number): string {
  return share.format(part);
}

/** A count for drawing, where the last digits do not show. */
export function toNumber(count: number | null | undefined): number {
  return count ?? 0;
}

/** 1 row, 2 rows. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
