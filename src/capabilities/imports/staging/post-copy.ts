import type { Columns } from '../columns/columns.ts';
import { FIELDS, positionOf } from '../columns/fields.ts';
import type { UnfinishedPost } from '../columns/measured-post.ts';
import { PlainRows } from '../fast-path/plain-rows.ts';
import { NOT_REPORTED, PostSums } from '../sums/post-sums.ts';
import { CopyLines } from './copy-lines.ts';
import { postCells } from './copy-text.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';
import { RepeatedPosts } from './repeated-posts.ts';
import { COUNTS, WrittenPosts } from './written-posts.ts';

const TAB = 0x09;

const [CAMPAIGN, POST, PLATFORM] = [positionOf('campaignId'), positionOf('postId'), positionOf('platform')];

/** The posts of one file on their way into the database: as lines of COPY, summed up, and watched for repeated ones. */
export class PostLines {
  readonly plain: PlainRows;
  readonly sums: PostSums;
  readonly repeated = new RepeatedPosts();
  /** How many posts were written. */
  posts = 0;
  readonly #lines = new CopyLines();
  readonly #written = new WrittenPosts();
  readonly #prefix: string;
  readonly #counts = new Float64Array(COUNTS);

  /** `prefix` stands at the beginning of every line: cells with a tab behind each. */
  constructor(columns: Columns, delimiter: string, prefix: string) {
    this.#prefix = prefix;
    this.sums = new PostSums(prefix);
    this.plain = new PlainRows(columns, delimiter, prefix);
  }

  /** Reads and writes the row at `from` if it is plain, and says whether it was. */
  takePlain(bytes: Uint8Array, from: number, end: number, line: number, isSound: boolean): boolean {
    const { plain } = this;
    if (!plain.take(bytes, from, end, line, isSound, this.#lines)) return false;
    this.#written.push(plain.cellStarts, plain.hasPostId, plain.postHash, plain.counts);
    this.#note();
    return true;
  }

  /** Writes a post that was read otherwise. */
  add(post: UnfinishedPost): void {
    const lines = this.#lines;
    lines.writeText(this.#prefix);
    const start = lines.length;
    lines.writeText(postCells(post));
    this.#push(this.#written, lines.bytes, start, post);
    this.#note();
  }

  /** The lines since it was called last. They hold until more than the next batch of rows is read. */
  take(): Buffer {
    this.#addUp();
    return this.#lines.takeInTurn();
  }

  /** Takes a post that was written out of the sums again. */
  subtract(post: UnfinishedPost): void {
    const line = Buffer.from(postCells(post));
    const written = new WrittenPosts();
    this.#push(written, line, 0, post);
    this.sums.addAll(line, written, -1);
  }

  /** Notes a post whose cells stand from `start` on. */
  #push(written: WrittenPosts, bytes: Buffer, start: number, post: UnfinishedPost): void {
    const cellStarts = findCells(bytes, start);
    const hasPostId = post.postId !== null;
    const idsEnd = (cellStarts[hasPostId ? PLATFORM : POST] ?? 0) - 1;
    const hash = continueHash(FNV_OFFSET, bytes, cellStarts[CAMPAIGN] ?? 0, idsEnd);
    written.push(cellStarts, hasPostId, hash, this.#countsOf(post));
  }

  #countsOf(post: UnfinishedPost): Float64Array {
    const counts = this.#counts;
    counts[0] = post.views ?? 0;
    counts[1] = post.likes ?? NOT_REPORTED;
    counts[2] = post.comments ?? NOT_REPORTED;
    counts[3] = post.shares ?? NOT_REPORTED;
    return counts;
  }

  #note(): void {
    this.posts++;
    if (this.#written.isFull) this.#addUp();
  }

  #addUp(): void {
    this.sums.addAll(this.#lines.bytes, this.#written, 1);
    this.repeated.addAll(this.#lines.bytes, this.#written);
    this.#written.count = 0;
  }
}

/** Finds where the cells of a line of {@link postCells} begin, in the order of the fields. */
export function findCells(bytes: Buffer, start: number): Int32Array {
  const starts = new Int32Array(FIELDS.length);
  let at = start;
  for (let field = 0; field < starts.length; field++) {
    at = bytes.indexOf(TAB, at) + 1;
    starts[field] = at;
  }
  return starts;
}
