import type { ColumnUse } from '../columns/column-uses.ts';
import type { RejectionExample } from './rejection-examples.ts';

/** The row counts of an import. Always read = loaded + rejected + superseded. */
export interface ImportCounts {
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly superseded: number;
  /** How many rows each code rejected; codes that rejected none are absent. */
  readonly rejectedByCode: Readonly<Record<string, number>>;
}

/**
 * How an import ended.
 * - PUBLISHED: its rows are visible to readers.
 * - UNCHANGED: the same file was already imported from this source with the same options; nothing was done.
 * - REJECTED: it is not published, for the reason that `code` and `message` say; the previous rows stay published.
 * - CHECKED: a dry run that would have published.
 */
export const IMPORT_STATUSES = ['PUBLISHED', 'UNCHANGED', 'REJECTED', 'CHECKED'] as const;

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Why a file that was read to its end is not published. The codes are part of the interface and are never renamed. */
export const UNPUBLISHED_CODES = [
  'REJECT_LIMIT_EXCEEDED',
  'NUMBER_FORMAT_AMBIGUOUS',
  'DATE_ORDER_AMBIGUOUS',
  'IMPORT_SHRINKS',
  'SOURCE_AMBIGUOUS',
] as const;

export type UnpublishedCode = (typeof UNPUBLISHED_CODES)[number];

export interface ImportOutcome extends ImportCounts {
  /** null for a dry run. For UNCHANGED, the earlier import of the same file. */
  readonly importId: string | null;
  readonly source: string;
  readonly status: ImportStatus;
  /** Why it is REJECTED; null otherwise. */
  readonly code: UnpublishedCode | null;
  /** The same in a sentence; null if it was published. */
  readonly message: string | null;
  /** The first row that each code rejected, and what would save such rows; for UNCHANGED, as the earlier import found them. */
  readonly examples: readonly RejectionExample[];
  /** How many posts of other sources the file has too: theirs do not count while this is published. */
  readonly overlapping: number;
  /** What became of each column of the file; for UNCHANGED, as the earlier import found them. */
  readonly columns: readonly ColumnUse[];
  /** From opening the file to publication, or to another ending. */
  readonly seconds: number;
  /** The cleanup after that: indexing posts, deleting replaced ones. */
  readonly tidySeconds: number;
  /** Relative to `seconds`. */
  readonly rowsPerSecond: number;
}

/** The progress of an import. */
export interface ImportProgress {
  readonly read: number;
  readonly rejected: number;
  /** Bytes read of the file as stored, that is before decompression. */
  readonly bytes: number;
}
