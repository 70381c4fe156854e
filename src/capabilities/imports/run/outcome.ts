/** What an import counted. Always read = loaded + rejected + superseded. */
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
 * - PUBLISHED: its rows are what readers see.
 * - UNCHANGED: the source already brought this very file, read with these options; nothing was done.
 * - REJECTED: more rows were rejected than the limit allows; what was served before stays.
 * - CHECKED: a dry run that would have published.
 */
export const IMPORT_STATUSES = ['PUBLISHED', 'UNCHANGED', 'REJECTED', 'CHECKED'] as const;

export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export interface ImportOutcome extends ImportCounts {
  /** null for a dry run, of which nothing stays. For UNCHANGED, the import that brought the file. */
  readonly importId: string | null;
  readonly source: string;
  readonly status: ImportStatus;
  /** Why it was not published; null where it was. */
  readonly message: string | null;
  /** From the opened file to the published numbers, or to whatever end it came. */
  readonly seconds: number;
  /** What was done after that: posts made quick to find, replaced ones taken away. */
  readonly tidySeconds: number;
  /** Over `seconds`. */
  readonly rowsPerSecond: number;
}

/** How far an import is. */
export interface ImportProgress {
  readonly read: number;
  readonly rejected: number;
  /** Bytes of the file, as it lies on the disk, that were read. */
  readonly bytes: number;
}
