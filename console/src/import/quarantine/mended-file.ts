import { csvFormatRows } from 'd3-dsv';
import type { Import } from '../import-queries.ts';

/** The cells of mended rows, by where each row stood in its file. */
export type Mended = ReadonlyMap<string, readonly string[]>;

/** By this column the server reads the rows as the file that they are from. */
const ORIGIN = 'rejected_import';

/**
 * The mended rows as a file to import, in the order in which they stood. Its name makes it a source of its own: under
 * the name of the first it would replace the rows that were loaded then.
 */
export function writeMended(
  { id, source, header }: Pick<Import, 'id' | 'source' | 'header'>,
  mended: Mended,
): File {
  const isNamed = header.includes(ORIGIN);
  const rows = [...mended]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, cells]) => (isNamed ? [...cells] : [...header.map((_, at) => cells[at] ?? ''), id]));
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const name = `${source.replace(/ \(corrected .*\)$/, '')} (corrected ${now})`;
  return new File([csvFormatRows([isNamed ? [...header] : [...header, ORIGIN], ...rows])], name, {
    type: 'text/csv',
  });
}
