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
 * - REJECTED: more rows were rejected than the limit allows; the previous rows stay published.
 * - CHECKED: a dry run that would have published.
 */
export const IMPORT_STATUSES = ['PUBLISHED', 'UNCHANGED', 'REJECTED', 'CHECKED'] as const;

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export interface ImportOutcome extends ImportCounts {
  /** null for a dry run. For UNCHANGED, the earlier import of the same file. */
  readonly importId: string | null;
  readonly source: string;
  readonly status: ImportStatus;
  /** Why it was not published; null if it was. */
  readonly message: string | null;
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
