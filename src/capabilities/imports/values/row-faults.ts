import type { DecodedText } from '../../../platform/csv/decoded-text.ts';
import type { RecordFramer } from '../../../platform/csv/record-framer.ts';
import type { KnownEncoding } from '../../../platform/csv/text-encoding.ts';
import type { RowFault } from '../quarantine/rejection.ts';

/** What is wrong with a row that has `count` cells under a header of `width`; null where nothing is. */
export function describeWidthFault(count: number, width: number): RowFault | null {
  if (count === width) return null;
  const said = `The row has ${count} of the header's ${width} fields.`;
  if (count < width)
    return { column: null, code: 'too_few_fields', message: `${said} Add those that are missing.` };
  const message = `The row has ${count} fields, the header ${width}. Put a value that holds the delimiter in quotation marks.`;
  return { column: null, code: 'too_many_fields', message };
}

/** What in the record is no text that can be stored; null where all of it is. */
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
    return { column, code: 'bad_text', message: 'The row holds NUL, which no text can. Remove it.' };
  const other = encoding === 'utf-8' ? ', or, if the file is Latin-1, say --encoding latin1' : '';
  const message = `The row has bytes that are not valid ${encoding}. Save them again${other}.`;
  return { column, code: 'bad_text', message };
}
