import { CallerError } from '../../../errors.ts';
import type { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { restoreCell } from '../../../platform/csv/formula-mark.ts';
import { MAX_COLUMNS, RecordFramer } from '../../../platform/csv/record-framer.ts';
import type { KnownEncoding } from '../../../platform/csv/text-encoding.ts';
import { normalizeName, synonymOf } from './column-synonyms.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** The first record of a file, and the position of the next. */
export interface ExportHeader {
  names: readonly string[];
  delimiter: Delimiter;
  next: number;
  nextLine: number;
  /** Sentences about lines above it that are skipped. */
  notices: readonly string[];
}

/** How many records above a header may be titles. */
const MAX_TITLES = 10;
/** What Excel writes above a header to say which delimiter follows. */
const SEPARATOR = /^sep=([,;\t|])[ \t]*\r?\n/i;

/**
 * Reads the first record of a file that is no title: lines with one cell, of delimiters only, or `sep=;` are skipped. If no delimiter is given, it chooses the one that yields the most known fields, and
 * among equals the most columns.
 * @throws CallerError BAD_USER_INPUT if there is no readable header
 */
export function readHeader(
  decoded: DecodedText,
  encoding: KnownEncoding,
  asked: Delimiter | undefined,
): ExportHeader {
  const separator = SEPARATOR.exec(decoded.text);
  const named = asked ?? DELIMITERS.find((delimiter) => delimiter === separator?.[1]);
  const delimiters = named === undefined ? DELIMITERS : [named];
  const from = separator?.[0].length ?? 0;
  const framers = delimiters.map((delimiter) => ({
    delimiter,
    framer: frameHeader(decoded, delimiter, { from, line: separator === null ? 1 : 2 }),
  }));
  const read = framers.flatMap(({ delimiter, framer }) =>
    framer === null || framer.fault !== null ? [] : [{ delimiter, framer, names: framer.cells.toArray() }],
  );
  const [first, ...others] = read;
  const faulty = framers.find(({ framer }) => framer !== null && framer.fault !== null)?.framer ?? null;
  if (first === undefined) throw unreadable(faulty);
  const { delimiter, framer, names } = others.reduce(
    (best, other) => (isBetter(other.names, best.names) ? other : best),
    first,
  );
  // A wrong delimiter makes one valid column even of a header with a stray quotation mark.
  if (faulty !== null && countKnown(names) === 0) throw unreadable(faulty);
  checkText(decoded, framer, encoding);
  if (framer.cells.count > MAX_COLUMNS) {
    throw new CallerError('BAD_USER_INPUT', `The header has more than ${MAX_COLUMNS} columns.`);
  }
  return {
    names: names.map(restoreCell),
    delimiter,
    next: framer.next,
    nextLine: framer.nextLine,
    notices: framer.line > 1 && framer.start > 0 ? [describeTitles(framer.line)] : [],
  };
}

interface Place {
  readonly from: number;
  readonly line: number;
}

/**
 * Frames the header: the first record, or where that is a title, the first of those below it that names two fields, or else
 * has two cells.
 */
function frameHeader(decoded: DecodedText, delimiter: Delimiter, first: Place): RecordFramer | null {
  const framer = new RecordFramer(delimiter, null);
  const frame = ({ from, line }: Place) => {
    framer.open({ decoded, from, line, knownBytes: 0, isFinal: true });
    return framer.advance() === 'record';
  };
  if (!frame(first)) return null;
  const names = () => (framer.fault === null ? framer.cells.toArray() : []);
  if (framer.fault !== null || (countKnown(names()) > 0 && countFilled(names()) > 1)) return framer;
  let chosen: Place = first;
  let isChosen = false;
  for (let record = 0; record <= MAX_TITLES; record++) {
    const place = { from: framer.start, line: framer.line };
    if (countKnown(names()) > 1) {
      chosen = place;
      break;
    }
    if (!isChosen && countFilled(names()) > 1) {
      chosen = place;
      isChosen = true;
    }
    if (framer.advance() !== 'record') break;
  }
  frame(chosen);
  return framer;
}

function countFilled(names: readonly string[]): number {
  return names.filter((name) => name.trim() !== '').length;
}

function describeTitles(line: number): string {
  return `The header was found in line ${line}; what stands above it was skipped.`;
}

function isBetter(names: readonly string[], best: readonly string[]): boolean {
  const known = countKnown(names) - countKnown(best);
  return known > 0 || (known === 0 && names.length > best.length);
}

function countKnown(names: readonly string[]): number {
  return new Set(names.map((name) => synonymOf(normalizeName(name))?.field).filter(Boolean)).size;
}

function unreadable(framer: RecordFramer | null): CallerError {
  if (framer === null) {
    return new CallerError('BAD_USER_INPUT', 'The file is empty. Its first row must name the columns.');
  }
  return new CallerError(
    'BAD_USER_INPUT',
    `The header cannot be read. ${framer.fault?.message ?? ''}`.trim(),
  );
}

function checkText(decoded: DecodedText, framer: RecordFramer, encoding: KnownEncoding): void {
  if (decoded.isInvalid(framer.start, framer.end)) {
    const other =
      encoding === 'utf-8'
        ? 'If it is Latin-1, import it with --encoding latin1.'
        : 'Import it with another --encoding.';
    throw new CallerError('BAD_USER_INPUT', `The header is not text in ${encoding}. ${other}`);
  }
  if (framer.raw.includes('\0')) {
    const other = 'If the file is UTF-16, import it with --encoding utf-16le or --encoding utf-16be.';
    throw new CallerError('BAD_USER_INPUT', `The header contains a NUL character. ${other}`);
  }
}
