import type { Cells } from '../../../platform/csv/cells.ts';
import type { Columns } from '../columns/columns.ts';
import type { Delimiter } from '../columns/export-header.ts';
import { FIELDS, type FieldName } from '../columns/fields.ts';
import { describeAmountReadings, readBothAmounts } from './amount.ts';
import { describeReadings, type Reading, readBoth } from './count.ts';
import { Evidence, type Example } from './evidence.ts';
import { NUMBER_FORMATS, type NumberFormat, type NumberFormats } from './number-format.ts';
import { DATE_ORDERS, type DateOrder, readBothOrders } from './spreadsheet-date.ts';

/** How the cells of a file are written: of a field that is absent, every cell reads the same, or nothing is decided. */
export interface WrittenFormats {
  readonly numbers: NumberFormats;
  /** null: not given, or not decided. */
  readonly dateOrder: DateOrder | null;
}

export const NO_FORMATS: WrittenFormats = { numbers: {}, dateOrder: null };

/** A column whose values are read in two ways, and nothing decides which. */
export interface AmbiguousColumn {
  readonly field: FieldName;
  /** Its name in the file. */
  readonly column: string;
  readonly example: Example;
  /** Both readings of the example, for a sentence. */
  readonly readings: string;
}

/** What the delimiter says of numbers: a file with semicolons is mostly from a place where the comma is in numbers. */
const USUAL: Readonly<Record<Delimiter, NumberFormat | null>> = {
  ',': 'en',
  ';': 'de',
  '\t': null,
  '|': null,
};

interface NumberColumn {
  readonly field: FieldName;
  readonly column: number;
  /** Of amounts, and not of counts. */
  readonly isAmount: boolean;
  readonly evidence: Evidence<NumberFormat>;
}

interface DateColumn {
  readonly column: number;
  readonly evidence: Evidence<DateOrder>;
}

/** Collects from all rows of a file how each of its columns is written. */
export class FormatEvidence {
  readonly #header: readonly string[];
  readonly #given: WrittenFormats;
  readonly #usual: NumberFormat | null;
  readonly #numbers: readonly NumberColumn[];
  readonly #date: DateColumn | null;

  constructor({ header, columnOf }: Columns, delimiter: Delimiter, given: WrittenFormats) {
    this.#header = header;
    this.#given = given;
    this.#usual = USUAL[delimiter];
    this.#numbers = FIELDS.flatMap(({ name: field, kind }) => {
      const column = columnOf[field];
      const isAmount = kind === 'amount';
      if (!(kind === 'count' || isAmount) || column === undefined || given.numbers[field] !== undefined)
        return [];
      return [{ field, column, isAmount, evidence: new Evidence<NumberFormat>(NUMBER_FORMATS) }];
    });
    const column = columnOf.postedAt;
    this.#date =
      column === undefined || given.dateOrder !== null
        ? null
        : { column, evidence: new Evidence<DateOrder>(DATE_ORDERS) };
  }

  /** Notes what a row says, and returns whether it can be read only once the formats are decided. */
  note(cells: Cells, line: number): boolean {
    let isUndecided = false;
    for (const { column, isAmount, evidence } of this.#numbers) {
      const readings = isAmount
        ? readBothAmounts(cells.valueOf(column))
        : readBoth(cells.text, cells.startOf(column), cells.endOf(column));
      if (readings === null) continue;
      const { en, de } = readings;
      // An amount that is one in one format alone is that, whatever the others are.
      if (!isAmount || (en.isNumber && de.isNumber)) isUndecided = true;
      if (isOnly(en, de)) evidence.addOnly('en');
      else if (isOnly(de, en)) evidence.addOnly('de');
      else {
        const written = cells.valueOf(column).trim();
        evidence.addDiffering({ line, written }, suggestedBy(written, en, de));
      }
    }
    if (this.#date !== null && this.#noteDate(this.#date, cells, line)) isUndecided = true;
    return isUndecided;
  }

  /** Notes that a column has amounts that are numbers in one format alone. */
  noteAmounts(field: FieldName, format: NumberFormat): void {
    this.#numbers.find((column) => column.field === field)?.evidence.addOnly(format);
  }

  #noteDate({ column, evidence }: DateColumn, cells: Cells, line: number): boolean {
    const written = cells.valueOf(column).trim();
    const readings = readBothOrders(written);
    if (readings === null || readings.mdy === readings.dmy) return false;
    if (readings.dmy === null) evidence.addOnly('mdy');
    else if (readings.mdy === null) evidence.addOnly('dmy');
    else evidence.addDiffering({ line, written }, null);
    return true;
  }

  /** The formats: those given, and what the rows so far decide. */
  decide(): WrittenFormats {
    const numbers: Partial<Record<FieldName, NumberFormat>> = { ...this.#given.numbers };
    for (const { field, evidence } of this.#numbers) {
      const format = evidence.isEmpty ? null : evidence.decide(this.#usual);
      if (format !== null) numbers[field] = format;
    }
    const date = this.#date?.evidence;
    const decided = date === undefined || date.isEmpty ? null : date.decide(null);
    return { numbers, dateOrder: this.#given.dateOrder ?? decided };
  }

  /** The columns that stay undecided. */
  findAmbiguous(): AmbiguousColumn[] {
    return [...this.#ambiguousDates(), ...this.#ambiguousNumbers()];
  }

  #ambiguousDates(): AmbiguousColumn[] {
    const { column, evidence } = this.#date ?? {};
    const example = evidence?.example ?? null;
    if (column === undefined || example === null || evidence?.decide(null) !== null) return [];
    const { mdy, dmy } = readBothOrders(example.written) ?? {};
    const readings = `${mdy?.slice(0, 10)} (mdy) or ${dmy?.slice(0, 10)} (dmy)`;
    return [{ field: 'postedAt', column: this.#header[column] ?? '', example, readings }];
  }

  #ambiguousNumbers(): AmbiguousColumn[] {
    return this.#numbers.flatMap(({ field, column, isAmount, evidence }) => {
      const { example } = evidence;
      if (example === null || evidence.decide(this.#usual) !== null) return [];
      const readings = isAmount ? describeAmountReadings(example.written) : describeReadings(example.written);
      return [{ field, column: this.#header[column] ?? '', example, readings }];
    });
  }
}

/** Whether a value is a number, or a count, in the first format alone. */
function isOnly(first: Reading, second: Reading): boolean {
  if (first.isNumber !== second.isNumber) return first.isNumber;
  return typeof first.count === 'number' && typeof second.count !== 'number';
}

/** The format in which the marks separate thousands: whole numbers are rarely written with a fraction of zeros. */
function suggestedBy(written: string, en: Reading, de: Reading): NumberFormat | null {
  if (/[kmb]$/i.test(written) || typeof en.count !== 'number' || typeof de.count !== 'number') return null;
  return en.count > de.count ? 'en' : 'de';
}
