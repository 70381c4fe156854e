const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/i;
/** The most common format, on days that every month has, so that no calendar is needed. */
const PLAIN = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const UNIX_SECONDS = /^[1-9]\d{9}(?:\.\d{1,9})?$/;
const UNIX_MILLISECONDS = /^[1-9]\d{12}$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Parses the time of a post: ISO 8601 (`2025-05-21`, `2025-05-21 09:44:45`, with `T`, a fraction, `Z` or an offset;
 * without a zone it is UTC), or Unix time in seconds or milliseconds. Returns ISO 8601 in UTC, or null if it is
 * not a date, not in the calendar, or outside the years 1 to 9999.
 */
export function parsePostedAt(written: string): string | null {
  if (PLAIN.test(written)) return `${written.slice(0, 10)}T${written.slice(11)}.000Z`;
  const match = ISO.exec(written);
  if (match !== null) return fromIso(match);
  if (UNIX_SECONDS.test(written)) return new Date(Math.floor(Number(written) * 1000)).toISOString();
  if (UNIX_MILLISECONDS.test(written)) return new Date(Number(written)).toISOString();
  return null;
}

function fromIso(match: RegExpExecArray): string | null {
  const [, y = '', mo = '', d = '', h = '00', mi = '00', s = '00', fraction = '', zone = 'Z'] = match;
  const [year, month, day] = [Number(y), Number(mo), Number(d)];
  if (day < 1 || day > (DAYS[month - 1] ?? 0) || (month === 2 && day === 29 && !isLeap(year))) return null;
  if (Number(h) > 23 || Number(mi) > 59 || Number(s) > 59 || year < 1) return null;
  const utc = `${y}-${mo}-${d}T${h}:${mi}:${s}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const offset = offsetMinutes(zone);
  if (offset === 0) return utc;
  if (offset === null) return null;
  const shifted = new Date(Date.parse(utc) - offset * 60_000).toISOString();
  return /^\d{4}-/.test(shifted) && !shifted.startsWith('0000') ? shifted : null;
}

function offsetMinutes(zone: string): number | null {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours, minutes = '0'] = match;
  if (Number(hours) > 15 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
