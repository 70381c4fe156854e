import { CR, LF } from '../../../platform/csv/text-encoding.ts';
import { isCurrency } from '../../../platform/money/currency.ts';
import type { Columns } from '../columns/columns.ts';
import { FIELDS, type FieldKind, type PostField, positionOf } from '../columns/fields.ts';
import { BLANK_POST } from '../columns/measured-post.ts';
import { type CopyLines, putByte, putBytes, putNumber } from '../staging/copy-lines.ts';
import { cellOf, textArray, textOf } from '../staging/copy-text.ts';
import { continueHash, FNV_OFFSET, FNV_PRIME } from '../staging/fnv-hash.ts';
import { COUNTS } from '../staging/written-posts.ts';
import { NOT_REPORTED } from '../sums/post-sums.ts';
import { parseHashtags } from '../values/hashtags.ts';
import { MAX_ID_BYTES } from '../values/identifier.ts';
import { parsePlatform } from '../values/platform.ts';
import { parsePostedAt } from '../values/posted-at.ts';
import { BACKSLASH, FIRST_NOT_ASCII, HASH, PLUS, POINT, QUOTE, SPACE, TAB } from './ascii.ts';
import { isPlainTime, isTrimmed } from './plain-cells.ts';
import { writePlainHashtags } from './plain-hashtags.ts';

/** Far below the bound on a record's length: longer rows are left to the framer. */
const MAX_ROW_BYTES = 16_384;
/** A number with more digits could exceed 2^53 - 1. */
const SAFE_DIGITS = 15;
const MAX_PLATFORMS = 64;
const MAX_PLATFORM_BYTES = 40;
const MAX_HASHTAGS_BYTES = 400;

const NO_MILLISECONDS = Buffer.from('.000Z');

/** The first and the last of the three ids; they are adjacent, and the platform follows. */
const [CAMPAIGN, POST] = [positionOf('campaignId'), positionOf('postId')];
/** The last field whose place in the line is needed. */
const LAST_PLACED = positionOf('hashtags');

const [IDENTIFIER, PLATFORM, INSTANT, COUNT, TEXT, HASHTAGS, AMOUNT, CURRENCY] = [0, 1, 2, 3, 4, 5, 6, 7];

const KINDS: Readonly<Record<FieldKind, number>> = {
  identifier: IDENTIFIER,
  platform: PLATFORM,
  instant: INSTANT,
  count: COUNT,
  text: TEXT,
  hashtags: HASHTAGS,
  amount: AMOUNT,
  currency: CURRENCY,
};

/** Where the value of a field comes from: a column, or the same for every row. */
interface Source {
  /** One of the values of {@link KINDS}. */
  readonly kind: number;
  /** -1 for none. */
  readonly column: number;
  readonly mayBeBlank: boolean;
  readonly isFixed: boolean;
  /** COPY text of the value where there is no column, or where the cell is blank. */
  readonly fixed: Buffer;
  readonly fixedCount: number;
}

/**
 * The fast path: turns simple rows into COPY lines byte by byte, without a string per cell. A simple row has quotes only
 * around whole cells on one line, no escapes, no white space at a cell's edge, and plain digits. A row is taken only if the
 * framer and the row reader are certain to give the same result; all others are left to them.
 */
export class PlainRows {
  /** The offset of the row after the last one that was taken. */
  next = 0;
  /** The offsets of the cells in the last line written, in the order of the fields. */
  readonly cellStarts = new Int32Array(FIELDS.length);
  hasPostId = false;
  /** FNV-1a of the three ids and the platform, including the tabs between them. */
  postHash = 0;
  /** The counts of that row, in the order of the fields; views, likes, comments and shares come first. */
  readonly counts = new Float64Array(FIELDS.length);

  /** 1 for each field of which a row had an amount with a point; whoever reads it sets it back. */
  readonly pointed = new Uint8Array(FIELDS.length);
  /** The last currency that was found to be one, its three letters as a number. */
  #currency = 0;

  /** The class of each byte. */
  readonly #kinds: Uint8Array;
  readonly #width: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** The cell that contains escaped (doubled) quotation marks; -1 for none. */
  #escapedCell = -1;
  readonly #prefix: Buffer;
  /** In the order of the fields. */
  readonly #sources: readonly Source[];
  /** How many of the fields are written one by one: up to the last that has a column. */
  readonly #writtenFields: number;
  /** The others, the same in every line. */
  readonly #tail: Buffer;
  /** How many bytes a line may need beyond those of its row. */
  readonly #room: number;
  readonly #platforms: { readonly written: Buffer; readonly line: Buffer }[] = [];

  constructor(columns: Columns, delimiter: string, prefix: string) {
    this.#kinds = findKinds(delimiter.charCodeAt(0));
    this.#width = columns.header.length;
    this.#starts = new Int32Array(this.#width);
    this.#ends = new Int32Array(this.#width);
    this.#prefix = Buffer.from(prefix);
    this.#sources = FIELDS.map((field) => findSource(field, columns));
    this.#writtenFields =
      1 + this.#sources.findLastIndex(({ column }, field) => column >= 0 || field <= LAST_PLACED);
    this.#tail = Buffer.concat(
      this.#sources.slice(this.#writtenFields).flatMap(({ fixed }) => [Buffer.from('\t'), fixed]),
    );
    const fixedBytes = this.#sources.reduce((sum, { fixed }) => sum + fixed.length, 0);
    this.#room = this.#prefix.length + fixedBytes + 256;
  }

  /**
   * Writes the row at `from` to `out` if it is simple, and returns whether it was. `isSound`: the bytes are valid UTF-8;
   * otherwise only ASCII rows are simple.
   */
  take(
    bytes: Uint8Array,
    from: number,
    end: number,
    line: number,
    isSound: boolean,
    out: CopyLines,
  ): boolean {
    const rowEnd = this.#findCells(bytes, from, Math.min(end, from + MAX_ROW_BYTES), isSound);
    if (rowEnd < 0) return false;
    const lineStart = out.length;
    out.reserve(5 * (rowEnd - from) + this.#room);
    if (this.#write(bytes, line, out)) return true;
    out.length = lineStart;
    return false;
  }

  /** Finds the cells. Returns the offset of the row's end, or -1 if the row is not simple. */
  #findCells(bytes: Uint8Array, from: number, end: number, isSound: boolean): number {
    const kinds = this.#kinds;
    const width = this.#width;
    const maxPlain = isSound ? BEYOND_ASCII : IN_A_CELL;
    this.#escapedCell = -1;
    let cell = 0;
    let start = from;
    for (let at = from; at < end; at++) {
      let kind = kinds[bytes[at] ?? 0] ?? SPECIAL;
      if (kind <= maxPlain) continue;
      let cellEnd = at;
      if (kind < ENDS_CELL) {
        cellEnd =
          at === start && bytes[at] === QUOTE
            ? this.#findClosingQuote(bytes, at + 1, end, maxPlain, cell)
            : -1;
        at = cellEnd + 1;
        kind = kinds[bytes[at] ?? 0] ?? SPECIAL;
        if (cellEnd < 0 || at >= end || kind < ENDS_CELL) return -1;
        start++;
      }
      if (cell === width || !isTrimmed(bytes, start, cellEnd)) return -1;
      this.#starts[cell] = start;
      this.#ends[cell] = cellEnd;
      cell++;
      start = at + 1;
      if (kind === ENDS_CELL) continue;
      // An empty line is not a row, and a lone carriage return is a line break of its own.
      if (cell !== width || at === from) return -1;
      this.next = at + 1;
      if (bytes[at] === CR) {
        if (at + 1 >= end || bytes[at + 1] !== LF) return -1;
        this.next = at + 2;
      }
      return at;
    }
    return -1;
  }

  /**
   * Finds the closing quotation mark of a quoted cell on the same line; -1 if there is none, or the cell is not simple.
   * One text cell per row may contain escaped quotation marks.
   */
  #findClosingQuote(bytes: Uint8Array, from: number, end: number, maxPlain: number, cell: number): number {
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      const kind = this.#kinds[byte] ?? SPECIAL;
      if (kind <= maxPlain || (kind === ENDS_CELL && byte !== TAB)) continue;
      if (byte !== QUOTE) return -1;
      if (at + 1 >= end || bytes[at + 1] !== QUOTE) return at;
      if (this.#escapedCell !== cell && (this.#escapedCell >= 0 || !this.#isText(cell))) return -1;
      this.#escapedCell = cell;
      at++;
    }
    return -1;
  }

  #isText(cell: number): boolean {
    return this.#sources.some(({ kind, column }) => kind === TEXT && column === cell);
  }

  #write(bytes: Uint8Array, line: number, out: CopyLines): boolean {
    const sources = this.#sources;
    putBytes(this.#prefix, 0, this.#prefix.length, out);
    putNumber(line, out);
    if (!this.#writeIds(bytes, out)) return false;
    let counted = 0;
    for (let field = POST + 1; field < this.#writtenFields; field++) {
      const source = sources[field];
      if (source === undefined) return false;
      putByte(TAB, out);
      this.cellStarts[field] = out.length;
      switch (source.kind) {
        case COUNT: {
          const count = this.#writeCount(bytes, source, out);
          if (count === NOT_PLAIN) return false;
          this.counts[counted++] = count;
          break;
        }
        case TEXT:
          this.#writeText(bytes, source, out);
          break;
        case HASHTAGS:
          this.#writeHashtags(bytes, source, out);
          break;
        case PLATFORM:
          if (!this.#writePlatform(bytes, source, out)) return false;
          this.postHash = continueHash(
            this.postHash,
            out.bytes,
            (this.cellStarts[field] ?? 0) - 1,
            out.length,
          );
          break;
        case INSTANT:
          if (!this.#writeInstant(bytes, source, out)) return false;
          break;
        case AMOUNT:
          if (!this.#writeAmount(bytes, source, field, out)) return false;
          break;
        case CURRENCY:
          if (!this.#writeCurrency(bytes, source, out)) return false;
          break;
        default:
          if (!this.#isPlainId(bytes, source)) return false;
          this.#writeText(bytes, source, out);
      }
    }
    putBytes(this.#tail, 0, this.#tail.length, out);
    putByte(LF, out);
    return !this.#hasTooManyInteractions();
  }

  /** Writes and hashes the three ids. */
  #writeIds(bytes: Uint8Array, out: CopyLines): boolean {
    this.postHash = FNV_OFFSET;
    for (let field = CAMPAIGN; field <= POST; field++) {
      const source = this.#sources[field];
      if (source === undefined || !this.#isPlainId(bytes, source)) return false;
      if (field > CAMPAIGN) this.postHash = Math.imul(this.postHash ^ TAB, FNV_PRIME);
      putByte(TAB, out);
      this.cellStarts[field] = out.length;
      const { column, fixed } = source;
      const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
      const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
      if (start < end) this.#writeAndHash(bytes, start, end, out);
      else this.#writeAndHash(fixed, 0, fixed.length, out);
      this.hasPostId = start < end || source.isFixed;
    }
    return true;
  }

  #isPlainId(bytes: Uint8Array, { column, mayBeBlank }: Source): boolean {
    if (column < 0) return true;
    const start = this.#starts[column] ?? 0;
    const end = this.#ends[column] ?? 0;
    if (start === end) return mayBeBlank;
    // What spreadsheets write in place of an id begins with # or ends as E+17.
    return end - start <= MAX_ID_BYTES && bytes[start] !== HASH && bytes[end - 3] !== PLUS;
  }

  #hasTooManyInteractions(): boolean {
    const { counts } = this;
    let interactions = 0;
    for (let count = 1; count < COUNTS; count++) interactions += Math.max(0, counts[count] ?? 0);
    return interactions > (counts[0] ?? 0);
  }

  #writeAndHash(from: Uint8Array, start: number, end: number, out: CopyLines): void {
    const into = out.bytes;
    let to = out.length;
    let hash = this.postHash;
    for (let at = start; at < end; at++) {
      const byte = from[at] ?? 0;
      into[to++] = byte;
      hash = Math.imul(hash ^ byte, FNV_PRIME);
    }
    out.length = to;
    this.postHash = hash;
  }

  #writeText(bytes: Uint8Array, { column, fixed }: Source, out: CopyLines): void {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start >= end) putBytes(fixed, 0, fixed.length, out);
    else if (column === this.#escapedCell) putUnescaped(bytes, start, end, out);
    else putBytes(bytes, start, end, out);
  }

  /** Returns the count; NOT_REPORTED for a cell that is allowed to be blank; NOT_PLAIN for anything else. */
  #writeCount(bytes: Uint8Array, { column, mayBeBlank, fixed, fixedCount }: Source, out: CopyLines): number {
    if (column < 0) {
      putBytes(fixed, 0, fixed.length, out);
      return fixedCount;
    }
    const start = this.#starts[column] ?? 0;
    const end = this.#ends[column] ?? 0;
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return mayBeBlank ? NOT_REPORTED : NOT_PLAIN;
    }
    if (end - start > SAFE_DIGITS || (bytes[start] === 0x30 && end - start > 1)) return NOT_PLAIN;
    let value = 0;
    for (let at = start; at < end; at++) {
      const digit = (bytes[at] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) return NOT_PLAIN;
      value = value * 10 + digit;
    }
    putBytes(bytes, start, end, out);
    return value;
  }

  /** Digits without needless zeros, and up to two behind a point: in German no number, so that it is the same whatever the format. */
  #writeAmount(bytes: Uint8Array, { column, fixed }: Source, field: number, out: CopyLines): boolean {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return true;
    }
    let point = end;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === POINT && point === end) point = at;
      else if (byte < 0x30 || byte > 0x39) return false;
    }
    const whole = point - start;
    const fraction = end - point - 1;
    if (whole === 0 || whole > SAFE_DIGITS || (bytes[start] === 0x30 && whole > 1)) return false;
    if (point < end && (fraction < 1 || fraction > 2)) return false;
    if (point < end) this.pointed[field] = 1;
    putBytes(bytes, start, end, out);
    return true;
  }

  #writeCurrency(bytes: Uint8Array, { column, fixed }: Source, out: CopyLines): boolean {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return true;
    }
    if (end - start !== 3) return false;
    const [first = 0, second = 0, third = 0] = [bytes[start], bytes[start + 1], bytes[start + 2]];
    const code = (first << 16) | (second << 8) | third;
    if (code !== this.#currency) {
      if (!isCurrency(toText(bytes, start, end))) return false;
      this.#currency = code;
    }
    putBytes(bytes, start, end, out);
    return true;
  }

  #writePlatform(bytes: Uint8Array, { column, fixed }: Source, out: CopyLines): boolean {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return true;
    }
    for (const { written, line } of this.#platforms) {
      if (isSame(written, bytes, start, end)) {
        putBytes(line, 0, line.length, out);
        return true;
      }
    }
    if (end - start > MAX_PLATFORM_BYTES || this.#platforms.length === MAX_PLATFORMS) return false;
    const written = Buffer.from(bytes.subarray(start, end));
    const line = Buffer.from(textOf(parsePlatform(written.toString())));
    this.#platforms.push({ written, line });
    putBytes(line, 0, line.length, out);
    return true;
  }

  #writeInstant(bytes: Uint8Array, { column, fixed }: Source, out: CopyLines): boolean {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return true;
    }
    if (isPlainTime(bytes, start, end)) {
      putBytes(bytes, start, start + 10, out);
      putByte(0x54, out);
      putBytes(bytes, start + 11, start + 19, out);
      putBytes(NO_MILLISECONDS, 0, NO_MILLISECONDS.length, out);
      return true;
    }
    const instant = parsePostedAt(toText(bytes, start, end));
    if (instant === null) return false;
    out.writeText(instant);
    return true;
  }

  #writeHashtags(bytes: Uint8Array, { column, fixed }: Source, out: CopyLines): void {
    const start = column < 0 ? 0 : (this.#starts[column] ?? 0);
    const end = column < 0 ? 0 : (this.#ends[column] ?? 0);
    if (start === end) {
      putBytes(fixed, 0, fixed.length, out);
      return;
    }
    const before = out.length;
    if (end - start <= MAX_HASHTAGS_BYTES && writePlainHashtags(bytes, start, end, out)) return;
    out.length = before;
    out.writeText(textArray(parseHashtags(toText(bytes, start, end))));
  }
}

/** The classes of bytes, in the order in which they are tested. */
const [IN_A_CELL, BEYOND_ASCII, SPECIAL, ENDS_CELL, ENDS_ROW] = [0, 1, 2, 3, 4];

function findKinds(delimiter: number): Uint8Array {
  const kinds = new Uint8Array(256).fill(BEYOND_ASCII, FIRST_NOT_ASCII).fill(SPECIAL, 0, SPACE);
  kinds[QUOTE] = SPECIAL;
  kinds[BACKSLASH] = SPECIAL;
  kinds[LF] = ENDS_ROW;
  kinds[CR] = ENDS_ROW;
  kinds[delimiter] = ENDS_CELL;
  return kinds;
}

/** Unlike any count and {@link NOT_REPORTED}. */
const NOT_PLAIN = -2;

function findSource({ name, kind, need }: PostField, { columnOf, fixed }: Columns): Source {
  const value = fixed[name];
  return {
    kind: KINDS[kind],
    column: columnOf[name] ?? -1,
    mayBeBlank: need === 'optional',
    isFixed: value !== undefined,
    fixed: Buffer.from(cellOf(value ?? BLANK_POST[name])),
    fixedCount: typeof value === 'number' ? value : NOT_REPORTED,
  };
}

function isSame(written: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (written.length !== end - start) return false;
  for (let at = 0; at < written.length; at++) if (written[at] !== bytes[start + at]) return false;
  return true;
}

function toText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** Puts bytes, with doubled quotation marks as single ones. */
function putUnescaped(from: Uint8Array, start: number, end: number, out: CopyLines): void {
  for (let at = start; at < end; at++) {
    const byte = from[at] ?? 0;
    putByte(byte, out);
    if (byte === QUOTE) at++;
  }
}
