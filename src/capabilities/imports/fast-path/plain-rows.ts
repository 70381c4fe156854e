import { CR, LF } from '../../../platform/csv/text-encoding.ts';
import type { Columns } from '../columns/columns.ts';
import { FIELDS, type FieldKind, type PostField, positionOf } from '../columns/fields.ts';
import { BLANK_POST } from '../columns/measured-post.ts';
import { type CopyLines, putByte, putBytes, putNumber } from '../staging/copy-lines.ts';
import { cellOf, textArray, textOf } from '../staging/copy-text.ts';
import { FNV_OFFSET, FNV_PRIME } from '../staging/fnv-hash.ts';
import { COUNTS } from '../staging/written-posts.ts';
import { NOT_REPORTED } from '../sums/post-sums.ts';
import { parseHashtags } from '../values/hashtags.ts';
import { MAX_ID_BYTES } from '../values/identifier.ts';
import { parsePlatform } from '../values/platform.ts';
import { parsePostedAt } from '../values/posted-at.ts';

const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_NOT_ASCII = 0x80;
/** Far from every bound on a record's length: a longer row is for the framer to judge. */
const MOST_BYTES = 16_384;
/** More digits than this could pass 2^53 - 1. */
const SAFE_DIGITS = 15;
/** Of each month, in every year. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MOST_PLATFORMS = 64;
const LONGEST_PLATFORM = 40;
const LONGEST_HASHTAGS = 400;

const MIDNIGHT_MILLISECONDS = Buffer.from('.000Z');

/** The three ids are the fields from here to there. */
const [CAMPAIGN, POST] = [positionOf('campaignId'), positionOf('postId')];

const [IDENTIFIER, PLATFORM, INSTANT, COUNT, TEXT, HASHTAGS] = [0, 1, 2, 3, 4, 5];

const KINDS: Readonly<Record<FieldKind, number>> = {
  identifier: IDENTIFIER,
  platform: PLATFORM,
  instant: INSTANT,
  count: COUNT,
  text: TEXT,
  hashtags: HASHTAGS,
};

/** Where the value of a field comes from: a column, or the same for every row. */
interface Source {
  /** As {@link KINDS} has it. */
  readonly kind: number;
  /** -1 for none. */
  readonly column: number;
  readonly mayBeBlank: boolean;
  readonly isFixed: boolean;
  /** The value without a column, or of a blank cell, as COPY takes it. */
  readonly fixed: Buffer;
  readonly fixedCount: number;
}

/**
 * Reads the rows that need no second look, from bytes to a COPY line, without making a string of any cell: quotes only
 * around whole cells on one line, no escapes, no white space at a cell's edge, plain digits. It takes a row only where it is sure that the framer and
 * the row reader would make the same of it; every other row is theirs.
 */
export class PlainRows {
  /** Where the row begins that follows the one that was taken last. */
  next = 0;
  /** Where the cells of the line that was written last begin, in the order of the fields. */
  readonly cellStarts = new Int32Array(FIELDS.length);
  hasPostId = false;
  /** FNV-1a of the three ids, with the tabs between them. */
  postHash = 0;
  /** The counts of that row, in the order of the fields: views, likes, comments and shares are the first. */
  readonly counts = new Float64Array(FIELDS.length);

  /** What each byte means. */
  readonly #kinds: Uint8Array;
  readonly #width: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  /** The cell that has doubled quotation marks; -1 for none. */
  #paired = -1;
  readonly #prefix: Buffer;
  /** In the order of the fields. */
  readonly #sources: readonly Source[];
  /** What a line may need beside the row's own bytes. */
  readonly #room: number;
  readonly #platforms: { readonly written: Buffer; readonly line: Buffer }[] = [];

  constructor(columns: Columns, delimiter: string, prefix: string) {
    this.#kinds = findKinds(delimiter.charCodeAt(0));
    this.#width = columns.header.length;
    this.#starts = new Int32Array(this.#width);
    this.#ends = new Int32Array(this.#width);
    this.#prefix = Buffer.from(prefix);
    this.#sources = FIELDS.map((field) => findSource(field, columns));
    const fixedBytes = this.#sources.reduce((sum, { fixed }) => sum + fixed.length, 0);
    this.#room = this.#prefix.length + fixedBytes + 256;
  }

  /**
   * Takes the row at `from` if it is plain: writes its line to `out`, and says true. `isSound`: the bytes are UTF-8;
   * where they are not known to be, only a row of ASCII is plain.
   */
  take(
    bytes: Uint8Array,
    from: number,
    end: number,
    line: number,
    isSound: boolean,
    out: CopyLines,
  ): boolean {
    const rowEnd = this.#cut(bytes, from, Math.min(end, from + MOST_BYTES), isSound);
    if (rowEnd < 0) return false;
    const lineStart = out.length;
    out.reserve(5 * (rowEnd - from) + this.#room);
    if (this.#write(bytes, line, out)) return true;
    out.length = lineStart;
    return false;
  }

  /** Finds the cells. Returns where the row ends, or -1 where it is not plain. */
  #cut(bytes: Uint8Array, from: number, end: number, isSound: boolean): number {
    const kinds = this.#kinds;
    const width = this.#width;
    const mostPlain = isSound ? BEYOND_ASCII : IN_A_CELL;
    this.#paired = -1;
    let cell = 0;
    let start = from;
    for (let at = from; at < end; at++) {
      let kind = kinds[bytes[at] ?? 0] ?? ASTRAY;
      if (kind <= mostPlain) continue;
      let cellEnd = at;
      if (kind < ENDS_CELL) {
        cellEnd =
          at === start && bytes[at] === QUOTE ? this.#findClose(bytes, at + 1, end, mostPlain, cell) : -1;
        at = cellEnd + 1;
        kind = kinds[bytes[at] ?? 0] ?? ASTRAY;
        if (cellEnd < 0 || at >= end || kind < ENDS_CELL) return -1;
        start++;
      }
      if (cell === width || !isTrimmed(bytes, start, cellEnd)) return -1;
      this.#starts[cell] = start;
      this.#ends[cell] = cellEnd;
      cell++;
      start = at + 1;
      if (kind === ENDS_CELL) continue;
      // An empty line is no row, and a lone carriage return a line break of its own.
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
   * Finds the mark that closes a quoted cell on the same line; -1 where there is none, or the cell is not plain. Of
   * doubled marks only one belongs to the value: one cell of text may have some.
   */
  #findClose(bytes: Uint8Array, from: number, end: number, mostPlain: number, cell: number): number {
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      const kind = this.#kinds[byte] ?? ASTRAY;
      if (kind <= mostPlain || (kind === ENDS_CELL && byte !== TAB)) continue;
      if (byte !== QUOTE) return -1;
      if (at + 1 >= end || bytes[at + 1] !== QUOTE) return at;
      if (this.#paired !== cell && (this.#paired >= 0 || !this.#isText(cell))) return -1;
      this.#paired = cell;
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
    for (let field = POST + 1; field < sources.length; field++) {
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
          break;
        case INSTANT:
          if (!this.#writeInstant(bytes, source, out)) return false;
          break;
        default:
          if (!this.#isPlainId(source)) return false;
          this.#writeText(bytes, source, out);
      }
    }
    putByte(LF, out);
    return !this.#hasTooManyInteractions();
  }

  /** Writes the three ids, and hashes them. */
  #writeIds(bytes: Uint8Array, out: CopyLines): boolean {
    this.postHash = FNV_OFFSET;
    for (let field = CAMPAIGN; field <= POST; field++) {
      const source = this.#sources[field];
      if (source === undefined || !this.#isPlainId(source)) return false;
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

  #isPlainId({ column, mayBeBlank }: Source): boolean {
    if (column < 0) return true;
    const length = (this.#ends[column] ?? 0) - (this.#starts[column] ?? 0);
    return length <= MAX_ID_BYTES && (length > 0 || mayBeBlank);
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
    else if (column === this.#paired) putUnpaired(bytes, start, end, out);
    else putBytes(bytes, start, end, out);
  }

  /** Returns the count, NOT_REPORTED where the cell may be blank and is, or NOT_PLAIN. */
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
    if (end - start > LONGEST_PLATFORM || this.#platforms.length === MOST_PLATFORMS) return false;
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
      putBytes(MIDNIGHT_MILLISECONDS, 0, MIDNIGHT_MILLISECONDS.length, out);
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
    if (end - start <= LONGEST_HASHTAGS && writePlainHashtags(bytes, start, end, out)) return;
    out.length = before;
    out.writeText(textArray(parseHashtags(toText(bytes, start, end))));
  }
}

/** What a byte of a row means, in the order in which it is asked. */
const [IN_A_CELL, BEYOND_ASCII, ASTRAY, ENDS_CELL, ENDS_ROW] = [0, 1, 2, 3, 4];

function findKinds(delimiter: number): Uint8Array {
  const kinds = new Uint8Array(256).fill(BEYOND_ASCII, FIRST_NOT_ASCII).fill(ASTRAY, 0, SPACE);
  kinds[QUOTE] = ASTRAY;
  kinds[BACKSLASH] = ASTRAY;
  kinds[LF] = ENDS_ROW;
  kinds[CR] = ENDS_ROW;
  kinds[delimiter] = ENDS_CELL;
  return kinds;
}

/** Less than every count and than {@link NOT_REPORTED}. */
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

/** Whether `trim` would leave the cell as it is. */
function isTrimmed(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true;
  const first = bytes[start] ?? 0;
  const last = bytes[end - 1] ?? 0;
  if (first === SPACE || last === SPACE) return false;
  if (first >= FIRST_NOT_ASCII && isWhiteSpace(bytes, start)) return false;
  return last < FIRST_NOT_ASCII || (!isWhiteSpace(bytes, end - 2) && !isWhiteSpace(bytes, end - 3));
}

/** White space beyond ASCII, in UTF-8: U+00A0, U+1680, U+2000 to U+202F and U+205F (with some that is none), U+3000, U+FEFF. */
function isWhiteSpace(bytes: Uint8Array, at: number): boolean {
  switch (bytes[at]) {
    case 0xc2:
      return true;
    case 0xe1:
      return bytes[at + 1] === 0x9a;
    case 0xe2:
      return bytes[at + 1] === 0x80 || bytes[at + 1] === 0x81;
    case 0xe3:
      return bytes[at + 1] === 0x80;
    case 0xef:
      return bytes[at + 1] === 0xbb;
    default:
      return false;
  }
}

/** `2025-05-21T09:44:45`, with a space for the T or a Z at its end, on a day that the month has in every year. */
function isPlainTime(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length !== 19 && (length !== 20 || bytes[start + 19] !== 0x5a)) return false;
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  const between = bytes[start + 10];
  return (
    year >= 1 &&
    year <= 9_999 &&
    twoDigits(bytes, start) <= 99 &&
    twoDigits(bytes, start + 2) <= 99 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= (DAYS[month - 1] ?? 0) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59 &&
    bytes[start + 4] === 0x2d &&
    bytes[start + 7] === 0x2d &&
    (between === 0x54 || between === SPACE) &&
    bytes[start + 13] === 0x3a &&
    bytes[start + 16] === 0x3a
  );
}

/** 100 or more where they are no digits. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1_000_000 : tens * 10 + ones;
}

/** Hashtags of ASCII, as an array literal. Returns false where a closer look is needed. */
function writePlainHashtags(bytes: Uint8Array, start: number, end: number, out: CopyLines): boolean {
  const into = out.bytes;
  let to = out.length;
  into[to++] = 0x7b;
  const first = to;
  let at = start;
  let count = 0;
  while (at < end) {
    if (isBetweenHashtags(bytes[at] ?? 0)) {
      at++;
      continue;
    }
    const wordStart = to;
    if (wordStart > first) into[to++] = 0x2c;
    const opened = to;
    into[to++] = QUOTE;
    for (; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (isBetweenHashtags(byte)) break;
      if (byte >= FIRST_NOT_ASCII || byte === QUOTE || byte === BACKSLASH || byte === 0x5b) return false;
      into[to++] = byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
    }
    into[to++] = QUOTE;
    if (isListed(into, first, opened, to)) to = wordStart;
    else if (++count > 20) return false;
  }
  into[to++] = 0x7d;
  out.length = to;
  return true;
}

/** Whether the quoted word that stands from `opened` to `end` stands before, too. */
function isListed(bytes: Uint8Array, first: number, opened: number, end: number): boolean {
  const length = end - opened;
  for (let at = first; at + length < opened; ) {
    let same = 0;
    while (same < length && bytes[at + same] === bytes[opened + same]) same++;
    if (same === length) return true;
    // On to the next word: past its closing quote and the comma.
    at++;
    while (bytes[at] !== QUOTE) at++;
    at += 2;
  }
  return false;
}

function isBetweenHashtags(byte: number): boolean {
  return byte === 0x23 || byte === SPACE || byte === 0x2c || byte === 0x3b || byte === 0x7c || byte === TAB;
}

function isSame(written: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (written.length !== end - start) return false;
  for (let at = 0; at < written.length; at++) if (written[at] !== bytes[start + at]) return false;
  return true;
}

function toText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** Puts bytes, and one quotation mark for two. */
function putUnpaired(from: Uint8Array, start: number, end: number, out: CopyLines): void {
  for (let at = start; at < end; at++) {
    const byte = from[at] ?? 0;
    putByte(byte, out);
    if (byte === QUOTE) at++;
  }
}
