import { positionOf } from '../columns/fields.ts';

/** Few enough that everything looked up for them fits the processor's cache. */
export const MAX_POSTS = 256;
/** Views, likes, comments and shares. */
export const COUNTS = 4;

const [CAMPAIGN, POST, PLATFORM, TIME, HASHTAGS] = [
  positionOf('campaignId'),
  positionOf('postId'),
  positionOf('platform'),
  positionOf('postedAt'),
  positionOf('hashtags'),
];

/**
 * Posts whose lines are written and which are still to be summed up. In batches this takes a fraction of the time: each
 * post accesses a few addresses in large tables, and the processor fetches those of many posts in parallel.
 */
export class WrittenPosts {
  count = 0;
  /** Where the ids of the campaign and the influencer begin and end. */
  readonly keyStarts = new Int32Array(MAX_POSTS);
  readonly keyEnds = new Int32Array(MAX_POSTS);
  /** Where the id of the post ends; 0 if it has none. */
  readonly postEnds = new Int32Array(MAX_POSTS);
  readonly platformStarts = new Int32Array(MAX_POSTS);
  readonly timeStarts = new Int32Array(MAX_POSTS);
  readonly hashtagsStarts = new Int32Array(MAX_POSTS);
  /** FNV-1a of the three ids and the platform. */
  readonly postHashes = new Int32Array(MAX_POSTS);
  /** Views, likes, comments and shares of each. */
  readonly counts = new Float64Array(COUNTS * MAX_POSTS);

  get isFull(): boolean {
    return this.count === MAX_POSTS;
  }

  /**
   * `cellStarts`: the offsets of the cells in the post's line, in the order of the fields. `counts` begins with views,
   * likes, comments and shares.
   */
  push(cellStarts: Int32Array, hasPostId: boolean, postHash: number, counts: Float64Array): void {
    const post = this.count++;
    this.keyStarts[post] = cellStarts[CAMPAIGN] ?? 0;
    this.keyEnds[post] = (cellStarts[POST] ?? 0) - 1;
    this.postEnds[post] = hasPostId ? (cellStarts[PLATFORM] ?? 0) - 1 : 0;
    this.platformStarts[post] = cellStarts[PLATFORM] ?? 0;
    this.timeStarts[post] = cellStarts[TIME] ?? 0;
    this.hashtagsStarts[post] = cellStarts[HASHTAGS] ?? 0;
    this.postHashes[post] = postHash;
    for (let count = 0; count < COUNTS; count++) this.counts[COUNTS * post + count] = counts[count] ?? 0;
  }
}
