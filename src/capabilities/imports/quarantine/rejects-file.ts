import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { format } from 'fast-csv';
import { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { RecordFramer } from '../../../platform/csv/record-framer.ts';
import { normalizeName } from '../columns/column-synonyms.ts';
import { DELIMITERS, type Delimiter } from '../columns/export-header.ts';
import type { Rejection } from './rejection.ts';

/** What the file says of each row behind the row's own cells. The importer ignores these columns. */
export const REJECTS_COLUMNS = [
  'rejected_line',
  'rejected_column',
  'rejected_code',
  'rejected_message',
  'rejected_raw',
] as const;

/** The raw row stands in the file twice, as cells and as it was: cut, so that the two stay within a record's bound. */
const MAX_RAW_SHOWN = 4_096;

const OWN_NAMES: ReadonlySet<string> = new Set(REJECTS_COLUMNS.map(normalizeName));

export interface RejectsFileOptions {
  /** The header of the file that the rows come from. */
  readonly header: readonly string[];
  /** Its delimiter; without it each row's is the one that yields as many cells as the header has. */
  readonly delimiter?: Delimiter;
}

/**
 * Writes rejected rows as CSV, ready to mend and to import again with the same options: the columns of the file they
 * come from, in their order, then what is wrong with each row. The cells of a row that could not be cut are a guess.
 * It ends `destination`, and holds one row at a time.
 */
export async function writeRejectsFile(
  rejections: AsyncIterable<Rejection> | Iterable<Rejection>,
  destination: Writable,
  options: RejectsFileOptions,
): Promise<void> {
  const csv = format({ headers: false, includeEndRowDelimiter: true });
  await pipeline(Readable.from(rejectRows(rejections, options)), csv, destination);
}

async function* rejectRows(
  rejections: AsyncIterable<Rejection> | Iterable<Rejection>,
  { header, delimiter }: RejectsFileOptions,
): AsyncGenerator<string[]> {
  // A rejects file that is rejected in part once more brings its old verdicts: they make way for the new.
  const kept = header.flatMap((name, column) => (OWN_NAMES.has(normalizeName(name)) ? [] : [column]));
  const cut = createRowCutter(header.length, delimiter);
  yield [...kept.map((column) => header[column] ?? ''), ...REJECTS_COLUMNS];
  for await (const { line, column, code, message, raw } of rejections) {
    const cells = cut(raw);
    const shown = raw.slice(0, MAX_RAW_SHOWN);
    yield [...kept.map((at) => cells[at] ?? ''), String(line), column ?? '', code, message, shown];
  }
}

/** Cuts a raw row into cells, as many as there are columns if the delimiter, or without one any delimiter, yields them. */
export function createRowCutter(width: number, delimiter?: Delimiter | undefined): (raw: string) => string[] {
  const delimiters = delimiter === undefined ? DELIMITERS : [delimiter];
  const framers = delimiters.map((one) => ({ delimiter: one, framer: new RecordFramer(one, width) }));
  return (raw) => {
    const decoded = new DecodedText(Buffer.from(raw), 'utf-8');
    const distance = (cells: readonly string[]) => Math.abs(cells.length - width);
    const cuts = framers.map(({ delimiter: one, framer }) => {
      framer.open({ decoded, from: 0, line: 1, knownBytes: 0, isFinal: true });
      const isSound = framer.advance() === 'record' && framer.fault === null && framer.next >= raw.length;
      return isSound ? framer.cells.toArray() : raw.split(one);
    });
    return cuts.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  };
}
