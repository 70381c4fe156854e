import { quoteValue } from '../quarantine/rejection.ts';
import { describeCountFault, parseCount } from '../values/count.ts';
import { parseHashtags } from '../values/hashtags.ts';
import { isIdTooLong, MAX_ID_BYTES } from '../values/identifier.ts';
import { parsePlatform } from '../values/platform.ts';
import { parsePostedAt } from '../values/posted-at.ts';
import { COUNT_FIELDS, type CountField, FIELD_NAMES, type FieldName, type MeasuredPost } from './fields.ts';
import type { HeaderProblem } from './header-fault.ts';

/** The values that `--set` gives to every row. */
export type FixedValues = Readonly<Partial<Omit<MeasuredPost, 'line'>>>;

/** Reads the values of `--set` as cells are read; what would reject every row is a problem of the run. */
export function parseFixedValues(set: Readonly<Partial<Record<FieldName, string>>>): {
  fixed: FixedValues;
  problems: HeaderProblem[];
} {
  let fixed: FixedValues = {};
  const problems: HeaderProblem[] = [];
  for (const field of FIELD_NAMES) {
    const value = set[field];
    if (value === undefined) continue;
    const parsed = parseFixedValue(field, value.trim());
    if (typeof parsed === 'string')
      problems.push({ field, problem: `--set ${field}=${value}: ${parsed}`, help: [] });
    else fixed = { ...fixed, ...parsed };
  }
  return { fixed, problems };
}

function parseFixedValue(field: FieldName, value: string): FixedValues | string {
  if (value.includes('\0')) return 'NUL cannot be stored.';
  if (isCountField(field)) {
    const count = parseCount(value);
    return typeof count === 'number' ? { [field]: count } : describeCountFault(count, value);
  }
  if (value === '') return `A value is needed. To skip the field, use --map ${field}= instead.`;
  switch (field) {
    case 'campaignId':
    case 'influencerId':
    case 'postId':
      if (isIdTooLong(value)) return `An id has at most ${MAX_ID_BYTES} bytes.`;
      return { [field]: value };
    case 'platform':
      return { platform: parsePlatform(value) };
    case 'postedAt': {
      const postedAt = parsePostedAt(value);
      return postedAt === null
        ? `${quoteValue(value)} is not a date; give one such as 2025-05-21T09:44:45Z.`
        : { postedAt };
    }
    case 'hashtags':
      return { hashtags: parseHashtags(value) };
    case 'caption':
    case 'url':
      return { [field]: value };
  }
}

function isCountField(field: FieldName): field is CountField {
  return COUNT_FIELDS.some((name) => name === field);
}
