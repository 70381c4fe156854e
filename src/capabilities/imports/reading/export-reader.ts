import { type ExportBlock, readBlocks } from '../../../platform/csv/byte-blocks.ts';
import type { Encoding } from '../../../platform/csv/text-encoding.ts';
import type { ColumnOptions } from '../columns/columns.ts';
import type { Delimiter } from '../columns/export-header.ts';
import type { MeasuredPost } from '../columns/measured-post.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import { PostLines } from '../staging/post-copy.ts';
import { beginReading, type ExportReading } from './export-reading.ts';

export type { MeasuredPost } from '../columns/measured-post.ts';

/** How an export is to be read. */
export interface ReadOptions extends ColumnOptions {
  /** A BOM decides between the kinds of UTF-16, and tells UTF-16 where `utf-8` was asked for. */
  readonly encoding: Encoding;
  /** Without it, the one that makes most of the header. */
  readonly delimiter?: Delimiter;
}

/** Some rows of an export, in the order of the file. */
export interface ExportBatch {
  /** The file's own column names, the same in every batch. */
  header: readonly string[];
  delimiter: Delimiter;
  /** What the user may want to know about the columns; only the first batch has any. */
  notices: readonly string[];
  posts: MeasuredPost[];
  rejections: Rejection[];
  /** How many rows these are: every row is a post or a rejection. */
  read: number;
  /** How much of the file has been read, from its beginning. In the last batch, its size. */
  bytes: number;
}

/**
 * Reads an export as a sequence of batches, at least one. Memory is bounded whatever the file's size, and what comes
 * out does not depend on how the bytes are cut into chunks. A row that cannot be read is a rejection and costs no other.
 * @throws CallerError BAD_USER_INPUT before the first batch, where the header cannot be used
 */
export async function* readExport(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<ExportBatch> {
  let reading: ExportReading | null = null;
  for await (const { bytes: block, isFinal } of readBlocks(bytes)) {
    const isFirst = reading === null;
    reading ??= beginReading(block, isFinal, options);
    const { header, delimiter } = reading;
    const notices = isFirst ? reading.notices : [];
    const { posts, rejections, bytes } = reading.read(block, isFinal);
    yield { header, delimiter, notices, posts, rejections, read: posts.length + rejections.length, bytes };
  }
}

/** Some rows of an export: the posts as lines for COPY, the rejections as they are. */
export interface LineBatch {
  /** In memory that the batch after the next is written into. */
  readonly lines: Buffer;
  readonly rejections: readonly Rejection[];
  readonly read: number;
  readonly bytes: number;
}

/** An export whose header has been read. */
export interface OpenExport {
  readonly header: readonly string[];
  readonly delimiter: Delimiter;
  readonly notices: readonly string[];
  /** Where the posts are written, behind the columns that all of them share. */
  openLines(prefix: string): PostLines;
  /** Reads the rows, as {@link readExport} does, by batches: each batch's lines are taken out of `lines`. */
  read(lines: PostLines): AsyncGenerator<LineBatch>;
  close(): Promise<void>;
}

/**
 * Opens an export to be read at full speed, without an object a post.
 * @throws CallerError BAD_USER_INPUT where the header cannot be used
 */
export async function openExport(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<OpenExport> {
  const blocks = readBlocks(bytes);
  const first = await blocks.next();
  if (first.done === true) throw new Error('an export has at least one block');
  const reading = beginReading(first.value.bytes, first.value.isFinal, options);
  const { header, delimiter, notices, columns } = reading;
  return {
    header,
    delimiter,
    notices,
    openLines: (prefix) => new PostLines(columns, delimiter, prefix),
    async *read(lines) {
      let next: IteratorResult<ExportBlock> = first;
      for (; next.done !== true; next = await blocks.next()) {
        const postsBefore = lines.posts;
        const { rejections, bytes: size } = reading.read(next.value.bytes, next.value.isFinal, lines);
        const read = lines.posts - postsBefore + rejections.length;
        yield { lines: lines.take(), rejections, read, bytes: size };
      }
    },
    close: async () => void (await blocks.return(undefined)),
  };
}
