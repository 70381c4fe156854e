import { csvFormatRows } from 'd3-dsv';
import type { Import } from './import-queries.ts';

/** The cells of mended rows, by where each row stood in its file. */
export type Mended = ReadonlyMap<string, readonly string[]>;

/**
 * The mended rows as a file to import, in the order in which they stood. Its name makes it a source of its own: under
 * the name of the first it would replace the rows that were loaded then.
 */
export function writeMended({ source, header }: Pick<Import, 'source' | 'header'>, mended: Mended): File {
  const rows = [...mended]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, cells]) => [...cells]);
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const name = `${source.replace(/ \(corrected .*\)$/, '')} (corrected ${now})`;
  return new File([csvFormatRows([[...header], ...rows])], name, { type: 'text/csv' });
}
