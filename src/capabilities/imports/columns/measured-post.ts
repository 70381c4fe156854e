import { FIELD_NAMES, FIELDS, NEEDED_FIELDS, type PostField } from './fields.ts';

interface Values {
  identifier: string;
  /** INSTAGRAM, TIKTOK, YOUTUBE, ...; an unknown one as in the file, in upper case. */
  platform: string;
  /** ISO 8601 in UTC, with milliseconds. */
  instant: string;
  /** An integer from 0 to 2^53 - 1. */
  count: number;
  text: string;
  /** In lower case, without `#` and duplicates; empty if there are none. */
  hashtags: readonly string[];
  /** An exact decimal number that is not negative, such as `1234.50`. */
  amount: string;
  /** ISO 4217. */
  currency: string;
}

type ValueOf<Field extends PostField> = Field extends { kind: 'hashtags' } | { need: 'needed' }
  ? Values[Field['kind']]
  : Values[Field['kind']] | null;

interface RowPosition {
  /** The line of the file at which the row begins, from 1. */
  line: number;
}

/** One measured piece of content: one row of an export that passed every check. null: not reported. */
export type MeasuredPost = RowPosition & { [Field in PostField as Field['name']]: ValueOf<Field> };

/** A post while it is being read: needed fields may still be missing. */
export type UnfinishedPost = RowPosition & {
  [Field in PostField as Field['name']]: ValueOf<Field> | (Field extends { kind: 'hashtags' } ? never : null);
};

/** A post without any reported field. */
export const BLANK_POST: Readonly<UnfinishedPost> = createBlankPost();

export function isMeasured(post: UnfinishedPost): post is MeasuredPost {
  for (const field of NEEDED_FIELDS) if (post[field] === null) return false;
  return true;
}

function createBlankPost(): UnfinishedPost {
  const blank: Partial<UnfinishedPost> = { line: 0 };
  for (const field of FIELDS) {
    if (field.kind === 'hashtags') blank[field.name] = Object.freeze([]);
    else blank[field.name] = null;
  }
  if (!hasEveryField(blank)) throw new Error('the blank post does not have every field');
  return blank;
}

function hasEveryField(post: Partial<UnfinishedPost>): post is UnfinishedPost {
  return FIELD_NAMES.every((field) => field in post);
}
