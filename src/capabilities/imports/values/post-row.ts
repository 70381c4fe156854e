import type { Cells } from '../../../platform/csv/cells.ts';
import { restoreCell } from '../../../platform/csv/formula-mark.ts';
import type { Columns } from '../columns/columns.ts';
import { FIELDS, INTERACTION_FIELDS, type PostField } from '../columns/fields.ts';
import { BLANK_POST, isMeasured, type MeasuredPost, type UnfinishedPost } from '../columns/measured-post.ts';
import { quoteValue, type RowFault } from '../quarantine/rejection.ts';
import { describeAmountFault, describeUnknownCurrency, parseAmount, parseCurrency } from './amount.ts';
import { describeCountFault, parseCount } from './count.ts';
import { parseHashtags } from './hashtags.ts';
import { isIdTooLong, isSpreadsheetDamage, MAX_ID_BYTES } from './identifier.ts';
import { parsePlatform } from './platform.ts';
import { parsePostedAt } from './posted-at.ts';
import { parseSpreadsheetDate, readBothOrders } from './spreadsheet-date.ts';
import { NO_FORMATS, type WrittenFormats } from './written-formats.ts';

/** Parses the cells of a row, as many as the header has, as a post; returns the first fault if there is one. */
export type RowReader = (cells: Cells, line: number) => MeasuredPost | RowFault;

/** A field that is read from a column of the file. */
interface Source<Field extends PostField> {
  readonly name: Field['name'];
  readonly column: number;
  readonly mayBeBlank: boolean;
}

/** What a cell says, without space around it and without the mark that keeps spreadsheets from running it. */
function readCell(cells: Cells, column: number): string {
  const written = cells.valueOf(column).trim();
  const value = restoreCell(written);
  return value === written ? value : value.trim();
}

/** Whether a date is one by either order. */
function hasBothOrders(written: string): boolean {
  const readings = readBothOrders(written);
  return readings !== null && readings.mdy !== null && readings.dmy !== null;
}

type CountField = Extract<PostField, { kind: 'count' }>;
type AmountField = Extract<PostField, { kind: 'amount' }>;

/** Creates the reader for rows with these columns, written in these formats. */
export function createRowReader(
  { header, columnOf, fixed }: Columns,
  formats: WrittenFormats = NO_FORMATS,
): RowReader {
  const sourcesOf = <Field extends PostField>(fields: readonly Field[]): Source<Field>[] =>
    fields.flatMap(({ name, need }) => {
      const column = columnOf[name];
      return column === undefined ? [] : [{ name, column, mayBeBlank: need === 'optional' }];
    });
  const identifiers = sourcesOf(FIELDS.filter((field) => field.kind === 'identifier'));
  const platforms = sourcesOf(FIELDS.filter((field) => field.kind === 'platform'));
  const counts = sourcesOf(FIELDS.filter((field) => field.kind === 'count'));
  const instants = sourcesOf(FIELDS.filter((field) => field.kind === 'instant'));
  const texts = sourcesOf(FIELDS.filter((field) => field.kind === 'text'));
  const hashtags = sourcesOf(FIELDS.filter((field) => field.kind === 'hashtags'));
  const amounts = sourcesOf(FIELDS.filter((field) => field.kind === 'amount'));
  const currencies = sourcesOf(FIELDS.filter((field) => field.kind === 'currency'));
  const blank: UnfinishedPost = { ...BLANK_POST, ...fixed };

  let fault: RowFault | null = null;
  const firstFault = () => fault;
  const reject = (column: number | undefined, code: RowFault['code'], message: string) => {
    fault ??= { column: column === undefined ? null : (header[column] ?? null), code, message };
  };
  const readId = (cells: Cells, column: number, mayBeBlank: boolean): string | null => {
    const id = readCell(cells, column);
    if (id === '') {
      if (!mayBeBlank) reject(column, 'missing_value', 'The id is blank. Every row needs one.');
      return null;
    }
    if (isIdTooLong(id)) {
      reject(column, 'too_long', `${quoteValue(id)} is too long. Shorten it to ${MAX_ID_BYTES} bytes.`);
    }
    return id;
  };
  const readIdentifier = (cells: Cells, column: number, mayBeBlank: boolean): string | null => {
    const id = readId(cells, column, mayBeBlank);
    if (id !== null && isSpreadsheetDamage(id)) {
      const help = 'Export the file again, and import it without opening it in a spreadsheet.';
      const message = `${quoteValue(id)} is what a spreadsheet wrote in place of the id. ${help}`;
      reject(column, 'spreadsheet_error', message);
    }
    return id;
  };
  const readPlatform = (cells: Cells, column: number, mayBeBlank: boolean): string | null => {
    const platform = readId(cells, column, mayBeBlank);
    return platform === null ? null : parsePlatform(platform);
  };
  const readCount = (cells: Cells, { name, column, mayBeBlank }: Source<CountField>): number | null => {
    const format = formats.numbers[name] ?? null;
    const count = parseCount(cells.text, cells.startOf(column), cells.endOf(column), format);
    if (typeof count === 'number') return count;
    // A mark against formulas stands before a sign: the count is negative all the same.
    if (count === 'not_a_count' && cells.text.charAt(cells.startOf(column)) === "'") {
      const written = readCell(cells, column);
      const unmarked = parseCount(written, 0, written.length, format);
      if (typeof unmarked !== 'number') {
        reject(column, unmarked, describeCountFault(unmarked, written));
        return null;
      }
    }
    if (count === 'missing_value' && mayBeBlank) return null;
    reject(column, count, describeCountFault(count, cells.valueOf(column)));
    return null;
  };
  const readInstant = (cells: Cells, column: number): string | null => {
    const written = readCell(cells, column);
    if (written === '') return null;
    const instant = parsePostedAt(written) ?? parseSpreadsheetDate(written, formats.dateOrder);
    if (instant === null && formats.dateOrder === null && hasBothOrders(written)) {
      const message = `${quoteValue(written)} is a day of two months. Say by the date order which number is the month.`;
      reject(column, 'ambiguous_value', message);
    } else if (instant === null) {
      const help = 'Give one such as 2025-05-21, 2025-05-21 09:44:45 or 2025-05-21T09:44:45Z.';
      reject(column, 'bad_date', `${quoteValue(written)} is not a date. ${help}`);
    }
    return instant;
  };
  const readText = (cells: Cells, column: number): string | null => {
    const text = readCell(cells, column);
    return text === '' ? null : text;
  };
  const readCurrency = (cells: Cells, column: number): string | null => {
    const written = readCell(cells, column);
    if (written === '') return null;
    const currency = parseCurrency(written);
    if (currency === null) reject(column, 'unknown_currency', describeUnknownCurrency(written));
    return currency;
  };
  /** Reads an amount, and gives the post the currency of its mark. */
  const readAmount = (cells: Cells, { name, column }: Source<AmountField>, post: UnfinishedPost) => {
    const written = readCell(cells, column);
    if (written === '') return null;
    const amount = parseAmount(written, formats.numbers[name] ?? null);
    if (typeof amount === 'string') {
      reject(column, amount, describeAmountFault(amount, written));
      return null;
    }
    const [marked, ...others] = amount.currencies;
    if (post.currency !== null && marked !== undefined && !amount.currencies.includes(post.currency)) {
      const problem = `${quoteValue(written)} is marked with another currency than ${post.currency}, which the row has.`;
      reject(column, 'conflicting_currency', `${problem} Give amounts of one currency in a row.`);
    } else if (others.length === 0) post.currency ??= marked ?? null;
    return amount.value;
  };
  const crossCheck = (post: UnfinishedPost) => {
    const views = post.views ?? 0;
    let interactions = 0;
    for (const field of INTERACTION_FIELDS) interactions += post[field] ?? 0;
    if (interactions <= views) return;
    if (views === 0) {
      const problem = `The row has 0 views and ${interactions} interactions.`;
      reject(columnOf.views, 'no_views_but_interactions', `${problem} Give the number of views.`);
      return;
    }
    const problem = `The row has ${interactions} interactions (${INTERACTION_FIELDS.join(' + ')}) on ${views} views.`;
    reject(
      columnOf.views,
      'interactions_exceed_views',
      `${problem} There cannot be more interactions than views.`,
    );
  };

  return (cells, line) => {
    fault = null;
    const post: UnfinishedPost = { ...blank, line };
    for (const { name, column, mayBeBlank } of identifiers) {
      post[name] = readIdentifier(cells, column, mayBeBlank);
    }
    for (const { name, column, mayBeBlank } of platforms) {
      post[name] = readPlatform(cells, column, mayBeBlank);
    }
    for (const source of counts) post[source.name] = readCount(cells, source);
    const cellFault = firstFault();
    if (cellFault !== null) return cellFault;
    crossCheck(post);
    for (const { name, column } of instants) post[name] = readInstant(cells, column);
    for (const { name, column } of currencies) post[name] = readCurrency(cells, column) ?? post[name];
    for (const source of amounts) post[source.name] = readAmount(cells, source, post) ?? post[source.name];
    const rowFault = firstFault();
    if (rowFault !== null) return rowFault;
    for (const { name, column } of texts) post[name] = readText(cells, column);
    for (const { name, column } of hashtags) post[name] = parseHashtags(readCell(cells, column));
    if (!isMeasured(post)) throw new Error('the columns of a needed field are not known');
    return post;
  };
}
