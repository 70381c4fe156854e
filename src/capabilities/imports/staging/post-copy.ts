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

/** The ids and the platform are adjacent; the time follows. */
const [CAMPAIGN, TIME] = [positionOf('campaignId'), positionOf('postedAt')];

/** Turns the posts of one file into COPY lines, sums them up, and detects repeated posts. */
export class PostLines {
  readonly plain: PlainRows;
  readonly sums: PostSums;
  readonly repeated = new RepeatedPosts();
  /** The number of posts written. */
  posts = 0;
  readonly #lines = new CopyLines();
  readonly #written = new WrittenPosts();
  readonly #superseded = new WrittenPosts();
  readonly #prefix: string;
  readonly #counts = new Float64Array(COUNTS);

  /** `prefix` begins every line: cells, each followed by a tab. */
  constructor(columns: Columns, delimiter: string, prefix: string) {
    this.#prefix = prefix;
    this.sums = new PostSums(prefix);
    this.plain = new PlainRows(columns, delimiter, prefix);
  }

  /** Writes the row at `from` if it is simple, and returns whether it was. */
  takePlain(bytes: Uint8Array, from: number, end: number, line: number, isSound: boolean): boolean {
    const { plain } = this;
    if (!plain.take(bytes, from, end, line, isSound, this.#lines)) return false;
    this.#written.push(plain.cellStarts, plain.hasPostId, plain.postHash, plain.counts);
    this.#countPost();
    return true;
  }

  /** Writes a post that was read as an object. */
  add(post: UnfinishedPost): void {
    const lines = this.#lines;
    lines.writeText(this.#prefix);
    const start = lines.length;
    lines.writeText(postCells(post));
    this.#push(this.#written, lines.bytes, start, post);
    this.#countPost();
  }

  /** The lines since the last call. They stay valid until lines were returned twice after them. */
  take(): Buffer {
    this.#addUp();
    return this.#lines.swapBuffers();
  }

  /** Subtracts a written post from the sums. */
  subtract(post: UnfinishedPost): void {
    const line = Buffer.from(postCells(post));
    const written = this.#superseded;
    written.count = 0;
    this.#push(written, line, 0, post);
    this.sums.addAll(line, written, -1);
  }

  /** Registers the post whose line begins at `start`. */
  #push(written: WrittenPosts, bytes: Buffer, start: number, post: UnfinishedPost): void {
    const cellStarts = findCells(bytes, start);
    const hash = continueHash(FNV_OFFSET, bytes, cellStarts[CAMPAIGN] ?? 0, (cellStarts[TIME] ?? 0) - 1);
    written.push(cellStarts, post.postId !== null, hash, this.#countsOf(post));
  }

  #countsOf(post: UnfinishedPost): Float64Array {
    const counts = this.#counts;
    counts[0] = post.views ?? 0;
    counts[1] = post.likes ?? NOT_REPORTED;
    counts[2] = post.comments ?? NOT_REPORTED;
    counts[3] = post.shares ?? NOT_REPORTED;
    return counts;
  }

  #countPost(): void {
    this.posts++;
    if (this.#written.isFull) this.#addUp();
  }

  #addUp(): void {
    this.sums.addAll(this.#lines.bytes, this.#written, 1);
    this.repeated.addAll(this.#lines.bytes, this.#written);
    this.#written.count = 0;
  }
}

/** The offsets of the cells in a line of {@link postCells}, in the order of the fields. */
export function findCells(bytes: Buffer, start: number): Int32Array {
  const starts = new Int32Array(FIELDS.length);
  let at = start;
  for (let field = 0; field < starts.length; field++) {
    at = bytes.indexOf(TAB, at) + 1;
    starts[field] = at;
  }
  return starts;
}
