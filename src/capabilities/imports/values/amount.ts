import { currenciesOfMark } from '../../../platform/money/currency.ts';
import { quoteValue, type RejectionCode } from '../quarantine/rejection.ts';
import type { Readings } from './count.ts';
import type { NumberFormat } from './number-format.ts';

export type AmountFault = Extract<
  RejectionCode,
  'missing_value' | 'not_an_amount' | 'negative_amount' | 'ambiguous_value'
>;

/** An amount as it is written. */
export interface Amount {
  /** Digits and at most one point. */
  readonly value: string;
  /** The currencies that its mark stands for; empty where it has none. */
  readonly currencies: readonly string[];
}

/** Longer texts are rejected without parsing. */
const MAX_WRITTEN = 40;
const SIGN = /[-−]/u;

/** Digits in groups of three or not, of the first form; and a fraction of up to six digits. Spaces and apostrophes group in both formats. */
const NUMBERS: Readonly<Record<NumberFormat, RegExp>> = {
  en: numberPattern(',', '\\.'),
  de: numberPattern('\\.', ','),
};

function numberPattern(group: string, decimal: string): RegExp {
  const others = "[ \\u00a0\\u2007\\u2009\\u202f'’]";
  const grouped = `[1-9]\\d{0,2}(?:(?:${group}\\d{3})+|(${others})\\d{3}(?:\\1\\d{3})*)`;
  return new RegExp(`^(\\d+|${grouped})(?:${decimal}(\\d{1,6}))?$`, 'u');
}

const MOST_DIGITS = 15;

/** A number between what may stand before and after it: a sign, brackets, the mark of a currency. */
const WRITTEN = /^([^\d.,]*)(\d(?:[\d.,'’\u00a0\u2007\u2009\u202f ]*\d)?)([^\d.,]*)$/u;

interface Parts {
  readonly number: string;
  readonly isNegative: boolean;
  readonly mark: string;
}

function split(written: string): Parts | null {
  const match = written.length > MAX_WRITTEN ? null : WRITTEN.exec(written);
  if (match === null) return null;
  const [, before = '', number = '', after = ''] = match;
  const around = `${before.trim()}${after.trim()}`;
  const isInBrackets = around.startsWith('(') && around.endsWith(')');
  const bare = isInBrackets ? around.slice(1, -1) : around;
  return {
    number,
    isNegative: isInBrackets || SIGN.test(bare),
    mark: bare.replace(SIGN, '').trim(),
  };
}

/** The digits of a number in a format; null where it is none there. */
function readNumber(number: string, format: NumberFormat): string | null {
  const match = NUMBERS[format].exec(number);
  if (match === null) return null;
  const whole = (match[1] ?? '').replace(/\D/gu, '').replace(/^0+(?=\d)/u, '');
  if (whole.length > MOST_DIGITS) return null;
  return match[3] === undefined ? whole : `${whole}.${match[3]}`;
}

/**
 * Parses an amount: `1234.5`, `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`, with the mark of a currency before or after it: `€1.234,50`,
 * `1,234.50 USD`, `$12`. The format decides of those that are numbers both ways; without one, such are ambiguous.
 */
export function parseAmount(text: string, format: NumberFormat | null = null): Amount | AmountFault {
  const written = text.trim();
  if (written === '') return 'missing_value';
  const parts = split(written);
  if (parts === null) return 'not_an_amount';
  const currencies = parts.mark === '' ? [] : currenciesOfMark(parts.mark);
  if (parts.mark !== '' && currencies.length === 0) return 'not_an_amount';
  const [en, de] = [readNumber(parts.number, 'en'), readNumber(parts.number, 'de')];
  const value = en === null || de === null || en === de ? (en ?? de) : format === 'de' ? de : en;
  if (value === null) return 'not_an_amount';
  if (parts.isNegative && /[1-9]/u.test(value)) return 'negative_amount';
  if (en !== null && de !== null && en !== de && format === null) return 'ambiguous_value';
  return { value, currencies };
}

/** Both readings of an amount, as what tells how its column is written; null where every format reads the same. */
export function readBothAmounts(text: string): Readings | null {
  const parts = split(text.trim());
  if (parts === null) return null;
  const [en, de] = [readNumber(parts.number, 'en'), readNumber(parts.number, 'de')];
  if (en === de) return null;
  const reading = (value: string | null) => ({
    isNumber: value !== null,
    count: value === null ? ('not_a_count' as const) : Number(value),
  });
  return { en: reading(en), de: reading(de) };
}

/** `1.234 (en) or 1234 (de)` for `1.234`. */
export function describeAmountReadings(written: string): string {
  const number = split(written.trim())?.number ?? '';
  return `${readNumber(number, 'en')} (en) or ${readNumber(number, 'de')} (de)`;
}

/** The message for a fault of {@link parseAmount}. */
export function describeAmountFault(fault: AmountFault, written: string): string {
  switch (fault) {
    case 'missing_value':
      return 'The amount is blank.';
    case 'negative_amount':
      return `${quoteValue(written)} is negative. Costs and revenues are 0 or more.`;
    case 'not_an_amount':
      return `${quoteValue(written)} is not an amount of money. Give a number such as 1234.50, with the mark of a currency or without one.`;
    case 'ambiguous_value':
      return `${quoteValue(written)} is ${describeAmountReadings(written)}. Say which by the number format.`;
  }
}

/** The one currency that a cell names, by its code or a mark of one currency alone; null where it does not. */
export function parseCurrency(written: string): string | null {
  const [currency, ...others] = currenciesOfMark(written.trim());
  return others.length === 0 ? (currency ?? null) : null;
}

export function describeUnknownCurrency(written: string): string {
  return `${quoteValue(written)} is not a currency. Give its code of ISO 4217, such as EUR or USD.`;
}
