import { isUtf8 } from 'node:buffer';
import type { Cells } from '../../../platform/csv/cells.ts';
import { DecodedText } from '../../../platform/csv/decoded-text.ts';
import { restoreCell } from '../../../platform/csv/formula-mark.ts';
import {
  MAX_RAW_CHARACTERS,
  MAX_RECORD_BYTES,
  RecordFramer,
  TOO_LONG,
} from '../../../platform/csv/record-framer.ts';
import {
  detectEncoding,
  type Encoding,
  endOfFirstLine,
  endOfLastLine,
  type KnownEncoding,
  LF,
  unitBytes,
} from '../../../platform/csv/text-encoding.ts';
import { type ColumnUse, describeColumnUses } from '../columns/column-uses.ts';
import { type ColumnOptions, type Columns, findColumns } from '../columns/columns.ts';
import { type Delimiter, type ExportHeader, readHeader } from '../columns/export-header.ts';
import { FIELDS, positionOf } from '../columns/fields.ts';
import type { MeasuredPost } from '../columns/measured-post.ts';
import { type Rejection, type RowFault, storable } from '../quarantine/rejection.ts';
import { createOldFaultFinder, type FindOldFault } from '../quarantine/row-mark.ts';
import type { PostLines } from '../staging/post-copy.ts';
import type { NumberFormats } from '../values/number-format.ts';
import { createRowReader, type RowReader } from '../values/post-row.ts';
import { describeTextFault, describeWidthFault } from '../values/row-faults.ts';
import type { DateOrder } from '../values/spreadsheet-date.ts';
import { type AmbiguousColumn, FormatEvidence, type WrittenFormats } from '../values/written-formats.ts';
import type { HeldRow } from './held-rows.ts';
import { isTotalsRow, mayBeTotalsRow } from './totals-row.ts';

/** Enough bytes for the characters that are kept of a row that is too long. */
const RAW_BYTES = 4 * MAX_RAW_CHARACTERS;

const AMOUNTS = FIELDS.filter(({ kind }) => kind === 'amount').map(({ name }) => name);

/** How much is decoded first if a row is not simple: a few rows. */
const FEW_BYTES = 1_024;
/** With this much text it is always known where a record ends. */
const ENOUGH_BYTES = MAX_RECORD_BYTES + 4_096;

export interface RowsRead {
  posts: MeasuredPost[];
  rejections: Rejection[];
  /** Rows that can be read once the formats of the file are decided. */
  held: HeldRow[];
  /** How many bytes of the file have been received so far. */
  bytes: number;
}

/**
 * Reads the header in the first block of a file.
 * @throws CallerError BAD_USER_INPUT if it cannot be used
 */
export function beginReading(
  block: Buffer,
  isFinal: boolean,
  options: ColumnOptions & {
    readonly encoding: Encoding;
    readonly delimiter?: Delimiter;
    readonly numberFormats?: NumberFormats;
    readonly dateOrder?: DateOrder | null;
  },
): ExportReading {
  const { encoding, bomBytes } = detectEncoding(block, options.encoding);
  const content = block.subarray(bomBytes);
  const end = isFinal ? content.length : endOfLastLine(content, encoding) || content.length;
  const decoded = new DecodedText(content.subarray(0, end), encoding);
  const header = readHeader(decoded, encoding, options.delimiter);
  const columns = findColumns(header.names, options);
  return new ExportReading({
    columns,
    encoding,
    header,
    headerBytes: bomBytes + decoded.byteAt(header.next),
    formats: { numbers: options.numberFormats ?? {}, dateOrder: options.dateOrder ?? null },
  });
}

interface ReadingStart {
  columns: Columns;
  encoding: KnownEncoding;
  header: ExportHeader;
  /** The byte offset of the first row in the file. */
  headerBytes: number;
  /** The formats that somebody gave. */
  formats: WrittenFormats;
}

/** The state of reading one file: the bytes that are not read yet, and their offset in the file. */
export class ExportReading {
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
  readonly notices: readonly string[];
  readonly columns: Columns;
  readonly #encoding: KnownEncoding;
  readonly #framer: RecordFramer;
  #readRow: RowReader;
  readonly #evidence: FormatEvidence;
  /** Of a rejects file: rows that come back as they were stay rejected. */
  readonly #findOldFault: FindOldFault | null;
  /** The bytes received and not read yet, a slice of `#memory`. */
  #pending: Buffer = Buffer.alloc(0);
  #memory = Buffer.alloc(0);
  /** The offset of `#pending` in the file. */
  #offset = 0;
  #line: number;
  /** How many bytes of the first block to skip: the header, which has been read. */
  #toSkip: number;
  /** Whether a row that is too long was rejected, and the rest of its line is being skipped. */
  #isPassingOver = false;
  #blankRows = 0;
  /** Whether both ids are the same for every row: then not even a blank one keeps a row of sums from being a post. */
  readonly #hasFixedIds: boolean;
  readonly #delimiterByte: number;
  #totalsRows = 0;
  #firstTotalsLine = 0;

  constructor({ columns, encoding, header, headerBytes, formats }: ReadingStart) {
    this.header = columns.header;
    this.delimiter = header.delimiter;
    this.notices = [...header.notices, ...columns.notices];
    this.columns = columns;
    this.#encoding = encoding;
    this.#framer = new RecordFramer(header.delimiter, columns.header.length);
    this.#readRow = createRowReader(columns, formats);
    this.#evidence = new FormatEvidence(columns, header.delimiter, formats);
    this.#findOldFault = createOldFaultFinder(columns.header);
    this.#hasFixedIds = columns.fixed.campaignId !== undefined && columns.fixed.influencerId !== undefined;
    this.#delimiterByte = header.delimiter.charCodeAt(0);
    this.#line = header.nextLine;
    this.#toSkip = headerBytes;
  }

  get encoding(): KnownEncoding {
    return this.#encoding;
  }

  /**
   * Reads the rows that end in the next block of the file; the first block is the one with the header. With `lines` the
   * posts are written there, and none is returned. The block can be reused afterwards.
   */
  read(block: Buffer, isFinal: boolean, lines?: PostLines): RowsRead {
    const rows: RowsRead = { posts: [], rejections: [], held: [], bytes: 0 };
    this.#append(block);
    this.#consume(this.#toSkip);
    this.#toSkip = 0;
    if (this.#isPassingOver) this.#skipRestOfLine(isFinal);
    const end = isFinal ? this.#pending.length : endOfLastLine(this.#pending, this.#encoding);
    const isWaiting = end > 0 && this.#readLines(end, isFinal, rows, lines);
    if (!isFinal && !isWaiting && this.#pending.length > MAX_RECORD_BYTES + 2) this.#rejectLongLine(rows);
    rows.bytes = this.#offset + this.#pending.length;
    return rows;
  }

  /** Reuses its buffer: a new one per block would be garbage-collected late. */
  #append(block: Buffer): void {
    const kept = this.#pending.length;
    const size = kept + block.length;
    const memory = size <= this.#memory.length ? this.#memory : Buffer.allocUnsafe(2 * size);
    this.#pending.copy(memory);
    block.copy(memory, kept);
    this.#memory = memory;
    this.#pending = memory.subarray(0, size);
  }

  #consume(bytes: number): void {
    this.#pending = this.#pending.subarray(bytes);
    this.#offset += bytes;
  }

  /** Reads whole lines, and returns whether the last of them begin a record that continues. */
  #readLines(end: number, isFinal: boolean, rows: RowsRead, lines: PostLines | undefined): boolean {
    if (lines !== undefined && this.#encoding === 'utf-8' && this.#findOldFault === null)
      return this.#readBytes(end, isFinal, rows, lines);
    const decoded = this.#openText(0, end, this.#pending.length, isFinal);
    let framed = this.#framer.advance();
    for (; framed === 'record'; framed = this.#framer.advance()) this.#takeRecord(decoded, 0, rows, lines);
    this.#line = this.#framer.nextLine;
    this.#consume(framed === 'waiting' ? decoded.byteAt(this.#framer.next) : end);
    return framed === 'waiting';
  }

  /** The same with the fast path: only the rows between simple ones are decoded. */
  #readBytes(end: number, isFinal: boolean, rows: RowsRead, lines: PostLines): boolean {
    const framer = this.#framer;
    const isSound = isUtf8(this.#pending.subarray(0, end));
    let start = 0;
    while (start < end) {
      if (!this.#mayBeTotals(start) && lines.takePlain(this.#pending, start, end, this.#line, isSound)) {
        start = lines.plain.next;
        this.#line++;
        continue;
      }
      const few = this.#endOfText(start + FEW_BYTES, end);
      const known = this.#pending.length;
      let decoded = this.#openText(start, few, few < end ? few : known, isFinal && few === end);
      let framed = framer.advance();
      if (framed === 'waiting' && few < end) {
        decoded = this.#openText(start, this.#endOfText(start + ENOUGH_BYTES, end), known, isFinal);
        framed = framer.advance();
      }
      if (framed === 'record') this.#takeRecord(decoded, start, rows, lines);
      this.#line = framer.nextLine;
      start += decoded.byteAt(framer.next);
      if (framed === 'waiting') break;
    }
    this.#consume(start);
    this.#noteAmounts(lines);
    return start < end;
  }

  /** Amounts with a point are English: what the fast path has seen of them decides those that are numbers both ways. */
  #noteAmounts({ plain: { pointed } }: PostLines): void {
    for (const field of AMOUNTS) {
      const position = positionOf(field);
      if (pointed[position] === 0) continue;
      pointed[position] = 0;
      this.#evidence.noteAmounts(field, 'en');
    }
  }

  #mayBeTotals(start: number): boolean {
    if (this.#hasFixedIds && this.#pending[start] === this.#delimiterByte) return true;
    return mayBeTotalsRow(this.#pending, start);
  }

  /** Decodes whole lines for the framer. `knownEnd`: the end of the received bytes; `isFinal`: whether the file ends there. */
  #openText(start: number, end: number, knownEnd: number, isFinal: boolean): DecodedText {
    const decoded = new DecodedText(this.#pending.subarray(start, end), this.#encoding);
    const knownBytes = knownEnd - start;
    this.#framer.open({ decoded, from: 0, line: this.#line, knownBytes, isFinal });
    return decoded;
  }

  /** The end of a text that has to include `least`: after a line feed, since a carriage return may be half of CRLF. */
  #endOfText(least: number, end: number): number {
    const at = least < end ? this.#pending.indexOf(LF, least) : -1;
    return at < 0 || at >= end ? end : at + 1;
  }

  /** Reads the framer's current record. `start`: the offset of its text. */
  #takeRecord(decoded: DecodedText, start: number, rows: RowsRead, lines: PostLines | undefined): void {
    const framer = this.#framer;
    if (framer.fault === null && isBlank(framer.cells)) {
      this.#blankRows++;
      return;
    }
    if (framer.fault === null && isTotalsRow(framer.cells)) {
      if (this.#totalsRows++ === 0) this.#firstTotalsLine = framer.line;
      return;
    }
    const row =
      framer.fault ??
      describeWidthFault(framer.cells.count, this.header.length) ??
      describeTextFault(decoded, framer, this.header, this.#encoding) ??
      this.#findOldFault?.(framer.cells.toArray().map(restoreCell)) ??
      this.#readDecided(framer);
    if (row === null) {
      const { line, raw } = framer;
      rows.held.push({ line, byteOffset: this.#byteOffset(decoded, start), raw });
    } else if ('code' in row) rows.rejections.push(this.#rejection(decoded, start, row));
    else if (lines === undefined) rows.posts.push(row);
    else lines.add(row);
  }

  /** null for a row that has to wait until the formats are decided. */
  #readDecided({ cells, line }: RecordFramer): MeasuredPost | RowFault | null {
    return this.#evidence.note(cells, line) ? null : this.#readRow(cells, line);
  }

  /** The offset in the file of the framer's current record. `textStart`: the offset of its text. */
  #byteOffset(decoded: DecodedText, textStart: number): number {
    return this.#offset + textStart + decoded.byteAt(this.#framer.start);
  }

  #rejection(decoded: DecodedText, textStart: number, fault: RowFault): Rejection {
    const { line, raw } = this.#framer;
    return rejectionOf({ line, byteOffset: this.#byteOffset(decoded, textStart), raw }, fault);
  }

  /** Decides the formats of the file by all rows that were read: now the held ones can be. */
  decide(): void {
    this.#readRow = createRowReader(this.columns, this.#evidence.decide());
  }

  /** The columns of which the rows so far decide nothing. */
  findAmbiguous(): readonly AmbiguousColumn[] {
    return this.#evidence.findAmbiguous();
  }

  /** Sentences about the rows so far that are neither posts nor rejections. */
  describeSkipped(): readonly string[] {
    const [blank, totals] = [this.#blankRows, this.#totalsRows];
    const line = this.#firstTotalsLine;
    return [
      ...(blank === 1 ? ['One row without any value was skipped.'] : []),
      ...(blank > 1 ? [`${blank} rows without any value were skipped.`] : []),
      ...(totals === 1 ? [`Line ${line} sums the others up, and was skipped.`] : []),
      ...(totals > 1 ? [`${totals} rows that sum others up were skipped, the first in line ${line}.`] : []),
    ];
  }

  /** What became of each column, as far as the rows so far tell. */
  describeColumns(): readonly ColumnUse[] {
    return describeColumnUses(this.columns, this.#evidence.decide().numbers);
  }

  /** The formats that were given, or that the rows so far decide. */
  decidedFormats(): WrittenFormats {
    return this.#evidence.decide();
  }

  /** Reads rows that were held. */
  readHeld(held: readonly HeldRow[], lines?: PostLines): Pick<RowsRead, 'posts' | 'rejections'> {
    const rows: Pick<RowsRead, 'posts' | 'rejections'> = { posts: [], rejections: [] };
    for (const one of held) {
      const decoded = new DecodedText(Buffer.from(one.raw), 'utf-8');
      this.#framer.open({ decoded, from: 0, line: one.line, knownBytes: 0, isFinal: true });
      this.#framer.advance();
      const row = this.#readRow(this.#framer.cells, one.line);
      if ('code' in row) rows.rejections.push(rejectionOf(one, row));
      else if (lines === undefined) rows.posts.push(row);
      else lines.add(row);
    }
    return rows;
  }

  /** Rejects a line that is too long before its end has been received. */
  #rejectLongLine(rows: RowsRead): void {
    const { text } = new DecodedText(this.#pending.subarray(0, RAW_BYTES), this.#encoding);
    const raw = storable(text.slice(0, MAX_RAW_CHARACTERS));
    rows.rejections.push({ line: this.#line, byteOffset: this.#offset, raw, ...TOO_LONG });
    this.#isPassingOver = true;
    this.#skipRestOfLine(false);
  }

  #skipRestOfLine(isFinal: boolean): void {
    const end = endOfFirstLine(this.#pending, this.#encoding, isFinal);
    if (end > 0 || isFinal) {
      this.#consume(end > 0 ? end : this.#pending.length);
      this.#line++;
      this.#isPassingOver = false;
    } else {
      // Keep the last character: it may be the first half of CRLF.
      this.#consume(Math.max(0, this.#pending.length - unitBytes(this.#encoding)));
    }
  }
}

/** Whether a record is delimiters, and nothing between them. */
function isBlank(cells: Cells): boolean {
  for (let cell = 0; cell < cells.count; cell++) if (cells.valueOf(cell).trim() !== '') return false;
  return true;
}

function rejectionOf({ line, byteOffset, raw }: HeldRow, { column, code, message }: RowFault): Rejection {
  return { line, byteOffset, raw: storable(raw), column, code, message: storable(message) };
}
