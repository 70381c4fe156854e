import { CallerError } from '../../../errors.ts';

/** The order of the first two numbers of `02/01/2026`: month and day, or day and month. */
export const DATE_ORDERS = ['mdy', 'dmy'] as const;

export type DateOrder = (typeof DATE_ORDERS)[number];

const TIME = '(?:,?[ T]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?(?: ?([ap])\\.?m\\.?)?)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})${TIME}$`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${TIME}$`, 'i');
const EITHER_FIRST = new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${TIME}$`, 'i');
const NAMED_MONTH_FIRST = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${TIME}$`, 'i');
const NAMED_DAY_FIRST = new RegExp(`^(\\d{1,2})[. -]+([a-z]{3,9})\\.?[, -]+(\\d{4})${TIME}$`, 'i');
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Parses a date as spreadsheets and platforms write it, in UTC: `2026/01/02`, `02.01.2026`, `Jan 2 2026`, `2 January 2026`,
 * each with a time or not, and `02/01/2026` by the order. Returns ISO 8601, or null if it is none, or has no order.
 */
export function parseSpreadsheetDate(written: string, order: DateOrder | null): string | null {
  const yearFirst = YEAR_FIRST.exec(written);
  if (yearFirst !== null) return toInstant(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst);
  const dayFirst = DAY_FIRST.exec(written);
  if (dayFirst !== null) return toInstant(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst);
  const monthNamed = NAMED_MONTH_FIRST.exec(written);
  if (monthNamed !== null)
    return toInstant(monthNamed[3], monthNumber(monthNamed[1]), monthNamed[2], monthNamed);
  const dayNamed = NAMED_DAY_FIRST.exec(written);
  if (dayNamed !== null) return toInstant(dayNamed[3], monthNumber(dayNamed[2]), dayNamed[1], dayNamed);
  const either = readBothOrders(written);
  if (either === null) return null;
  if (order !== null) return either[order];
  return either.mdy === null || either.dmy === null || either.mdy === either.dmy
    ? (either.mdy ?? either.dmy)
    : null;
}

/** Both readings of a date such as `02/01/2026`; null for anything else. */
export function readBothOrders(written: string): Readonly<Record<DateOrder, string | null>> | null {
  const match = EITHER_FIRST.exec(written);
  if (match === null) return null;
  const [, first, second, year] = match;
  return { mdy: toInstant(year, first, second, match), dmy: toInstant(year, second, first, match) };
}

/**
 * Parses `dmy` or `mdy`.
 * @throws CallerError BAD_USER_INPUT
 */
export function parseDateOrder(text: string): DateOrder {
  const order = DATE_ORDERS.find((known) => known === text.toLowerCase());
  if (order !== undefined) return order;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The date order is ${JSON.stringify(text)}; it takes dmy (31/12/2026) or mdy (12/31/2026).`,
    { argument: 'dateOrder' },
  );
}

function monthNumber(name = ''): string | undefined {
  const index = MONTHS.findIndex(
    (month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase(),
  );
  return index < 0 ? undefined : String(index + 1);
}

/** The last four groups of `match` are hours, minutes, seconds, and a or p of am and pm. */
function toInstant(year = '', month = '0', day = '0', match: RegExpExecArray): string | null {
  const [hours = '0', minutes = '0', seconds = '0', half] = match.slice(-4);
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const parts = [
    Number(year),
    Number(month) - 1,
    Number(day),
    hour,
    Number(minutes),
    Number(seconds),
  ] as const;
  const instant = new Date(0);
  instant.setUTCFullYear(parts[0], parts[1], parts[2]);
  instant.setUTCHours(parts[3], parts[4], parts[5]);
  const isReal =
    parts[0] >= 1 &&
    instant.getUTCMonth() === parts[1] &&
    instant.getUTCDate() === parts[2] &&
    instant.getUTCHours() === parts[3] &&
    instant.getUTCMinutes() === parts[4] &&
    instant.getUTCSeconds() === parts[5];
  return isReal ? instant.toISOString() : null;
}
