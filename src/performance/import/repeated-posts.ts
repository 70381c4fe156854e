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

  /** Notes a post whose id, as COPY writes it, is the bytes from `from` to `to`; `hash` is of it and of its performance. */
  add(bytes: Buffer, from: number, to: number, hash: number): void {
    this.#filter ??= new Uint32Array(BITS / 32);
    const filter = this.#filter;
    const block = (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) % BLOCKS;
    const first = block * WORDS_A_BLOCK;
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
    if (isNew) return;
    if (this.suspects.size >= MOST_SUSPECTS) this.isOverflown = true;
    else this.suspects.add(readText(bytes.toString('utf8', from, to)));
  }
}

const UNITS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Reads what `textOf` wrote. */
function readText(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, unit: string) => UNITS[unit] ?? unit) : text;
}
