import type { DecodedText } from '../../../platform/csv/decoded-text.ts';
import type { RecordFramer } from '../../../platform/csv/record-framer.ts';
import type { KnownEncoding } from '../../../platform/csv/text-encoding.ts';
import type { RowFault } from '../quarantine/rejection.ts';

/** The fault of a row with `count` cells under a header of `width` columns; null if they are equal. */
export function describeWidthFault(count: number, width: number): RowFault | null {
  if (count === width) return null;
  const problem = `The row has ${count} of the header's ${width} fields.`;
  if (count < width)
    return { column: null, code: 'too_few_fields', message: `${problem} Add those that are missing.` };
  const message = `The row has ${count} fields, the header ${width}. Put a value that holds the delimiter in quotation marks.`;
  return { column: null, code: 'too_many_fields', message };
}

/** The fault of a record with text that cannot be stored; null if there is none. */
export function describeTextFault(
  decoded: DecodedText,
  { start, end, raw, cells }: RecordFramer,
  header: readonly string[],
  encoding: KnownEncoding,
): RowFault | null {
  const hasNul = raw.includes('\0');
  if (!hasNul && !decoded.isInvalid(start, end)) return null;
  const isFaulty = (value: string) => value.includes(hasNul ? '\0' : '\uFFFD');
  const column = header.find((_, at) => isFaulty(cells.valueOf(at))) ?? null;
  if (hasNul)
    return {
      column,
      code: 'bad_text',
      message: 'The row contains a NUL character, which cannot be stored. Remove it.',
    };
  const other = encoding === 'utf-8' ? ' or, if the file is Latin-1, use --encoding latin1' : '';
  const message = `The row has bytes that are not valid ${encoding}. Save the file as ${encoding}${other}.`;
  return { column, code: 'bad_text', message };
}
