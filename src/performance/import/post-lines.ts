import type { Columns } from './columns.ts';
import { CopyLines } from './copy-lines.ts';
import { postCells } from './copy-text.ts';
import type { MeasuredPost } from './fields.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';
import { NOT_REPORTED, PerformanceSums } from './performance-sums.ts';
import { PlainRows } from './plain-rows.ts';
import { RepeatedPosts } from './repeated-posts.ts';

const TAB = 0x09;

/** The posts of one file on their way into the database: as lines of COPY, summed up, and watched for repeated ones. */
export class PostLines {
  readonly plain: PlainRows;
  readonly sums = new PerformanceSums();
  readonly repeated = new RepeatedPosts();
  /** How many posts were written. */
  posts = 0;
  readonly #lines = new CopyLines();
  readonly #prefix: string;
  readonly #counts = new Float64Array(4);

  /** `prefix` stands at the beginning of every line: cells with a tab behind each. */
  constructor(columns: Columns, delimiter: string, prefix: string) {
    this.#prefix = prefix;
    this.plain = new PlainRows(columns, delimiter, prefix);
  }

  /** Reads and writes the row at `from` if it is plain, and says whether it was. */
  takePlain(bytes: Uint8Array, from: number, end: number, line: number, isSound: boolean): boolean {
    const { plain } = this;
    if (!plain.take(bytes, from, end, line, isSound, this.#lines)) return false;
    this.posts++;
    const { bytes: written } = this.#lines;
    this.sums.add(written, plain.keyStart, plain.keyEnd, plain.keyHash, plain.counts);
    if (plain.hasPostId) this.repeated.add(written, plain.keyEnd + 1, plain.postEnd, plain.postHash);
    return true;
  }

  /** Writes a post that was read otherwise. */
  add(post: MeasuredPost): void {
    const lines = this.#lines;
    lines.writeText(this.#prefix);
    const start = lines.length;
    lines.writeText(postCells(post));
    const { bytes } = lines;
    const keyStart = bytes.indexOf(TAB, start) + 1;
    const keyEnd = bytes.indexOf(TAB, bytes.indexOf(TAB, keyStart) + 1);
    const counts = this.#counts;
    counts[0] = post.views;
    counts[1] = post.likes ?? NOT_REPORTED;
    counts[2] = post.comments ?? NOT_REPORTED;
    counts[3] = post.shares ?? NOT_REPORTED;
    this.posts++;
    const hash = continueHash(FNV_OFFSET, bytes, keyStart, keyEnd);
    this.sums.add(bytes, keyStart, keyEnd, hash, counts);
    if (post.postId === null) return;
    const postEnd = bytes.indexOf(TAB, keyEnd + 1);
    this.repeated.add(bytes, keyEnd + 1, postEnd, continueHash(hash, bytes, keyEnd, postEnd));
  }

  /** The lines since it was called last. They hold until more than the next batch of rows is read. */
  take(): Buffer {
    return this.#lines.takeInTurn();
  }
}
