import { MAX_POSTS, type WrittenPosts } from './written-posts.ts';

/** 16 MB. Of five million posts a few thousand are false positives, about as many as share a 32-bit hash. */
const BITS = 2 ** 27;
const WORDS_PER_BLOCK = 16;
const BLOCKS = BITS / (32 * WORDS_PER_BLOCK);
const PROBES = 8;
/** For a file with more suspects the database checks every post. */
const MAX_SUSPECTS = 100_000;

/**
 * Finds the posts that may have occurred earlier in the file, in constant memory: a blocked Bloom filter (Putze, F.,
 * Sanders, P. and Singler, J. (2007), Cache-, hash- and space-efficient Bloom filters). It never misses a repeated post;
 * the database sorts out the false positives.
 */
export class RepeatedPosts {
  /** The post ids that may have occurred before with the same campaign, influencer and platform. */
  readonly suspects = new Set<string>();
  /** Whether there are more suspects than listed. */
  hasOverflowed = false;
  #filter: Uint32Array | undefined;
  readonly #touched = new Uint32Array(MAX_POSTS);

  /** Adds the posts that have ids. Their lines are in `bytes`. */
  addAll(bytes: Buffer, written: WrittenPosts): void {
    this.#filter ??= new Uint32Array(BITS / 32);
    const filter = this.#filter;
    // Touch all blocks first, so that the processor fetches them in parallel.
    for (let post = 0; post < written.count; post++) {
      this.#touched[post] = filter[firstWord(written.postHashes[post] ?? 0)] ?? 0;
    }
    for (let post = 0; post < written.count; post++) {
      const end = written.postEnds[post] ?? 0;
      if (end === 0 || this.#isNew(filter, written.postHashes[post] ?? 0)) continue;
      if (this.suspects.size >= MAX_SUSPECTS) this.hasOverflowed = true;
      else this.suspects.add(readText(bytes.toString('utf8', (written.keyEnds[post] ?? 0) + 1, end)));
    }
  }

  /** Whether this hash is new to the filter; adds it. */
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

/** The index of the first word of a hash's block. */
function firstWord(hash: number): number {
  return ((Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) % BLOCKS) * WORDS_PER_BLOCK;
}

const UNITS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Decodes the output of `textOf`. */
export function readText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, unit: string) => UNITS[unit] ?? unit) : text;
}
