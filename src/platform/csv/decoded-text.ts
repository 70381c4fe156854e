import { isUtf8 } from 'node:buffer';
import { CR, type KnownEncoding, LF, unitBytes } from './text-encoding.ts';

/** A line whose bytes are no UTF-8, with its position in the decoded text and in the bytes. */
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
  /** A position whose byte is known, from which the next is counted: positions are asked for in rising order. */
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

  /** Whether the bytes from one position in the text to another are not text in the file's encoding. */
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
  for (let groupStart = 0, groupEnd = 0; groupStart < bytes.length; groupStart = groupEnd) {
    groupEnd = endOfLines(bytes, groupStart);
    if (isUtf8(bytes.subarray(groupStart, groupEnd))) continue;
    for (let byteStart = groupStart, byteEnd = 0; byteStart < groupEnd; byteStart = byteEnd) {
      byteEnd = nextLineStart(bytes, byteStart);
      const line = bytes.subarray(byteStart, byteEnd);
      if (isUtf8(line)) continue;
      text += bytes.toString('utf8', soundFrom, byteStart);
      const start = text.length;
      text += line.toString('utf8');
      invalid.push({ start, end: text.length, byteStart, byteEnd });
      soundFrom = byteEnd;
    }
  }
  return { text: text + bytes.toString('utf8', soundFrom), invalid };
}

/** The end of some lines together, which are mostly sound: looking at each by itself would take longer. */
function endOfLines(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(LF, from + 4_096);
  return end < 0 ? bytes.length : end + 1;
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
