import { quoteValue, type RejectionCode } from '../quarantine/rejection.ts';
import type { NumberFormat } from './number-format.ts';

export type CountFault = Extract<
  RejectionCode,
  'missing_value' | 'not_a_count' | 'negative_count' | 'ambiguous_value'
>;

/** A number with more digits could exceed 2^53 - 1. */
const SAFE_DIGITS = 15;
/** Longer texts are rejected without parsing. */
const MAX_WRITTEN = 40;
const ZEROS: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, b: 9 };

const NUMBERS: Readonly<Record<NumberFormat, RegExp>> = {
  en: numberPattern(',', '\\.'),
  de: numberPattern('\\.', ','),
};
/** Written the same way in every format. */
const UNDISPUTED = /^[^.,]*$/;

/** What a written count is in one format. */
export interface Reading {
  /** Whether it is a number at all, if no count. */
  readonly isNumber: boolean;
  readonly count: number | CountFault;
}

/** What a written count says about the format of its column. */
export interface Readings {
  readonly en: Reading;
  readonly de: Reading;
}

/**
 * A number: digits, in groups of three or not, a fraction, and a suffix or an exponent. Groups may be separated by spaces
 * in every format; a mantissa has no groups, and a group never begins with 0.
 */
function numberPattern(group: string, decimal: string): RegExp {
  const space = '[ \\u00a0\\u2007\\u2009\\u202f]';
  const grouped = `[1-9]\\d{0,2}(?:(?:${group}\\d{3})+|(${space})\\d{3}(?:\\2\\d{3})*)`;
  return new RegExp(
    `^(-?)(?:(?:\\d+|${grouped})(?:${decimal}\\d+)?${space}?[kmb]?|\\d+(?:${decimal}\\d+)?e\\+?\\d{1,2})$`,
    'i',
  );
}

/**
 * Parses the count in `text` from `start` to `end`: `1234`, `1 234`, `1M`, `1e5`, and by format `1,234`, `686000.0` and
 * `541.2K`, or `1.234`, `686000,0` and `541,2K`, with spaces around it. Returns an integer of at most 2^53 - 1, or the code
 * of the fault. Without a format, a count that two formats read differently is ambiguous.
 */
export function parseCount(
  text: string,
  start = 0,
  end = text.length,
  format: NumberFormat | null = null,
): number | CountFault {
  if (isPlain(text, start, end)) return Number(text.slice(start, end));
  const written = text.slice(start, end).trim();
  if (written === '') return 'missing_value';
  if (format !== null) return read(written, format).count;
  const en = read(written, 'en').count;
  if (UNDISPUTED.test(written)) return en;
  const de = read(written, 'de').count;
  if (en === de) return en;
  if (typeof en === 'number' && typeof de === 'number') return 'ambiguous_value';
  return typeof de === 'number' || de === 'negative_count' ? de : en;
}

/** Both readings of a count where they differ; null where every format reads the same. */
export function readBoth(text: string, start: number, end: number): Readings | null {
  if (isPlain(text, start, end)) return null;
  const written = text.slice(start, end).trim();
  if (UNDISPUTED.test(written) || written.length > MAX_WRITTEN) return null;
  const readings = { en: read(written, 'en'), de: read(written, 'de') };
  const { en, de } = readings;
  return en.isNumber === de.isNumber && en.count === de.count ? null : readings;
}

/** Digits alone, few enough for any reading. */
function isPlain(text: string, start: number, end: number): boolean {
  if (end <= start || end - start > SAFE_DIGITS) return false;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 48 || unit > 57) return false;
  }
  return true;
}

const NOT_A_NUMBER: Reading = { isNumber: false, count: 'not_a_count' };

function read(written: string, format: NumberFormat): Reading {
  const match = written.length > MAX_WRITTEN ? null : NUMBERS[format].exec(written);
  if (match === null) return NOT_A_NUMBER;
  if (match[1] === '-') return { isNumber: true, count: 'negative_count' };
  const decimal = format === 'en' ? '.' : ',';
  const [mantissa = '', exponent = ''] = written.toLowerCase().split('e');
  const suffix = /[kmb]$/.exec(mantissa)?.[0] ?? '';
  const [whole = '', fraction = ''] = mantissa.slice(0, mantissa.length - suffix.length).split(decimal);
  const zeros = (ZEROS[suffix] ?? 0) + Number(exponent);
  const significant = fraction.replace(/\D/g, '').replace(/0+$/, '');
  if (significant.length > zeros) return { isNumber: true, count: 'not_a_count' };
  const value = Number(whole.replace(/\D/g, '') + significant.padEnd(zeros, '0'));
  return { isNumber: true, count: value <= Number.MAX_SAFE_INTEGER ? value : 'not_a_count' };
}

/** The message for a fault of `parseCount`. */
export function describeCountFault(fault: CountFault, written: string): string {
  switch (fault) {
    case 'missing_value':
      return 'The count is blank. Give a whole number, or 0 if nothing was counted.';
    case 'negative_count':
      return `${quoteValue(written)} is negative. A count is 0 or more.`;
    case 'not_a_count':
      return `${quoteValue(written)} is not a count. Give a whole number up to 9007199254740991, such as 1234, 1,234 or 541.2K.`;
    case 'ambiguous_value':
      return `${quoteValue(written)} is ${describeReadings(written)}. Say which by the number format.`;
  }
}

/** `25 (en) or 25000 (de)` for `25.000`. */
export function describeReadings(written: string): string {
  const shown = written.trim();
  return `${read(shown, 'en').count} (en) or ${read(shown, 'de').count} (de)`;
}
