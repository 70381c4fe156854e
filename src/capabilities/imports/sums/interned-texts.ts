import { type CopyLines, putByte, putBytes } from '../staging/copy-lines.ts';
import { continueHash, FNV_OFFSET } from '../staging/fnv-hash.ts';

const FIRST_NAMES = 1_024;
const NAME_BYTES = 24;
const INTEGERS = 4;
const QUOTE = 0x22;

/** Interns texts given as bytes: equal bytes get the same number, counted from 0 in order of first occurrence. */
export class InternedTexts {
  size = 0;
  #length = 0;
  #bytes = Buffer.allocUnsafe(FIRST_NAMES * NAME_BYTES);
  /** Per text: start, end, hash, and one unused. */
  #names = new Int32Array(INTEGERS * FIRST_NAMES);
  /** The hash table, at most half full: number + 1, or 0 for empty. */
  #slots = new Int32Array(2 * FIRST_NAMES);

  /** The number of the text from `from` to `to`; `hash` is its FNV-1a. */
  numberOf(
    bytes: Uint8Array,
    from: number,
    to: number,
    hash = continueHash(FNV_OFFSET, bytes, from, to),
  ): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#insert(bytes, from, to, hash);
      if (this.#hashOf(number) === hash && this.#is(number, bytes, from, to)) return number;
    }
  }

  /** Forgets all texts, and keeps the memory for the next ones. */
  clear(): void {
    this.#slots.fill(0);
    this.#length = 0;
    this.size = 0;
  }

  textOf(number: number): string {
    return this.#bytes.toString('utf8', this.#startOf(number), this.#endOf(number));
  }

  /** Writes the text unchanged, in quotation marks. */
  putQuoted(number: number, out: CopyLines): void {
    const start = this.#startOf(number);
    const end = this.#endOf(number);
    out.reserve(end - start + 2);
    putByte(QUOTE, out);
    putBytes(this.#bytes, start, end, out);
    putByte(QUOTE, out);
  }

  /** Whether the text contains one of the two bytes. */
  hasAny(number: number, first: number, second: number): boolean {
    const end = this.#endOf(number);
    for (let at = this.#startOf(number); at < end; at++) {
      if (this.#bytes[at] === first || this.#bytes[at] === second) return true;
    }
    return false;
  }

  #startOf(number: number): number {
    return this.#names[INTEGERS * number] ?? 0;
  }

  #endOf(number: number): number {
    return this.#names[INTEGERS * number + 1] ?? 0;
  }

  #hashOf(number: number): number {
    return this.#names[INTEGERS * number + 2] ?? 0;
  }

  #is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#startOf(number);
    const length = to - from;
    if (this.#endOf(number) - start !== length) return false;
    const known = this.#bytes;
    for (let at = 0; at < length; at++) if (known[start + at] !== bytes[from + at]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (INTEGERS * this.size === this.#names.length) this.#grow();
    const start = this.#length;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(2 * end);
      this.#bytes.copy(grown, 0, 0, start);
      this.#bytes = grown;
    }
    const known = this.#bytes;
    for (let at = from; at < to; at++) known[start + at - from] = bytes[at] ?? 0;
    this.#length = end;
    const number = this.size++;
    const place = INTEGERS * number;
    this.#names[place] = start;
    this.#names[place + 1] = end;
    this.#names[place + 2] = hash;
    this.#enter(number);
    return number;
  }

  #enter(number: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hashOf(number);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }

  #grow(): void {
    const names = new Int32Array(2 * this.#names.length);
    names.set(this.#names);
    this.#names = names;
    this.#slots = new Int32Array(4 * this.size);
    for (let number = 0; number < this.size; number++) this.#enter(number);
  }
}
