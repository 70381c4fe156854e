import { CopyLines } from '../staging/copy-lines.ts';
import { continueHash, FNV_OFFSET } from '../staging/fnv-hash.ts';
import { MOST_POSTS, type WrittenPosts } from '../staging/written-posts.ts';

/** How many performances of one file are summed up here; a file with more is summed up by the database. */
const MOST_PERFORMANCES = 262_144;
const FIRST_PERFORMANCES = 4_096;
const KEY_BYTES = 32;
const TAB = 0x09;

/**
 * What is known of a performance stands together in 64 bytes, as much as a processor fetches at once: the sums of four
 * counts as doubles, then as 32-bit integers the posts that report each, the posts, where its key ends, its hash, and where its key begins.
 */
const BYTES = 64;
const DOUBLES = BYTES / 8;
const INTEGERS = BYTES / 4;
const COUNTS = 4;
const [VIEWS, LIKES, COMMENTS, SHARES] = [0, 1, 2, 3];
const REPORTED = 8;
const POSTS = 12;
const KEY_END = 13;
const HASH = 14;
const KEY_START = 15;

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
  #sums = new Float64Array(FIRST_PERFORMANCES * DOUBLES);
  #integers = new Int32Array(this.#sums.buffer);
  /** Twice as many places as performances, each with a hash behind it: place + 1, 0 for none. */
  #places = new Int32Array(4 * FIRST_PERFORMANCES);
  readonly #touched = new Int32Array(MOST_POSTS);

  /** Adds posts whose lines are in `bytes`; a count of {@link NOT_REPORTED} is not reported. */
  addAll(bytes: Uint8Array, written: WrittenPosts): void {
    if (!this.isWhole) return;
    this.#fetch(written);
    for (let post = 0; post < written.count; post++) this.#add(bytes, written, post);
  }

  /**
   * Touches what will be looked at: first all slots, then what they lead to, so that the processor need not wait for
   * one post's memory before it asks for the next one's.
   */
  #fetch({ count, keyHashes }: WrittenPosts): void {
    const places = this.#places;
    const integers = this.#integers;
    const touched = this.#touched;
    const mask = places.length / 2 - 1;
    for (let post = 0; post < count; post++) {
      touched[post] = Math.max(0, (places[2 * ((keyHashes[post] ?? 0) & mask)] ?? 0) - 1);
    }
    for (let post = 0; post < count; post++) {
      touched[post] = integers[(touched[post] ?? 0) * INTEGERS + KEY_START] ?? 0;
    }
    for (let post = 0; post < count; post++) touched[post] = this.#keys[touched[post] ?? 0] ?? 0;
  }

  #add(bytes: Uint8Array, written: WrittenPosts, post: number): void {
    const from = written.keyStarts[post] ?? 0;
    const place = this.#find(bytes, from, written.keyEnds[post] ?? 0, written.keyHashes[post] ?? 0);
    if (place < 0) {
      this.isWhole = false;
      return;
    }
    const { counts } = written;
    const sums = this.#sums;
    const integers = this.#integers;
    const firstSum = place * DOUBLES;
    const first = place * INTEGERS;
    integers[first + POSTS] = (integers[first + POSTS] ?? 0) + 1;
    for (let count = 0; count < COUNTS; count++) {
      const value = counts[COUNTS * post + count] ?? NOT_REPORTED;
      if (value === NOT_REPORTED) continue;
      const sum = (sums[firstSum + count] ?? 0) + value;
      if (sum > Number.MAX_SAFE_INTEGER) this.isWhole = false;
      sums[firstSum + count] = sum;
      integers[first + REPORTED + count] = (integers[first + REPORTED + count] ?? 0) + 1;
    }
  }

  /** Takes a post out again that was added; its key as it stands in a COPY line. */
  subtract(key: string, counts: SummedCounts): void {
    if (!this.isWhole) return;
    const bytes = Buffer.from(key);
    const place = this.#find(bytes, 0, bytes.length, continueHash(FNV_OFFSET, bytes, 0, bytes.length));
    const sums = this.#sums;
    const integers = this.#integers;
    const first = place * INTEGERS;
    integers[first + POSTS] = (integers[first + POSTS] ?? 0) - 1;
    for (const [count, value] of counts.entries()) {
      if (value === null) continue;
      sums[place * DOUBLES + count] = (sums[place * DOUBLES + count] ?? 0) - value;
      integers[first + REPORTED + count] = (integers[first + REPORTED + count] ?? 0) - 1;
    }
  }

  /** The sums as lines of COPY's text format, in the columns {@link SUM_COLUMNS}, by slices; each campaign's together. */
  *copyLines(rowsASlice: number): Generator<Buffer> {
    const lines = new CopyLines();
    let written = 0;
    for (const place of this.#byCampaign()) {
      const from = this.#integers[place * INTEGERS + KEY_START] ?? 0;
      const to = this.#integers[place * INTEGERS + KEY_END] ?? 0;
      lines.reserve(to - from);
      lines.length += this.#keys.copy(lines.bytes, lines.length, from, to);
      const sum = (count: number) =>
        this.#reportedOf(place, count) > 0 ? this.#sums[place * DOUBLES + count] : '\\N';
      lines.writeText(
        `\t${this.#integers[place * INTEGERS + POSTS]}\t${sum(VIEWS)}\t${sum(LIKES)}\t${sum(COMMENTS)}\t${sum(SHARES)}\t${this.#reportedOf(place, LIKES)}\t${this.#reportedOf(place, COMMENTS)}\t${this.#reportedOf(place, SHARES)}\n`,
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
      const from = this.#integers[place * INTEGERS + KEY_START] ?? 0;
      const hash = continueHash(FNV_OFFSET, keys, from, keys.indexOf(TAB, from)) >>> 0;
      sorted[place] = hash * MOST_PERFORMANCES + place;
    }
    for (const key of sorted.sort()) yield key % MOST_PERFORMANCES;
  }

  #reportedOf(place: number, count: number): number {
    return this.#integers[place * INTEGERS + REPORTED + count] ?? 0;
  }

  #find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const places = this.#places;
    const mask = places.length / 2 - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = (places[2 * slot] ?? 0) - 1;
      if (place < 0) return this.#insert(bytes, from, to, hash);
      if (places[2 * slot + 1] === hash && this.#isKey(place, bytes, from, to)) return place;
    }
  }

  #isKey(place: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#integers[place * INTEGERS + KEY_START] ?? 0;
    const length = to - from;
    if ((this.#integers[place * INTEGERS + KEY_END] ?? 0) - start !== length) return false;
    const keys = this.#keys;
    for (let at = 0; at < length; at++) if (keys[start + at] !== bytes[from + at]) return false;
    return true;
  }

  #insert(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (this.size === MOST_PERFORMANCES) return -1;
    if (this.size === this.#capacity) this.#grow();
    const start = this.#keysLength;
    const end = start + to - from;
    if (end > this.#keys.length) {
      const keys = Buffer.allocUnsafe(2 * end);
      this.#keys.copy(keys, 0, 0, start);
      this.#keys = keys;
    }
    this.#keys.set(bytes.subarray(from, to), start);
    const place = this.size++;
    this.#keysLength = end;
    this.#integers[place * INTEGERS + KEY_START] = start;
    this.#integers[place * INTEGERS + KEY_END] = end;
    this.#integers[place * INTEGERS + HASH] = hash;
    this.#enter(place, hash);
    return place;
  }

  #enter(place: number, hash: number): void {
    const places = this.#places;
    const mask = places.length / 2 - 1;
    let slot = hash & mask;
    while (places[2 * slot] !== 0) slot = (slot + 1) & mask;
    places[2 * slot] = place + 1;
    places[2 * slot + 1] = hash;
  }

  #grow(): void {
    this.#capacity *= 2;
    const sums = new Float64Array(this.#capacity * DOUBLES);
    sums.set(this.#sums);
    this.#sums = sums;
    this.#integers = new Int32Array(sums.buffer);
    this.#places = new Int32Array(4 * this.#capacity);
    for (let place = 0; place < this.size; place++) {
      this.#enter(place, this.#integers[place * INTEGERS + HASH] ?? 0);
    }
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
