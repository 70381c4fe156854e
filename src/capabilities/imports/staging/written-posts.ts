/** So many that what is looked up for them all stays in the processor's cache. */
export const MOST_POSTS = 256;
const COUNTS = 4;

/**
 * Posts whose lines were written and which are still to be summed up. Together they take a fraction of the time: each
 * needs a few places of a large memory, and the processor fetches those of many posts at once.
 */
export class WrittenPosts {
  count = 0;
  /** Where the ids stand in the lines: the two of the performance, and the end of the post's; 0 where it has none. */
  readonly keyStarts = new Int32Array(MOST_POSTS);
  readonly keyEnds = new Int32Array(MOST_POSTS);
  readonly postEnds = new Int32Array(MOST_POSTS);
  /** FNV-1a of the ids of the performance, and of all three. */
  readonly keyHashes = new Int32Array(MOST_POSTS);
  readonly postHashes = new Int32Array(MOST_POSTS);
  /** Views, likes, comments and shares of each. */
  readonly counts = new Float64Array(COUNTS * MOST_POSTS);

  get isFull(): boolean {
    return this.count === MOST_POSTS;
  }

  push(
    keyStart: number,
    keyEnd: number,
    postEnd: number,
    keyHash: number,
    postHash: number,
    counts: Float64Array,
  ): void {
    const post = this.count++;
    this.keyStarts[post] = keyStart;
    this.keyEnds[post] = keyEnd;
    this.postEnds[post] = postEnd;
    this.keyHashes[post] = keyHash;
    this.postHashes[post] = postHash;
    for (let count = 0; count < COUNTS; count++) this.counts[COUNTS * post + count] = counts[count] ?? 0;
  }
}
