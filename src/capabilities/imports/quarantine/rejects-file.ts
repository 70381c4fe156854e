import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format } from 'fast-csv';
import { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { neutralizeCell, restoreCell } from '../../../platform/csv/formula-mark.ts';
import { RecordFramer } from '../../../platform/csv/record-framer.ts';
import { DELIMITERS, type Delimiter } from '../columns/export-header.ts';
import type { Rejection } from './rejection.ts';
import { markRow, ownColumns, REJECTS_COLUMNS } from './row-mark.ts';

/** The row is written twice, as cells and raw: the raw one is truncated so that both fit the record limit. */
const MAX_RAW_SHOWN = 4_096;

export interface RejectsFileOptions {
  /** The header of the file that the rows come from. */
  readonly header: readonly string[];
  /** Its delimiter; if absent, it is detected per row as the one that yields as many cells as the header has. */
  readonly delimiter?: Delimiter;
  /** The import that rejected them, whose options are taken again; null or absent for a dry run, of which nothing is kept. */
  readonly importId?: string | null;
}

/**
 * Writes rejected rows as CSV, ready to be corrected and imported again with the same options: the columns of the original
 * file, in their order, then the fault of each row, the import that it is from, and a mark by which a row that comes back unchanged stays rejected. No
 * cell runs in a spreadsheet: the importer takes off what keeps it from that. The cells of a row that could not be split are a guess. It ends
 * `destination`, and holds one row in memory at a time.
 */
export async function writeRejectsFile(
  rejections: AsyncIterable<Rejection> | Iterable<Rejection>,
  destination: Writable,
  options: RejectsFileOptions,
): Promise<void> {
  const csv = format({ headers: false, includeEndRowDelimiter: true, writeBOM: true });
  await pipeline(Readable.from(rejectRows(rejections, options)), csv, destination);
}

async function* rejectRows(
  rejections: AsyncIterable<Rejection> | Iterable<Rejection>,
  { header, delimiter, importId = null }: RejectsFileOptions,
): AsyncGenerator<string[]> {
  // A rejects file that is imported again has the old faults in these columns: they are replaced.
  const kept = ownColumns(header);
  const split = createRowSplitter(header.length, delimiter);
  yield [...kept.map((column) => neutralizeCell(header[column] ?? '')), ...REJECTS_COLUMNS];
  for await (const { line, column, code, message, raw } of rejections) {
    const cells = split(raw);
    const own = kept.map((at) => restoreCell(cells[at] ?? ''));
    const fault = [String(line), column ?? '', code, message];
    const origin = [importId ?? '', raw.slice(0, MAX_RAW_SHOWN), markRow(own)];
    yield [...own, ...fault, ...origin].map(neutralizeCell);
  }
}

/** Splits a raw row into cells by the delimiter; if none is given, by the one that yields the number of cells nearest to `width`. */
export function createRowSplitter(
  width: number,
  delimiter?: Delimiter | undefined,
): (raw: string) => string[] {
  const delimiters = delimiter === undefined ? DELIMITERS : [delimiter];
  const framers = delimiters.map((one) => ({ delimiter: one, framer: new RecordFramer(one, width) }));
  return (raw) => {
    const decoded = new DecodedText(Buffer.from(raw), 'utf-8');
    const distance = (cells: readonly string[]) => Math.abs(cells.length - width);
    const splits = framers.map(({ delimiter: one, framer }) => {
      framer.open({ decoded, from: 0, line: 1, knownBytes: 0, isFinal: true });
      const isSound = framer.advance() === 'record' && framer.fault === null && framer.next >= raw.length;
      return isSound ? framer.cells.toArray() : raw.split(one);
    });
    return splits.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  };
}
