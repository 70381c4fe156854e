import { MOST_POSTS, type WrittenPosts } from './written-posts.ts';

/** 16 MB: of five million posts some thousands are taken for repeated that are not, as many as share a hash of 32 bits. */
const BITS = 2 ** 27;
const WORDS_A_BLOCK = 16;
const BLOCKS = BITS / (32 * WORDS_A_BLOCK);
const PROBES = 8;
/** A file that repeats more than this is looked through by the database as a whole. */
const MOST_SUSPECTS = 100_000;

/**
 * Tells which posts of a file may have come before in it, in memory that does not grow with the file: a Bloom filter by
 * blocks (Putze, F., Sanders, P. and Singler, J. (2007), Cache-, hash- and space-efficient Bloom filters). It never
 * misses a repeated post; what it takes for one by mistake, the database finds to be none.
 */
export class RepeatedPosts {
  /** The post ids that may have come before with the same campaign and influencer. */
  readonly suspects = new Set<string>();
  /** Whether there are more than are listed. */
  isOverflown = false;
  #filter: Uint32Array | undefined;
  readonly #touched = new Uint32Array(MOST_POSTS);

  /** Notes the posts that have ids, whose lines are in `bytes`. */
  addAll(bytes: Buffer, written: WrittenPosts): void {
    this.#filter ??= new Uint32Array(BITS / 32);
    const filter = this.#filter;
    // All blocks are asked for before the first is waited for.
    for (let post = 0; post < written.count; post++) {
      this.#touched[post] = filter[firstWord(written.postHashes[post] ?? 0)] ?? 0;
    }
    for (let post = 0; post < written.count; post++) {
      const end = written.postEnds[post] ?? 0;
      if (end === 0 || this.#isNew(filter, written.postHashes[post] ?? 0)) continue;
      if (this.suspects.size >= MOST_SUSPECTS) this.isOverflown = true;
      else this.suspects.add(readText(bytes.toString('utf8', (written.keyEnds[post] ?? 0) + 1, end)));
    }
  }

  /** Whether no post with this hash came before; it has come then. */
  #isNew(filter: Uint32Array, hash: number): boolean {
    const first = firstWord(hash);
    let mixed = Math.imul(hash ^ (hash >>> 13), 0x5bd1e995);
    mixed ^= mixed >>> 15;
    const step = Math.imul(mixed, 0x297a2d39) | 1;
    let isNew = false;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = mixed >>> 23;
      const word = first + (bit >>> 5);
      const mask = 1 << (bit & 31);
      const held = filter[word] ?? 0;
      if ((held & mask) === 0) {
        isNew = true;
        filter[word] = held | mask;
      }
      mixed = (mixed + step) | 0;
    }
    return isNew;
  }
}

/** Where the block of a hash begins. */
function firstWord(hash: number): number {
  return ((Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) % BLOCKS) * WORDS_A_BLOCK;
}

const UNITS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Reads what `textOf` wrote. */
export function readText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, unit: string) => UNITS[unit] ?? unit) : text;
}
