import { quoteValue } from '../quarantine/rejection.ts';
import type { Refusal } from '../run/import-ending.ts';
import type { AmbiguousColumn } from '../values/written-formats.ts';

/** Why an import with columns that can be read in two ways is not published; null where there are none. */
export function refuseAmbiguous(columns: readonly AmbiguousColumn[]): Refusal | null {
  if (columns.length === 0) return null;
  const [date] = columns.filter(({ field }) => field === 'postedAt');
  const numbers = columns.filter(({ field }) => field !== 'postedAt');
  if (numbers.length > 0) {
    const message = [
      describeAmbiguousNumbers(numbers),
      ...(date === undefined ? [] : [describeAmbiguousDates(date)]),
    ];
    return { code: 'NUMBER_FORMAT_AMBIGUOUS', message: message.join(' ') };
  }
  if (date === undefined) return null;
  return { code: 'DATE_ORDER_AMBIGUOUS', message: describeAmbiguousDates(date) };
}

function describeAmbiguousDates({ column, example, readings }: AmbiguousColumn): string {
  return `The dates of the file can be read in two ways, and nothing was published: ${quoteValue(example.written)} in the column ${quoteValue(column)}, line ${example.line}, is ${readings}. Say which: --date-order dmy or --date-order mdy.`;
}

function describeAmbiguousNumbers(columns: readonly AmbiguousColumn[]): string {
  const described = columns.map(
    ({ field, column, example, readings }) =>
      `${field}: ${quoteValue(example.written)} in the column ${quoteValue(column)}, line ${example.line}, is ${readings}`,
  );
  return `The numbers of the file can be read in two ways, and nothing was published. ${described.join('; ')}. Say which: --number-format en or --number-format de, or for a field alone, such as --number-format ${columns[0]?.field}=de.`;
}
