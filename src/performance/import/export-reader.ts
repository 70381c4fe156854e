import type { ColumnOptions } from './columns.ts';
import { readBlocks } from './export-blocks.ts';
import type { Delimiter } from './export-header.ts';
import { beginReading, type ExportReading } from './export-reading.ts';
import type { MeasuredPost } from './fields.ts';
import type { Rejection } from './rejection.ts';
import type { Encoding } from './text-encoding.ts';

export type { MeasuredPost } from './fields.ts';

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
