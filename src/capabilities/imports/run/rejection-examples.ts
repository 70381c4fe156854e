import { normalizeName, synonymOf } from '../columns/column-synonyms.ts';
import type { Columns } from '../columns/columns.ts';
import type { Delimiter } from '../columns/export-header.ts';
import { FIELDS_BY_NEED, type FieldName } from '../columns/fields.ts';
import { columnReference } from '../columns/header-fault.ts';
import { quoteValue, type Rejection, type RejectionCode } from '../quarantine/rejection.ts';
import { createRowSplitter } from '../quarantine/rejects-file.ts';
import { parseCount } from '../values/count.ts';

/** The first row that a code rejected, and what would save rows of that code, where something would. */
export interface RejectionExample {
  readonly code: RejectionCode;
  readonly line: number;
  /** null where the row as a whole is at fault. */
  readonly column: string | null;
  /** What stands in that column. */
  readonly value: string | null;
  readonly message: string;
  readonly advice: Advice | null;
}

/** An option that would save rows. */
export interface Advice {
  readonly sentence: string;
  /** In the words of the command, such as `--map views=plays`. */
  readonly option: string;
}

/** What the examples are made of. */
export interface ExampleSource {
  readonly columns: Columns;
  readonly delimiter: Delimiter;
  readonly encoding: string;
}

export interface RejectionExamples {
  add(rejections: readonly Rejection[]): void;
  /** @param read how many rows the file has */
  describe(read: number): readonly RejectionExample[];
}

/** A column that nothing is read from, and that could be the field of one whose cells reject rows. */
interface Alternative {
  readonly column: number;
  filled: number;
}

const MAX_VALUE = 100;

/** Collects one example for each code, and how many of the rejected rows another column of the file would save. */
export function createRejectionExamples({ columns, delimiter, encoding }: ExampleSource): RejectionExamples {
  const { header } = columns;
  const split = createRowSplitter(header.length, delimiter);
  const first = new Map<RejectionCode, Rejection>();
  let badDates = 0;
  const used = new Set<number>(Object.values(columns.columnOf));
  const counts = FIELDS_BY_NEED.filter(({ kind }) => kind === 'count');
  const faulty = new Map<string, { field: FieldName; rows: number; others: Alternative[] }>();
  for (const { name: field } of counts) {
    const column = columns.columnOf[field];
    if (column === undefined) continue;
    const others = header.flatMap((name, at) =>
      !used.has(at) && synonymOf(normalizeName(name))?.field === field ? [{ column: at, filled: 0 }] : [],
    );
    if (others.length > 0) faulty.set(header[column] ?? '', { field, rows: 0, others });
  }

  const countAlternatives = ({ code, column, raw }: Rejection) => {
    if (column === null || (code !== 'missing_value' && code !== 'not_a_count')) return;
    const known = faulty.get(column);
    if (known === undefined) return;
    known.rows++;
    const cells = split(raw);
    for (const other of known.others) {
      if (typeof parseCount(cells[other.column] ?? '') === 'number') other.filled++;
    }
  };
  const adviseOf = ({ code, column }: Rejection, read: number): Advice | null => {
    if (code === 'bad_date' && badDates * 2 >= read) {
      return {
        sentence: `${badDates} of ${read} rows have a date that cannot be read; leave the dates unread to load the rows`,
        option: '--map postedAt=',
      };
    }
    if (code === 'bad_text' && encoding === 'utf-8') {
      return { sentence: 'Its bytes read as Latin-1', option: '--encoding latin1' };
    }
    const known = column === null ? undefined : faulty.get(column);
    if (known === undefined || (code !== 'missing_value' && code !== 'not_a_count')) return null;
    const [best] = [...known.others].sort((left, right) => right.filled - left.filled);
    if (best === undefined || best.filled === 0) return null;
    const name = quoteValue(header[best.column] ?? '');
    return {
      sentence: `${known.rows} rows have no count in ${quoteValue(column ?? '')}; ${best.filled} of them have one in ${name}`,
      option: `--map ${known.field}=${columnReference(header, best.column)}`,
    };
  };
  return {
    add(rejections) {
      for (const rejection of rejections) {
        const known = first.get(rejection.code);
        // Rows that waited for the end of the file come behind later ones.
        if (known === undefined || rejection.line < known.line) first.set(rejection.code, rejection);
        if (rejection.code === 'bad_date') badDates++;
        countAlternatives(rejection);
      }
    },
    describe: (read) =>
      [...first.values()].map((rejection) => {
        const { code, line, column, message, raw } = rejection;
        const at = column === null ? -1 : header.indexOf(column);
        const value = at < 0 ? null : (split(raw)[at] ?? null);
        return {
          code,
          line,
          column,
          value: value === null ? null : value.trim().slice(0, MAX_VALUE),
          message,
          advice: adviseOf(rejection, read),
        };
      }),
  };
}
