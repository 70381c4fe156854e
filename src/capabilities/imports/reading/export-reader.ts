import { type ExportBlock, readBlocks } from '../../../platform/csv/byte-blocks.ts';
import type { Encoding, KnownEncoding } from '../../../platform/csv/text-encoding.ts';
import type { ColumnUse } from '../columns/column-uses.ts';
import type { ColumnOptions, Columns } from '../columns/columns.ts';
import type { Delimiter } from '../columns/export-header.ts';
import type { MeasuredPost } from '../columns/measured-post.ts';
import { findMendedImport } from '../quarantine/mended-import.ts';
import type { Rejection } from '../quarantine/rejection.ts';
import { PostLines } from '../staging/post-copy.ts';
import type { NumberFormats } from '../values/number-format.ts';
import type { DateOrder } from '../values/spreadsheet-date.ts';
import type { AmbiguousColumn, WrittenFormats } from '../values/written-formats.ts';
import { beginReading, type ExportReading } from './export-reading.ts';
import { HeldRows, type HeldStore } from './held-rows.ts';

export type { MeasuredPost } from '../columns/measured-post.ts';

/** How an export is to be read. */
export interface ReadOptions extends ColumnOptions {
  /** A BOM decides between the variants of UTF-16, and overrides `utf-8`. */
  readonly encoding: Encoding;
  /** If absent, it is detected from the header. */
  readonly delimiter?: Delimiter;
  /** How numbers are written; a column of which it says nothing is decided by its values. */
  readonly numberFormats?: NumberFormats;
  /** Whether somebody chose the encoding; otherwise that of the source's last import is taken. */
  readonly isEncodingGiven?: boolean;
  /** The name or the number of the sheet of a workbook; the first without it. */
  readonly sheet?: string;
  /** The order of 02/01/2026; null or absent: as the column's values decide. */
  readonly dateOrder?: DateOrder | null;
  /** Whether posts are added to those of other sources, even where they are the same; otherwise the later source's row counts. */
  readonly addsPosts?: boolean;
}

/** Some rows of an export, in the order of the file; rows that wait for its end come behind all others. */
export interface ExportBatch {
  /** The file's own column names, the same in every batch. */
  header: readonly string[];
  delimiter: Delimiter;
  /** Sentences for the user about the columns; only in the first batch. */
  notices: readonly string[];
  posts: MeasuredPost[];
  rejections: Rejection[];
  /** The number of rows read since the last batch: every row is a post or a rejection, of this batch or of a later one. */
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
  const held = new HeldRows();
  for await (const { bytes: block, isFinal } of readBlocks(bytes)) {
    const isFirst = reading === null;
    reading ??= beginReading(block, isFinal, options);
    const { header, delimiter } = reading;
    const notices = isFirst ? reading.notices : [];
    const { posts, rejections, held: waiting, bytes } = reading.read(block, isFinal);
    await held.add(waiting);
    const read = posts.length + rejections.length + waiting.length;
    yield { header, delimiter, notices, posts, rejections, read, bytes };
    if (!isFinal) continue;
    reading.decide();
    for await (const rows of held.readAll()) {
      const later = reading.readHeld(rows);
      yield { header, delimiter, notices: [], ...later, read: 0, bytes };
    }
  }
}

/** Some rows of an export: the posts as COPY lines, and the rejections. */
export interface LineBatch {
  /** Valid until two more batches with lines: the second reuses the buffer. */
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
  readonly columns: Columns;
  /** As it was detected. */
  readonly encoding: KnownEncoding;
  /** Creates the buffer for the posts; `prefix` holds the columns that they all share. */
  openLines(prefix: string): PostLines;
  /**
   * Reads the rows in batches, like {@link readExport}, into `lines`. Rows that have to wait for the end of the file go into
   * `store` where they are many; without one they stay in memory.
   */
  read(lines: PostLines, store?: HeldStore): AsyncGenerator<LineBatch>;
  /** The columns whose values are read in two ways; known once every row is read. */
  findAmbiguous(): readonly AmbiguousColumn[];
  /** Sentences about rows that are neither posts nor rejections; complete once every row is read. */
  describeSkipped(): readonly string[];
  /** What became of each column; complete once every row is read. */
  describeColumns(): readonly ColumnUse[];
  /** The formats that were given or that the values decide; complete once every row is read. */
  decidedFormats(): WrittenFormats;
  close(): Promise<void>;
}

/** Completes the options for a file of rejected rows that comes back, by those of the import that it is from. */
export type CompleteOptions = (mendedImport: bigint) => Promise<ReadOptions>;

/**
 * Opens an export for fast reading, without an object per post.
 * @throws CallerError BAD_USER_INPUT if the header cannot be used
 */
export async function openExport(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  complete: CompleteOptions = async () => options,
): Promise<OpenExport> {
  const blocks = readBlocks(bytes);
  const close = async () => void (await blocks.return(undefined));
  try {
    return await openBlocks(blocks, { options, complete, close });
  } catch (error) {
    await close();
    throw error;
  }
}

async function openBlocks(
  blocks: AsyncGenerator<ExportBlock, undefined>,
  {
    options,
    complete,
    close,
  }: { options: ReadOptions; complete: CompleteOptions; close: OpenExport['close'] },
): Promise<OpenExport> {
  const first = await blocks.next();
  if (first.done === true) throw new Error('an export has at least one block');
  const { bytes: block, isFinal } = first.value;
  const mended = findMendedImport(block, isFinal, options);
  const reading = beginReading(block, isFinal, mended === null ? options : await complete(mended));
  const { header, delimiter, notices, columns } = reading;
  return {
    header,
    delimiter,
    notices,
    columns,
    encoding: reading.encoding,
    openLines: (prefix) => new PostLines(columns, delimiter, prefix),
    findAmbiguous: () => reading.findAmbiguous(),
    describeSkipped: () => reading.describeSkipped(),
    describeColumns: () => reading.describeColumns(),
    decidedFormats: () => reading.decidedFormats(),
    async *read(lines, store) {
      const held = new HeldRows(store);
      let next: IteratorResult<ExportBlock> = first;
      let size = 0;
      for (; next.done !== true; next = await blocks.next()) {
        const postsBefore = lines.posts;
        const rows = reading.read(next.value.bytes, next.value.isFinal, lines);
        await held.add(rows.held);
        const { rejections } = rows;
        const read = lines.posts - postsBefore + rejections.length + rows.held.length;
        size = rows.bytes;
        yield { lines: lines.take(), rejections, read, bytes: size };
      }
      reading.decide();
      for await (const rows of held.readAll()) {
        const { rejections } = reading.readHeld(rows, lines);
        yield { lines: lines.take(), rejections, read: 0, bytes: size };
      }
    },
    close,
  };
}
