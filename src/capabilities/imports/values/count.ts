import { quoteValue, type RejectionCode } from '../quarantine/rejection.ts';

export type CountFault = Extract<RejectionCode, 'missing_value' | 'not_a_count' | 'negative_count'>;

/** A number with more digits could exceed 2^53 - 1. */
const SAFE_DIGITS = 15;
/** Longer texts are rejected without parsing. */
const MAX_WRITTEN = 40;
const ZEROS: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, b: 9 };
const COUNT = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))? ?([kmb]?)$/i;

/**
 * Parses the count in `text` from `start` to `end`: `1234`, `1,234`, `686000.0`, `541.2K`, `1M`, `1.5B`, with spaces
 * around it. Returns an integer of at most 2^53 - 1, or the code of the fault.
 */
export function parseCount(text: string, start = 0, end = text.length): number | CountFault {
  const digits = end - start;
  if (digits > 0 && digits <= SAFE_DIGITS) {
    let value = 0;
    let at = start;
    for (; at < end; at++) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === end) return value;
  }
  return parseWrittenCount(text.slice(start, end).trim());
}

function parseWrittenCount(written: string): number | CountFault {
  if (written === '') return 'missing_value';
  const match = written.length > MAX_WRITTEN ? null : COUNT.exec(written);
  if (match === null) return 'not_a_count';
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (sign === '-') return 'negative_count';
  const zeros = ZEROS[suffix.toLowerCase()] ?? 0;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > zeros) return 'not_a_count';
  const value = Number(whole.replaceAll(',', '') + significant.padEnd(zeros, '0'));
  return value <= Number.MAX_SAFE_INTEGER ? value : 'not_a_count';
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
  }
}
