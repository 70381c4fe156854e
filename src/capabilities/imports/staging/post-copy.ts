import type { Columns } from '../columns/columns.ts';
import type { MeasuredPost } from '../columns/fields.ts';
import { PlainRows } from '../fast-path/plain-rows.ts';
import { NOT_REPORTED, PostSums } from '../sums/post-sums.ts';
import { CopyLines } from './copy-lines.ts';
import { postCells } from './copy-text.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';
import { RepeatedPosts } from './repeated-posts.ts';
import { WrittenPosts } from './written-posts.ts';

const TAB = 0x09;

/** The posts of one file on their way into the database: as lines of COPY, summed up, and watched for repeated ones. */
export class PostLines {
  readonly plain: PlainRows;
  /** Complete for the posts that were taken. */
  readonly sums: PostSums;
  readonly repeated = new RepeatedPosts();
  /** How many posts were written. */
  posts = 0;
  readonly #lines = new CopyLines();
  readonly #written = new WrittenPosts();
  readonly #prefix: string;
  readonly #counts = new Float64Array(4);

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
    this.#note(
      plain.keyStart,
      plain.keyEnd,
      plain.hasPostId ? plain.postEnd : 0,
      plain.keyHash,
      plain.postHash,
      plain.counts,
    );
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
    const postEnd = post.postId === null ? 0 : bytes.indexOf(TAB, keyEnd + 1);
    const hash = continueHash(FNV_OFFSET, bytes, keyStart, keyEnd);
    this.#note(
      keyStart,
      keyEnd,
      postEnd,
      hash,
      continueHash(hash, bytes, keyEnd, postEnd),
      this.#countsOf(post),
    );
  }

  /** The lines since it was called last. They hold until more than the next batch of rows is read. */
  take(): Buffer {
    this.#addUp();
    return this.#lines.takeInTurn();
  }

  /** Takes a post that was written out of the sums again. */
  subtract(post: MeasuredPost): void {
    const line = Buffer.from(postCells(post));
    this.sums.add(line, line.indexOf(TAB) + 1, this.#countsOf(post), 0, -1);
  }

  #countsOf(post: MeasuredPost): Float64Array {
    const counts = this.#counts;
    counts[0] = post.views;
    counts[1] = post.likes ?? NOT_REPORTED;
    counts[2] = post.comments ?? NOT_REPORTED;
    counts[3] = post.shares ?? NOT_REPORTED;
    return counts;
  }

  #note(
    keyStart: number,
    keyEnd: number,
    postEnd: number,
    keyHash: number,
    postHash: number,
    counts: Float64Array,
  ): void {
    this.posts++;
    this.#written.push(keyStart, keyEnd, postEnd, keyHash, postHash, counts);
    if (this.#written.isFull) this.#addUp();
  }

  #addUp(): void {
    this.sums.addAll(this.#lines.bytes, this.#written);
    this.repeated.addAll(this.#lines.bytes, this.#written);
    this.#written.count = 0;
  }
}
