import type { Cells } from '../../../platform/csv/cells.ts';

/** What tools and spreadsheets write before sums. */
const WORDS = [
  'total',
  'totals',
  'grand total',
  'grand totals',
  'sum',
  'summe',
  'gesamt',
  'gesamtsumme',
  'gesamtergebnis',
  'insgesamt',
];
const TOTALS = new RegExp(`^(?:${WORDS.join('|')})$`, 'i');
const MAY_BE_TOTALS = new RegExp(`^"?(?:${WORDS.join('|')})(?![\\w-])`, 'i');
/** A number, a share, a duration or a date of numbers. */
const NUMERIC = /^[\d.,:%/\s\u00a0\u202f+-]*$/;
const QUOTE = 0x22;
/** The first letters of the words, in lower case. */
const FIRST_LETTERS: ReadonlySet<number> = new Set(WORDS.map((word) => word.charCodeAt(0)));
const TO_LOWER = 0x20;
/** A quotation mark, the longest of the words, and what stands behind it. */
const MOST_BYTES = 16;

/**
 * Whether a record sums the others up, as YouTube Studio's first and many spreadsheets' last: its first value says so, and of
 * the other cells some are blank, and the rest numbers.
 */
export function isTotalsRow(cells: Cells): boolean {
  let hasWord = false;
  let hasBlank = false;
  for (let cell = 0; cell < cells.count; cell++) {
    const value = cells.valueOf(cell).trim();
    if (value === '') hasBlank = true;
    else if (hasWord) {
      if (!NUMERIC.test(value)) return false;
    } else if (TOTALS.test(value)) hasWord = true;
    else return false;
  }
  return hasWord && hasBlank;
}

/** Whether the row that begins here may be one, seen by its first bytes. */
export function mayBeTotalsRow(bytes: Buffer, at: number): boolean {
  const first = bytes[at] === QUOTE ? bytes[at + 1] : bytes[at];
  if (first === undefined || !FIRST_LETTERS.has(first | TO_LOWER)) return false;
  return MAY_BE_TOTALS.test(bytes.toString('latin1', at, at + MOST_BYTES));
}
