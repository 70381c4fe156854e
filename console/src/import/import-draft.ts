import type { Delimiter, Encoding, FieldName } from '../../../src/capabilities/imports/contract.ts';

/** How a file is to be read, as far as somebody said so. */
export interface ReadingOptions {
  /** The column of a field, from 0; null where the field is not to be read. */
  readonly mapped: Readonly<Partial<Record<FieldName, number | null>>>;
  /** What every row gets. */
  readonly fixed: Readonly<Partial<Record<FieldName, string>>>;
  readonly delimiter: Delimiter | '';
  readonly encoding: Encoding;
  /** How all numbers are written; empty: as each column's own values show. */
  readonly numberFormat: NumberFormatChoice;
  /** Of dates such as 02/01/2026; empty: as the column's values show. */
  readonly dateOrder: DateOrderChoice;
  /** The name or the number of the sheet of a workbook; empty: the first. */
  readonly sheet: string;
  /** Whether nothing is taken from the last import of the source. */
  readonly forgets: boolean;
}

export const NUMBER_FORMATS = ['', 'en', 'de'] as const;
export const DATE_ORDERS = ['', 'dmy', 'mdy'] as const;
export const POSTS = ['latest', 'sum'] as const;

type NumberFormatChoice = (typeof NUMBER_FORMATS)[number];
type DateOrderChoice = (typeof DATE_ORDERS)[number];

/** A file that somebody chose, and what was said about it. */
export interface ImportDraft extends ReadingOptions {
  readonly file: File;
  readonly source: string;
  /** A share such as `10%` or a number of rows. */
  readonly rejectLimit: string;
  /** Of a post that several sources have: counts the row imported last, or the sum. */
  readonly posts: (typeof POSTS)[number];
  /** Whether most of the posts of the source may go. */
  readonly allowsShrinking: boolean;
}

export const AS_FOUND: ReadingOptions = {
  mapped: {},
  fixed: {},
  delimiter: '',
  encoding: 'utf-8',
  numberFormat: '',
  dateOrder: '',
  sheet: '',
  forgets: false,
};

/** A draft of a file that was just chosen. */
export function draftOf(file: File): ImportDraft {
  return {
    ...AS_FOUND,
    file,
    source: file.name,
    rejectLimit: '10%',
    posts: 'latest',
    allowsShrinking: false,
  };
}

/** What the routes under /imports are told. */
export function readingParameters(options: ReadingOptions): URLSearchParams {
  const { mapped, fixed, delimiter, encoding, numberFormat, dateOrder, sheet, forgets } = options;
  const parameters = new URLSearchParams();
  for (const [field, column] of Object.entries(mapped)) {
    parameters.append('map', `${field}=${column === null ? '' : `#${column + 1}`}`);
  }
  for (const [field, value] of Object.entries(fixed)) parameters.append('set', `${field}=${value}`);
  if (delimiter !== '') parameters.set('delimiter', delimiter);
  if (encoding !== 'utf-8') parameters.set('encoding', encoding);
  if (numberFormat !== '') parameters.set('numberFormat', numberFormat);
  if (dateOrder !== '') parameters.set('dateOrder', dateOrder);
  if (sheet.trim() !== '') parameters.set('sheet', sheet.trim());
  if (forgets) parameters.set('forget', 'true');
  parameters.set('wording', 'controls');
  return parameters;
}

/** The same draft with a field read from another column, not at all, or given by a value. */
export function withField(
  draft: ImportDraft,
  field: FieldName,
  from: number | null | { value: string },
): ImportDraft {
  const { [field]: _mapped, ...mapped } = draft.mapped;
  const { [field]: _fixed, ...fixed } = draft.fixed;
  return typeof from === 'object' && from !== null
    ? { ...draft, mapped, fixed: { ...fixed, [field]: from.value } }
    : { ...draft, mapped: { ...mapped, [field]: from }, fixed };
}
