import { CopyLines } from './copy-lines.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';

/** How many performances of one file are summed up here; a file with more is summed up by the database. */
const MOST_PERFORMANCES = 262_144;
const FIRST_PERFORMANCES = 4_096;
const KEY_BYTES = 32;
const TAB = 0x09;

/** What is summed up for a performance stands together: the sums of four counts, the posts that report each, the posts. */
const NUMBERS = 9;
const COUNTS = 4;
const [VIEWS, LIKES, COMMENTS, SHARES] = [0, 1, 2, 3];
const REPORTED = 4;
const POSTS = 8;

/**
 * The sums of a file's posts by campaign and influencer, in memory that does not grow with the file. A performance is
 * known by its two ids as they stand in a COPY line, with the tab between them.
 */
export class PerformanceSums {
  size = 0;
  /** Whether these are all sums, and exact. Otherwise they are not to be used. */
  isWhole = true;
  #capacity = FIRST_PERFORMANCES;
  #keys = Buffer.allocUnsafe(FIRST_PERFORMANCES * KEY_BYTES);
  #keysLength = 0;
  #keyEnds = new Uint32Array(FIRST_PERFORMANCES + 1);
  #hashes = new Int32Array(FIRST_PERFORMANCES);
  /** Twice as many places as performances: place + 1, 0 for none. */
  #places = new Int32Array(2 * FIRST_PERFORMANCES);
  #numbers = new Float64Array(NUMBERS * FIRST_PERFORMANCES);

  /** Adds one post, whose ids are the bytes from `from` to `to`; a count of {@link NOT_REPORTED} is not reported. */
  add(bytes: Uint8Array, from: number, to: number, hash: number, counts: Float64Array): void {
    if (!this.isWhole) return;
    const place = this.#find(bytes, from, to, hash);
    if (place < 0) {
      this.isWhole = false;
      return;
    }
    const numbers = this.#numbers;
    const first = place * NUMBERS;
    numbers[first + POSTS] = (numbers[first + POSTS] ?? 0) + 1;
    for (let count = 0; count < COUNTS; count++) {
      const value = counts[count] ?? NOT_REPORTED;
      if (value === NOT_REPORTED) continue;
      const sum = (numbers[first + count] ?? 0) + value;
      if (sum > Number.MAX_SAFE_INTEGER) this.isWhole = false;
      numbers[first + count] = sum;
      numbers[first + REPORTED + count] = (numbers[first + REPORTED + count] ?? 0) + 1;
    }
  }

  /** Takes a post out again that was added; its key as it stands in a COPY line. */
  subtract(key: string, counts: SummedCounts): void {
    if (!this.isWhole) return;
    const bytes = Buffer.from(key);
    const first =
      this.#find(bytes, 0, bytes.length, continueHash(FNV_OFFSET, bytes, 0, bytes.length)) * NUMBERS;
    const numbers = this.#numbers;
    numbers[first + POSTS] = (numbers[first + POSTS] ?? 0) - 1;
    for (const [count, value] of counts.entries()) {
      if (value === null) continue;
      numbers[first + count] = (numbers[first + count] ?? 0) - value;
      numbers[first + REPORTED + count] = (numbers[first + REPORTED + count] ?? 0) - 1;
    }
  }

  /** The sums as lines of COPY's text format, in the columns {@link SUM_COLUMNS}, by slices; each campaign's together. */
  *copyLines(rowsASlice: number): Generator<Buffer> {
    const lines = new CopyLines();
    let written = 0;
    for (const place of this.#byCampaign()) {
      const from = this.#keyEnds[place] ?? 0;
      const to = this.#keyEnds[place + 1] ?? 0;
      lines.reserve(to - from);
      lines.length += this.#keys.copy(lines.bytes, lines.length, from, to);
      const sum = (count: number) =>
        this.#reportedOf(place, count) > 0 ? this.#numbers[place * NUMBERS + count] : '\\N';
      lines.writeText(
        `\t${this.#numbers[place * NUMBERS + POSTS]}\t${sum(VIEWS)}\t${sum(LIKES)}\t${sum(COMMENTS)}\t${sum(SHARES)}\t${this.#reportedOf(place, LIKES)}\t${this.#reportedOf(place, COMMENTS)}\t${this.#reportedOf(place, SHARES)}\n`,
      );
      written++;
      if (written % rowsASlice === 0) yield lines.take();
    }
    if (lines.length > 0) yield lines.take();
  }

  /** Every place, by the hash of its campaign: rows that stand together in an index cost a third less to write. */
  *#byCampaign(): Generator<number> {
    const keys = this.#keys;
    const sorted = new Float64Array(this.size);
    for (let place = 0; place < this.size; place++) {
      const from = this.#keyEnds[place] ?? 0;
      const hash = continueHash(FNV_OFFSET, keys, from, keys.indexOf(TAB, from)) >>> 0;
      sorted[place] = hash * MOST_PERFORMANCES + place;
    }
    for (const key of sorted.sort()) yield key % MOST_PERFORMANCES;
  }

  #reportedOf(place: number, count: number): number {
    return this.#numbers[place * NUMBERS + REPORTED + count] ?? 0;
  }

  #find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const mask = this.#places.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#places[slot] ?? 0) - 1;
      if (place < 0) return this.#insert(bytes, from, to, hash);
      if (this.#hashes[place] === hash && this.#isKey(place, bytes, from, to)) return place;
    }
  }

  #isKey(place: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#keyEnds[place] ?? 0;
    const length = to - from;
    if ((this.#keyEnds[place + 1] ?? 0) - start !== length) return false;
    const keys = this.#keys;
    for (let at = 0; at < length; at++) if (keys[start + at] !== bytes[from + at]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (this.size === MOST_PERFORMANCES) return -1;
    if (this.size === this.#capacity) this.#grow();
    const end = this.#keysLength + to - from;
    if (end > this.#keys.length) {
      const keys = Buffer.allocUnsafe(2 * end);
      this.#keys.copy(keys, 0, 0, this.#keysLength);
      this.#keys = keys;
    }
    this.#keys.set(bytes.subarray(from, to), this.#keysLength);
    const place = this.size++;
    this.#keysLength = end;
    this.#keyEnds[place + 1] = end;
    this.#hashes[place] = hash;
    this.#enter(place, hash);
    return place;
  }

  #enter(place: number, hash: number): void {
    const mask = this.#places.length - 1;
    let slot = hash & mask;
    while (this.#places[slot] !== 0) slot = (slot + 1) & mask;
    this.#places[slot] = place + 1;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#keyEnds = grown(this.#keyEnds, new Uint32Array(this.#capacity + 1));
    this.#hashes = grown(this.#hashes, new Int32Array(this.#capacity));
    this.#numbers = grown(this.#numbers, new Float64Array(NUMBERS * this.#capacity));
    this.#places = new Int32Array(2 * this.#capacity);
    for (let place = 0; place < this.size; place++) this.#enter(place, this.#hashes[place] ?? 0);
  }
}

/** Views, likes, comments and shares of a post; null: not reported. */
export type SummedCounts = readonly [number, number | null, number | null, number | null];

/** The columns of the lines that the sums are written as. */
export const SUM_COLUMNS = [
  'campaign_id',
  'influencer_id',
  'posts',
  'views',
  'likes',
  'comments',
  'shares',
  'likes_posts',
  'comments_posts',
  'shares_posts',
] as const;

/** In place of a count that a post does not report. */
export const NOT_REPORTED = -1;

function grown<Numbers extends Uint32Array | Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
