import { Readable } from 'node:stream';
import { CallerError } from '../../../errors.ts';
import { readBlocks } from '../../../platform/csv/byte-blocks.ts';
import { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { RecordFramer } from '../../../platform/csv/record-framer.ts';
import { detectEncoding, endOfLastLine, type KnownEncoding } from '../../../platform/csv/text-encoding.ts';
import { type ColumnUse, describeColumnUses } from '../columns/column-uses.ts';
import { type ColumnMatch, matchColumns } from '../columns/columns.ts';
import { type Delimiter, type ExportHeader, readHeader } from '../columns/export-header.ts';
import { FIELDS_BY_NEED, type Field, type FieldName, type PostField } from '../columns/fields.ts';
import { nearestColumns } from '../columns/header-fault.ts';
import { findMendedImport } from '../quarantine/mended-import.ts';
import type { Rejection, RowFault } from '../quarantine/rejection.ts';
import { openMetered } from '../reading/export-file.ts';
import type { CompleteOptions, ReadOptions } from '../reading/export-reader.ts';
import { beginReading, type ExportReading } from '../reading/export-reading.ts';
import { refuseAmbiguous } from '../refusals/ambiguity.ts';
import { explainTaken } from '../source/source-memory.ts';

/** How many rows are shown. */
const ROWS_SHOWN = 12;

/** How a file would be imported. */
export interface ExportPreview {
  readonly encoding: KnownEncoding;
  readonly delimiter: Delimiter;
  /** The file's own columns. */
  readonly columns: readonly ColumnUse[];
  /** Every field that an export can have, and where it comes from. */
  readonly fields: readonly PreviewedField[];
  /** Sentences about columns that are not read, and about what the beginning of the file does not decide. */
  readonly notices: readonly string[];
  /** Sentences about what prevents the import. Empty if the file can be imported. */
  readonly problems: readonly string[];
  readonly rows: readonly PreviewedRow[];
  /** The rows in the beginning of the file; null while the columns cannot be used. */
  readonly sample: { readonly read: number; readonly rejected: number } | null;
}

export interface PreviewedField {
  readonly field: FieldName;
  /** `one`: at least one of likes, comments and shares is needed. */
  readonly need: Field['need'];
  /** Its column, from 0. */
  readonly column: number | null;
  /** The value that every row gets. */
  readonly fixed: string | null;
  /** What is wrong or ambiguous about it. */
  readonly problem: string | null;
  /** Columns with similar names, from 0, best first. */
  readonly suggestions: readonly number[];
}

export interface PreviewedRow {
  /** The line of the file, from 1. */
  readonly line: number;
  /** The row as it is in the file, split into columns; a row that cannot be split is one cell. */
  readonly cells: readonly string[];
  /** Why it would be rejected; null if it would be loaded, or if the columns cannot be used. */
  readonly fault: RowFault | null;
}

/**
 * Reads the beginning of an export and describes how it would be imported with these options.
 * @param beginning the first bytes of the file, plain or gzip
 * @param isWhole whether that is the whole file
 * @throws CallerError BAD_USER_INPUT if there is no readable header
 */
export async function previewExport(
  beginning: AsyncIterable<Uint8Array>,
  given: ReadOptions,
  isWhole: boolean,
  complete: CompleteOptions = async () => given,
): Promise<ExportPreview> {
  const file = { source: 'preview', open: () => Readable.from(beginning), size: null };
  const { content, whereElse } = openMetered(file, undefined, given.sheet);
  try {
    const preview = await previewContent(content, given, isWhole, complete);
    const elsewhere = preview.sample === null ? await whereElse() : null;
    return elsewhere === null ? preview : { ...preview, problems: [...preview.problems, elsewhere] };
  } catch (error) {
    throw error instanceof CallerError ? explainTaken(error, await whereElse()) : error;
  }
}

async function previewContent(
  file: AsyncIterable<Uint8Array>,
  given: ReadOptions,
  isWhole: boolean,
  complete: CompleteOptions,
): Promise<ExportPreview> {
  const block = await readFirstBlock(file, isWhole);
  const mended = findMendedImport(block.bytes, block.isFinal, given);
  const options = mended === null ? given : await complete(mended);
  const { encoding, bomBytes } = detectEncoding(block.bytes, options.encoding);
  const content = block.bytes.subarray(bomBytes);
  const end = block.isFinal ? content.length : endOfLastLine(content, encoding) || content.length;
  const decoded = new DecodedText(content.subarray(0, end), encoding);
  const header = readHeader(decoded, encoding, options.delimiter);
  const match = matchColumns(header.names, options);
  const read = match.problems.length === 0 ? beginReading(block.bytes, block.isFinal, options) : null;
  const rows = read === null ? null : readRows(read, block);
  const faults = new Map(rows?.rejections.map((rejection) => [rejection.line, rejection]));
  const ambiguity = refuseAmbiguous(read?.findAmbiguous() ?? [])?.message ?? null;
  return {
    encoding,
    delimiter: header.delimiter,
    columns: read?.describeColumns() ?? describeColumnUses(match, {}),
    fields: FIELDS_BY_NEED.map((field) => describeField(field, match, options)),
    notices: [
      ...(read?.notices ?? header.notices),
      ...(read?.describeSkipped() ?? []),
      ...(ambiguity !== null && !block.isFinal ? [`In the beginning of the file: ${ambiguity}`] : []),
    ],
    problems: [
      ...match.problems.map(({ problem }) => problem),
      ...(ambiguity !== null && block.isFinal ? [ambiguity] : []),
    ],
    rows: splitRows(decoded, header).map(({ line, cells }) => {
      const fault = faults.get(line);
      return { line, cells, fault: fault === undefined ? null : pickFault(fault) };
    }),
    sample: rows === null ? null : { read: rows.read, rejected: rows.rejections.length },
  };
}

/** The first block of the file, decompressed. A truncated gzip yields what it contains up to there. */
async function readFirstBlock(
  content: AsyncIterable<Uint8Array>,
  isWhole: boolean,
): Promise<{ readonly bytes: Buffer; readonly isFinal: boolean }> {
  for await (const { bytes, isFinal } of readBlocks(isWhole ? content : untilTruncated(content))) {
    return { bytes, isFinal: isFinal && isWhole };
  }
  throw new Error('a file has at least one block');
}

async function* untilTruncated(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let hasContent = false;
  try {
    for await (const chunk of content) {
      hasContent = true;
      yield chunk;
    }
  } catch (error) {
    if (!hasContent || !(error instanceof CallerError)) throw error;
  }
}

function readRows(
  reading: ExportReading,
  { bytes, isFinal }: { readonly bytes: Buffer; readonly isFinal: boolean },
): { readonly read: number; readonly rejections: readonly Rejection[] } {
  const { posts, rejections, held } = reading.read(bytes, isFinal);
  reading.decide();
  const later = reading.readHeld(held);
  return {
    read: posts.length + rejections.length + held.length,
    rejections: [...rejections, ...later.rejections],
  };
}

function describeField({ name, need }: PostField, match: ColumnMatch, { set }: ReadOptions): PreviewedField {
  const about = [...match.problems, ...match.ambiguities].find((problem) => problem.field === name);
  const column = match.columnOf[name] ?? null;
  return {
    field: name,
    need,
    column,
    fixed: set[name] ?? null,
    problem: about?.problem ?? null,
    suggestions: column === null ? nearestColumns(name, match.header) : [],
  };
}

function splitRows(
  decoded: DecodedText,
  { names, delimiter, next, nextLine }: ExportHeader,
): { readonly line: number; readonly cells: readonly string[] }[] {
  const framer = new RecordFramer(delimiter, names.length);
  framer.open({ decoded, from: next, line: nextLine, knownBytes: 0, isFinal: true });
  const rows: { line: number; cells: readonly string[] }[] = [];
  while (rows.length < ROWS_SHOWN && framer.advance() === 'record') {
    const cells = framer.fault === null ? framer.cells.toArray() : [framer.raw];
    rows.push({ line: framer.line, cells });
  }
  return rows;
}

function pickFault({ column, code, message }: RowFault): RowFault {
  return { column, code, message };
}
