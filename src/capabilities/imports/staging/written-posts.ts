/** So many that what is looked up for them all stays in the processor's cache. */
export const MOST_POSTS = 256;
/** Views, likes, comments and shares. */
export const COUNTS = 4;

/** Where the cells of a post stand in its line. */
export interface PostCells {
  /** The ids: the two of the performance, and the end of the post's; 0 where it has none. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly postEnd: number;
  readonly platformStart: number;
  readonly timeStart: number;
  readonly hashtagsStart: number;
}

/**
 * Posts whose lines were written and which are still to be summed up. Together they take a fraction of the time: each
 * needs a few places of a large memory, and the processor fetches those of many posts at once.
 */
export class WrittenPosts {
  count = 0;
  /** As {@link PostCells} has them. */
  readonly keyStarts = new Int32Array(MOST_POSTS);
  readonly keyEnds = new Int32Array(MOST_POSTS);
  readonly postEnds = new Int32Array(MOST_POSTS);
  readonly platformStarts = new Int32Array(MOST_POSTS);
  readonly timeStarts = new Int32Array(MOST_POSTS);
  readonly hashtagsStarts = new Int32Array(MOST_POSTS);
  /** FNV-1a of the three ids. */
  readonly postHashes = new Int32Array(MOST_POSTS);
  /** Views, likes, comments and shares of each. */
  readonly counts = new Float64Array(COUNTS * MOST_POSTS);

  get isFull(): boolean {
    return this.count === MOST_POSTS;
  }

  push(cells: PostCells, postEnd: number, postHash: number, counts: Float64Array): void {
    const post = this.count++;
    this.keyStarts[post] = cells.keyStart;
    this.keyEnds[post] = cells.keyEnd;
    this.postEnds[post] = postEnd;
    this.platformStarts[post] = cells.platformStart;
    this.timeStarts[post] = cells.timeStart;
    this.hashtagsStarts[post] = cells.hashtagsStart;
    this.postHashes[post] = postHash;
    for (let count = 0; count < COUNTS; count++) this.counts[COUNTS * post + count] = counts[count] ?? 0;
  }
}
