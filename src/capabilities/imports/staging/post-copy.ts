import type { Columns } from '../columns/columns.ts';
import type { MeasuredPost } from '../columns/fields.ts';
import { PlainRows } from '../fast-path/plain-rows.ts';
import { NOT_REPORTED, PostSums } from '../sums/post-sums.ts';
import { CopyLines } from './copy-lines.ts';
import { postCells } from './copy-text.ts';
import { continueHash, FNV_OFFSET } from './fnv-hash.ts';
import { RepeatedPosts } from './repeated-posts.ts';
import { COUNTS, type PostCells, WrittenPosts } from './written-posts.ts';

const TAB = 0x09;

/** From the platform to the hashtags. */
const CELLS_TO_HASHTAGS = 10;

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
    this.#written.push(plain, plain.hasPostId ? plain.postEnd : 0, plain.postHash, plain.counts);
    this.#note();
    return true;
  }

  /** Writes a post that was read otherwise. */
  add(post: MeasuredPost): void {
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
  subtract(post: MeasuredPost): void {
    const line = Buffer.from(postCells(post));
    const written = new WrittenPosts();
    this.#push(written, line, 0, post);
    this.sums.addAll(line, written, -1);
  }

  /** Notes a post whose cells stand from `start` on. */
  #push(written: WrittenPosts, bytes: Buffer, start: number, post: MeasuredPost): void {
    const cells = findCells(bytes, start);
    const postEnd = post.postId === null ? 0 : cells.postEnd;
    const hash = continueHash(FNV_OFFSET, bytes, cells.keyStart, Math.max(cells.keyEnd, postEnd));
    written.push(cells, postEnd, hash, this.#countsOf(post));
  }

  #countsOf(post: MeasuredPost): Float64Array {
    const counts = this.#counts;
    counts[0] = post.views;
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

/** Finds the cells of a line of {@link postCells}. */
export function findCells(bytes: Buffer, start: number): PostCells {
  const nextCell = (from: number) => bytes.indexOf(TAB, from) + 1;
  const keyStart = nextCell(start);
  const postStart = nextCell(nextCell(keyStart));
  const platformStart = nextCell(postStart);
  const timeStart = nextCell(platformStart);
  let hashtagsStart = platformStart;
  for (let cell = 0; cell < CELLS_TO_HASHTAGS; cell++) hashtagsStart = nextCell(hashtagsStart);
  return {
    keyStart,
    keyEnd: postStart - 1,
    postEnd: platformStart - 1,
    platformStart,
    timeStart,
    hashtagsStart,
  };
}
