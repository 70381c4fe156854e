import { z } from 'zod';

/** Why a row could not be loaded. The codes are part of the interface and are never renamed. */
export const REJECTION_CODES = [
  'missing_value',
  'not_a_count',
  'negative_count',
  'not_an_amount',
  'negative_amount',
  'unknown_currency',
  'conflicting_currency',
  'ambiguous_value',
  'spreadsheet_error',
  'no_views_but_interactions',
  'interactions_exceed_views',
  'bad_date',
  'bad_text',
  'too_few_fields',
  'too_many_fields',
  'bad_quote',
  'too_long',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

export const rejectionCodeSchema = z.enum(REJECTION_CODES);

/** A row that could not be loaded, as the quarantine keeps it. */
export interface Rejection {
  /** The line of the file at which the row begins, from 1. */
  line: number;
  /** The byte offset of the row in the stored file, including a BOM. */
  byteOffset: number;
  /**
   * The row as it is in the file, without its line break. NUL is replaced by U+2400 and invalid bytes by U+FFFD; a row that
   * is too long is truncated.
   */
  raw: string;
  /** The faulty column's name in the file; null if the whole row is at fault. */
  column: string | null;
  code: RejectionCode;
  /** A sentence that names the value and says how to correct it. */
  message: string;
}

/** What is wrong with a row, without its position. */
export type RowFault = Pick<Rejection, 'column' | 'code' | 'message'>;

/** How many characters of a value a message shows. */
const MAX_SHOWN = 60;

/** A value for a message: on one line, in quotation marks, and truncated. */
export function quoteValue(value: string): string {
  const line = value
    .trim()
    .slice(0, 2 * MAX_SHOWN)
    .replace(/\s+/g, ' ');
  return line.length > MAX_SHOWN ? `"${wellFormed(line.slice(0, MAX_SHOWN))}…"` : `"${line}"`;
}

/** Text that any UTF-8 column can store: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return wellFormed(text).replaceAll('\0', '\u2400');
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
