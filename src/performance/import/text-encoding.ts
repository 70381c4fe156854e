import { isUtf8 } from 'node:buffer';

/** The encodings that an export can be in. `utf-16` takes its byte order from the BOM. */
export const ENCODINGS = ['utf-8', 'latin1', 'utf-16le', 'utf-16be', 'utf-16'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** An encoding of which the byte order is settled. */
export type KnownEncoding = Exclude<Encoding, 'utf-16'>;

const LF = 0x0a;
const CR = 0x0d;

/** Settles the encoding by the file's first bytes and tells how long its BOM is. */
export function detectEncoding(
  beginning: Uint8Array,
  asked: Encoding,
): { encoding: KnownEncoding; bomBytes: 0 | 2 | 3 } {
  const [first, second, third] = beginning;
  const bom = first === 0xff && second === 0xfe ? 'le' : first === 0xfe && second === 0xff ? 'be' : null;
  switch (asked) {
    case 'latin1':
      return { encoding: 'latin1', bomBytes: 0 };
    case 'utf-8':
      if (bom !== null) return { encoding: `utf-16${bom}`, bomBytes: 2 };
      return { encoding: 'utf-8', bomBytes: first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0 };
    default:
      if (bom !== null) return { encoding: `utf-16${bom}`, bomBytes: 2 };
      if (asked !== 'utf-16') return { encoding: asked, bomBytes: 0 };
      return { encoding: first === 0 && second !== 0 ? 'utf-16be' : 'utf-16le', bomBytes: 0 };
  }
}

/**
 * Where the last line break in `bytes` ends; 0 where there is none. A carriage return that stands last does not
 * count, as its line feed may be yet to come.
 */
export function endOfLastLine(bytes: Buffer, encoding: KnownEncoding): number {
  const width = unitBytes(encoding);
  if (width === 1) return Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR, -2)) + 1;
  const whole = bytes.length - (bytes.length % 2);
  for (let at = whole - 2; at >= 0; at -= 2) {
    const unit = readUnit(bytes, at, encoding);
    if (unit === LF || (unit === CR && at < whole - 2)) return at + 2;
  }
  return 0;
}

/** Where the first line break in `bytes` ends, CRLF being one; 0 where there is none. `from` stands at a character. */
export function endOfFirstLine(bytes: Buffer, encoding: KnownEncoding, isFinal: boolean): number {
  const width = unitBytes(encoding);
  for (let at = 0; at + width <= bytes.length; at += width) {
    const unit = readUnit(bytes, at, encoding);
    if (unit === LF) return at + width;
    if (unit !== CR) continue;
    const next = at + width;
    if (next + width > bytes.length) return isFinal ? next : 0;
    return readUnit(bytes, next, encoding) === LF ? next + width : next;
  }
  return 0;
}

/** How many bytes a character takes at least; in Latin-1 and UTF-16 a code unit takes just as many. */
export function unitBytes(encoding: KnownEncoding): 1 | 2 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

function readUnit(bytes: Buffer, at: number, encoding: KnownEncoding): number {
  if (unitBytes(encoding) === 1) return bytes[at] ?? 0;
  return encoding === 'utf-16be' ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}

/** A line whose bytes are no UTF-8, with its place in the decoded text and in the bytes. */
interface InvalidLine {
  start: number;
  end: number;
  byteStart: number;
  byteEnd: number;
}

/** A stretch of a file as text, which knows where each of its characters stands in the file. */
export class DecodedText {
  readonly text: string;
  readonly #bytes: Buffer;
  readonly #encoding: KnownEncoding;
  readonly #invalid: readonly InvalidLine[];
  readonly #hasLoneSurrogates: boolean;
  /** A place whose byte is known, from which the next is counted: places are asked for in rising order. */
  #knownIndex = 0;
  #knownByte = 0;

  constructor(bytes: Buffer, encoding: KnownEncoding) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#invalid = [];
    this.#hasLoneSurrogates = false;
    if (encoding === 'latin1') {
      this.text = decodeLatin1(bytes);
    } else if (encoding !== 'utf-8') {
      this.text = decodeUtf16(bytes, encoding);
      this.#hasLoneSurrogates = bytes.length % 2 === 1 || hasLoneSurrogate(this.text);
    } else if (isUtf8(bytes)) {
      this.text = bytes.toString('utf8');
    } else {
      const { text, invalid } = decodeByLine(bytes);
      this.text = text;
      this.#invalid = invalid;
    }
  }

  /** Whether the bytes from one place in the text to another are not text in the file's encoding. */
  isInvalid(start: number, end: number): boolean {
    if (this.#hasLoneSurrogates) {
      return (
        (end === this.text.length && this.#bytes.length % 2 === 1) ||
        hasLoneSurrogate(this.text.slice(start, end))
      );
    }
    if (this.#invalid.length === 0) return false;
    const line = this.#invalid[this.#firstInvalidAfter(start)];
    return line !== undefined && line.start < end;
  }

  /** Whether any part of this text could be invalid. */
  get isSuspect(): boolean {
    return this.#hasLoneSurrogates || this.#invalid.length > 0;
  }

  /** The byte, counted from the first of this text, at which the character `index` begins. */
  byteAt(index: number): number {
    if (this.#encoding !== 'utf-8') return Math.min(index * unitBytes(this.#encoding), this.#bytes.length);
    if (this.text.length === this.#bytes.length && this.#invalid.length === 0) return index;
    if (index < this.#knownIndex) {
      this.#knownIndex = 0;
      this.#knownByte = 0;
    }
    let at = this.#knownIndex;
    let byte = this.#knownByte;
    for (let i = this.#firstInvalidAfter(at); i < this.#invalid.length; i++) {
      const line = this.#invalid[i];
      if (line === undefined || line.end > index) break;
      at = line.end;
      byte = line.byteEnd;
    }
    byte += Buffer.byteLength(this.text.slice(at, index));
    this.#knownIndex = index;
    this.#knownByte = byte;
    return byte;
  }

  /** The first line with invalid bytes that ends after `index`. */
  #firstInvalidAfter(index: number): number {
    let low = 0;
    let high = this.#invalid.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#invalid[middle]?.end ?? 0) > index) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Decodes UTF-8 with faults in it: lines that are sound together, and each faulty line by itself. */
function decodeByLine(bytes: Buffer): { text: string; invalid: InvalidLine[] } {
  const invalid: InvalidLine[] = [];
  let text = '';
  let soundFrom = 0;
  for (let byteStart = 0; byteStart < bytes.length; ) {
    const byteEnd = nextLineStart(bytes, byteStart);
    const line = bytes.subarray(byteStart, byteEnd);
    if (!isUtf8(line)) {
      text += bytes.toString('utf8', soundFrom, byteStart);
      const start = text.length;
      text += line.toString('utf8');
      invalid.push({ start, end: text.length, byteStart, byteEnd });
      soundFrom = byteEnd;
    }
    byteStart = byteEnd;
  }
  return { text: text + bytes.toString('utf8', soundFrom), invalid };
}

function nextLineStart(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] === LF || bytes[at] === CR) return at + 1;
  }
  return bytes.length;
}

/** What 0x80 to 0x9f mean in windows-1252, of which Latin-1 is the part that no one writes by itself. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Latin-1 as browsers read it: as windows-1252, its superset. */
function decodeLatin1(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80));
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): string {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const text =
    encoding === 'utf-16be' ? Buffer.from(whole).swap16().toString('utf16le') : whole.toString('utf16le');
  return whole.length === bytes.length ? text : `${text}\uFFFD`;
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
