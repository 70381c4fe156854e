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
  /** A BOM decides between the variants of UTF-16, and overrides `utf-8`. */
  readonly encoding: Encoding;
  /** If absent, it is detected from the header. */
  readonly delimiter?: Delimiter;
}

/** Some rows of an export, in the order of the file. */
export interface ExportBatch {
  /** The file's own column names, the same in every batch. */
  header: readonly string[];
  delimiter: Delimiter;
  /** Sentences for the user about the columns; only in the first batch. */
  notices: readonly string[];
  posts: MeasuredPost[];
  rejections: Rejection[];
  /** The number of rows in this batch: every row is a post or a rejection. */
  read: number;
  /** How many bytes of the file have been read so far. In the last batch, its size. */
  bytes: number;
}

/**
 * Reads an export as a sequence of at least one batch. Memory is bounded whatever the file's size, and the result does not
 * depend on how the bytes are split into chunks. A row that cannot be read is a rejection and affects no other row.
 * @throws CallerError BAD_USER_INPUT before the first batch, if the header cannot be used
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

/** Some rows of an export: the posts as COPY lines, and the rejections. */
export interface LineBatch {
  /** Valid until the batch after the next, which reuses the buffer. */
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
  /** Creates the buffer for the posts; `prefix` holds the columns that they all share. */
  openLines(prefix: string): PostLines;
  /** Reads the rows in batches, like {@link readExport}, into `lines`. */
  read(lines: PostLines): AsyncGenerator<LineBatch>;
  close(): Promise<void>;
}

/**
 * Opens an export for fast reading, without an object per post.
 * @throws CallerError BAD_USER_INPUT if the header cannot be used
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
