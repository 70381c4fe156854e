import { quoteValue } from '../quarantine/rejection.ts';
import {
  describeAmountFault,
  describeUnknownCurrency,
  parseAmount,
  parseCurrency,
} from '../values/amount.ts';
import { describeCountFault, parseCount } from '../values/count.ts';
import { parseHashtags } from '../values/hashtags.ts';
import { isIdTooLong, MAX_ID_BYTES } from '../values/identifier.ts';
import { parsePlatform } from '../values/platform.ts';
import { parsePostedAt } from '../values/posted-at.ts';
import { parseSpreadsheetDate } from '../values/spreadsheet-date.ts';
import { FIELDS_BY_NEED, type FieldName, type PostField } from './fields.ts';
import type { HeaderProblem } from './header-fault.ts';
import type { MeasuredPost } from './measured-post.ts';

/** The values that `--set` gives to every row. */
export type FixedValues = Readonly<Partial<Omit<MeasuredPost, 'line'>>>;

/** Parses the values of `--set` like cells; a value that would reject every row is a problem of the whole run. */
export function parseFixedValues(set: Readonly<Partial<Record<FieldName, string>>>): {
  fixed: FixedValues;
  problems: HeaderProblem[];
} {
  let fixed: FixedValues = {};
  const problems: HeaderProblem[] = [];
  for (const field of FIELDS_BY_NEED) {
    const { name } = field;
    const value = set[name];
    if (value === undefined) continue;
    const parsed = parseFixedValue(field, value.trim());
    if (typeof parsed === 'string')
      problems.push({ field: name, problem: `--set ${name}=${value}: ${parsed}`, help: [] });
    else fixed = { ...fixed, ...parsed };
  }
  return { fixed, problems };
}

/** The field with its value, or a sentence about the problem. */
function parseFixedValue({ name, kind }: PostField, value: string): FixedValues | string {
  if (value.includes('\0')) return 'A NUL character cannot be stored.';
  if (value === '' && kind !== 'count')
    return `A value is needed. To skip the field, use --map ${name}= instead.`;
  switch (kind) {
    case 'count': {
      const count = parseCount(value);
      return typeof count === 'number' ? { [name]: count } : describeCountFault(count, value);
    }
    case 'identifier':
      return isIdTooLong(value) ? `An id has at most ${MAX_ID_BYTES} bytes.` : { [name]: value };
    case 'platform':
      return { [name]: parsePlatform(value) };
    case 'instant': {
      const instant = parsePostedAt(value) ?? parseSpreadsheetDate(value, null);
      return instant === null
        ? `${quoteValue(value)} is not a date; give one such as 2025-05-21T09:44:45Z.`
        : { [name]: instant };
    }
    case 'hashtags':
      return { [name]: parseHashtags(value) };
    case 'amount': {
      const amount = parseAmount(value);
      if (typeof amount === 'string') return describeAmountFault(amount, value);
      return amount.currencies.length === 0
        ? { [name]: amount.value }
        : 'Give the amount without its currency, and the currency by --set currency=EUR.';
    }
    case 'currency': {
      const currency = parseCurrency(value);
      return currency === null ? describeUnknownCurrency(value) : { [name]: currency };
    }
    case 'text':
      return { [name]: value };
  }
}
