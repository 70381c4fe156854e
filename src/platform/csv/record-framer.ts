import { Cells } from './cells.ts';
import { DecodedText } from './decoded-text.ts';
import { CR, LF } from './text-encoding.ts';

/** A record is bounded in bytes, so that an unclosed quotation mark costs no more than this. */
export const MAX_RECORD_BYTES = 64 * 1024;
/** What is kept of a record that is longer. */
export const MAX_RAW_CHARACTERS = 2_048;
/** The width of a header. It bounds how often text behind an unclosed quotation mark is looked at again. */
export const MAX_COLUMNS = 1_000;

const UTF8_BYTES_PER_UNIT = 3;

const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;

/** Why a record cannot be cut into cells. */
export interface RecordFault {
  /** No single column is at fault. */
  readonly column: null;
  readonly code: 'too_long' | 'bad_quote';
  /** A sentence that says what is wrong and what would be right. */
  readonly message: string;
}

/** `record`: one stands ready. `waiting`: the text ends within a record. `end`: no more records in this text. */
export type Framed = 'record' | 'waiting' | 'end';

/** What the framer is told about the stretch of the file that it reads. */
export interface Stretch {
  decoded: DecodedText;
  /** From where in the text it goes on. */
  from: number;
  /** The line number, from 1, at `from`. */
  line: number;
  /** How many bytes of the file are known from the first of this text on: more than the text where a line is cut. */
  knownBytes: number;
  /** Whether the file ends with this text. */
  isFinal: boolean;
}

/**
 * Cuts text into records as fast-csv does, and goes on where it stops: a record that cannot be read costs the line
 * on which it begins. `advance()` moves to the following record, which the fields then describe until the next call.
 *
 * A text always ends at a line break or at the end of the file. Time is linear in its length: what stands behind an
 * unclosed quotation mark is looked at again at most once a column.
 */
export class RecordFramer {
  readonly cells: Cells;
  /** The record without its line break. */
  start = 0;
  end = 0;
  /** Where the line begins that follows the record; after `waiting`, where the record begins that is cut. */
  next = 0;
  /** The line on which the record begins, and the one that follows it. */
  line = 1;
  nextLine = 1;
  /** Why the record cannot be read. Its cells are then not to be used. */
  fault: RecordFault | null = null;

  readonly #delimiter: number;
  readonly #width: number | null;
  #decoded = new DecodedText(Buffer.alloc(0), 'utf-8');
  #text = '';
  #knownBytes = 0;
  #isFinal = true;
  /** Line breaks within the quoted cells of the record. */
  #breaks = 0;
  #isClosed = true;

  /** `width` is the number of cells that a record must have; null for the header, which sets it. */
  constructor(delimiter: string, width: number | null) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#width = width;
    this.cells = new Cells(width ?? MAX_COLUMNS + 1);
  }

  open({ decoded, from, line, knownBytes, isFinal }: Stretch): void {
    this.#decoded = decoded;
    this.#text = decoded.text;
    this.#knownBytes = knownBytes;
    this.#isFinal = isFinal;
    this.next = from;
    this.nextLine = line;
  }

  get raw(): string {
    return this.#text.slice(this.start, this.end);
  }

  /** Moves to the following record that is not an empty line. */
  advance(): Framed {
    const text = this.#text;
    while (this.next < text.length) {
      this.start = this.next;
      this.line = this.nextLine;
      this.fault = null;
      this.#breaks = 0;
      this.#isClosed = true;
      const end = this.#scan(this.start);
      if (end >= 0) {
        this.end = end;
        this.next = this.#afterBreak(end);
        this.nextLine = this.line + this.#breaks + 1;
        if (this.cells.count === 0) continue;
        if (this.#hasRightSize()) return 'record';
      } else if (!this.#isClosed && this.#mayWait()) {
        this.next = this.start;
        return 'waiting';
      }
      this.#rejectFirstLine();
      return 'record';
    }
    return 'end';
  }

  /** Finds the cells of the record at `from`. Returns where it ends, or -1 where a quotation mark is astray. */
  #scan(from: number): number {
    const text = this.#text;
    const delimiter = this.#delimiter;
    const { cells } = this;
    const length = text.length;
    cells.clear(text);
    let at = from;
    for (;;) {
      let start = at;
      let unit = at < length ? text.charCodeAt(at) : LF;
      if (unit === QUOTE || (unit !== delimiter && isSpace(unit))) {
        const shown = this.#skipSpace(at);
        const first = shown < length ? text.charCodeAt(shown) : LF;
        if (first === QUOTE) {
          at = this.#scanQuoted(shown);
          if (at < 0) return -1;
          if (at >= length) return length;
          if (text.charCodeAt(at) !== delimiter) return at;
          at++;
          continue;
        }
        // fast-csv takes a first cell of nothing but space for empty, and a line of it for no record.
        if (cells.count === 0) {
          if (first === LF || first === CR) return shown;
          if (first === delimiter) start = shown;
        }
        at = shown;
        unit = first;
      } else if (cells.count === 0 && (unit === LF || unit === CR)) {
        return at;
      }
      while (unit !== delimiter && unit !== LF && unit !== CR) {
        at++;
        unit = at < length ? text.charCodeAt(at) : LF;
      }
      cells.push(start, at, false);
      if (unit !== delimiter) return at;
      at++;
    }
  }

  /** Reads the quoted cell whose mark stands at `open`; returns where its delimiter or line break stands, or -1. */
  #scanQuoted(open: number): number {
    const text = this.#text;
    let close = open + 1;
    let hasPairs = false;
    for (;;) {
      close = text.indexOf('"', close);
      if (close < 0 || close - this.start > MAX_RECORD_BYTES) {
        this.#isClosed = false;
        return -1;
      }
      if (text.charCodeAt(close + 1) !== QUOTE) break;
      hasPairs = true;
      close += 2;
    }
    this.cells.push(open + 1, close, hasPairs);
    this.#breaks += countBreaks(text, open + 1, close);
    // More cells than columns over several lines: a stray mark has swallowed its neighbours. No need to look on.
    if (this.#breaks > 0 && this.#width !== null && this.cells.count > this.#width) return -1;
    const after = this.#skipSpace(close + 1);
    if (after >= text.length) return after;
    const unit = text.charCodeAt(after);
    return unit === this.#delimiter || unit === LF || unit === CR ? after : -1;
  }

  #skipSpace(from: number): number {
    const text = this.#text;
    let at = from;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit === this.#delimiter || !isSpace(unit)) break;
      at++;
    }
    return at;
  }

  /** Whether the record is short enough, and, where it spans lines, as wide as the header. */
  #hasRightSize(): boolean {
    if (this.#breaks > 0 && this.#width !== null && this.cells.count !== this.#width) return false;
    return !this.#isTooLong(this.next);
  }

  #isTooLong(next: number): boolean {
    if ((next - this.start) * UTF8_BYTES_PER_UNIT <= MAX_RECORD_BYTES) return false;
    const start = this.#decoded.byteAt(this.start);
    return this.#decoded.byteAt(next) - start > MAX_RECORD_BYTES;
  }

  #mayWait(): boolean {
    return !this.#isFinal && this.#knownBytes - this.#decoded.byteAt(this.start) <= MAX_RECORD_BYTES + 2;
  }

  /** Makes the first line of what was tried a record of its own, with a fault. */
  #rejectFirstLine(): void {
    const text = this.#text;
    let end = this.start;
    while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
    this.end = end;
    this.next = this.#afterBreak(end);
    this.nextLine = this.line + 1;
    if (this.#isTooLong(this.next)) {
      this.end = Math.min(end, this.start + MAX_RAW_CHARACTERS);
      this.fault = TOO_LONG;
    } else {
      this.fault = this.#breaks > 0 || !this.#isClosed ? UNCLOSED_QUOTE : MISPLACED_QUOTE;
    }
  }

  #afterBreak(at: number): number {
    const text = this.#text;
    if (at >= text.length) return text.length;
    return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
}

export const TOO_LONG: RecordFault = {
  column: null,
  code: 'too_long',
  message: `The row is longer than ${MAX_RECORD_BYTES} bytes. Shorten it; only its beginning is kept here.`,
};

const UNCLOSED_QUOTE: RecordFault = {
  column: null,
  code: 'bad_quote',
  message:
    'A quotation mark opens a cell on this line and is not closed where the row could end. Close it, or double it where it belongs to the text.',
};

const MISPLACED_QUOTE: RecordFault = {
  column: null,
  code: 'bad_quote',
  message:
    'A quotation mark closes a cell before its end. Double it where it belongs to the text; behind a closing one only the delimiter or the end of the line can stand.',
};

/** White space as fast-csv sees it (`\s`), line breaks excepted. */
function isSpace(unit: number): boolean {
  if (unit === SPACE) return true;
  if (unit < 0xa0) return unit === TAB || unit === 0x0b || unit === 0x0c;
  return (
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** CRLF, LF and a lone CR are one line break each. */
function countBreaks(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (unit === CR && text.charCodeAt(at + 1) !== LF)) breaks++;
  }
  return breaks;
}
