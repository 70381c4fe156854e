import { continueHash, FNV_OFFSET } from '../staging/fnv-hash.ts';

const FIRST_NAMES = 1_024;
const NAME_BYTES = 24;

/** Numbers texts that come as bytes: the same bytes have the same number, from 0 in the order in which they came first. */
export class ByteNames {
  size = 0;
  /** How many bytes the texts take together. */
  length = 0;
  #bytes = Buffer.allocUnsafe(FIRST_NAMES * NAME_BYTES);
  #ends = new Int32Array(FIRST_NAMES);
  #hashes = new Int32Array(FIRST_NAMES);
  /** At least twice as many as names: number + 1, 0 for none. */
  #slots = new Int32Array(2 * FIRST_NAMES);

  /** The number of what stands from `from` to `to`. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const hash = continueHash(FNV_OFFSET, bytes, from, to);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0) return this.#insert(bytes, from, to, hash);
      if (this.#hashes[number] === hash && this.#is(number, bytes, from, to)) return number;
    }
  }

  textOf(number: number): string {
    return this.#bytes.toString('utf8', this.#startOf(number), this.#ends[number]);
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
  }

  #is(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#startOf(number);
    const length = to - from;
    if ((this.#ends[number] ?? 0) - start !== length) return false;
    const known = this.#bytes;
    for (let at = 0; at < length; at++) if (known[start + at] !== bytes[from + at]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (this.size === this.#ends.length) this.#grow();
    const start = this.length;
    const end = start + to - from;
    if (end > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(2 * end);
      this.#bytes.copy(grown, 0, 0, start);
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(from, to), start);
    this.length = end;
    const number = this.size++;
    this.#ends[number] = end;
    this.#hashes[number] = hash;
    this.#enter(number);
    return number;
  }

  #enter(number: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hashes[number] ?? 0;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  }

  #grow(): void {
    const ends = new Int32Array(2 * this.size);
    ends.set(this.#ends);
    this.#ends = ends;
    const hashes = new Int32Array(2 * this.size);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#slots = new Int32Array(4 * this.size);
    for (let number = 0; number < this.size; number++) this.#enter(number);
  }
}
