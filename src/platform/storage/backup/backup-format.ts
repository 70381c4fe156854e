import { z } from 'zod';

/**
 * A backup is gzip of lines: the head; for each table its name and columns, its rows in PostgreSQL's COPY text format, a line
 * that ends them, and what they add up to; and a last line, without which it is not whole.
 */
export const BackupHead = z.object({
  format: z.literal('marquee-backup'),
  version: z.literal(1),
  createdAt: z.string(),
  /** What the database had, in order. */
  migrations: z.array(z.string()),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })),
  jobs: z.object({ version: z.number(), queues: z.array(z.string()) }),
});

export type BackupHead = z.output<typeof BackupHead>;

export const TableHead = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) });

export const TableSum = z.object({ rows: z.number(), checksum: z.string() });

/** No row in COPY's text format is written so. */
export const END_OF_ROWS = '\\.';

export const END_OF_BACKUP = '{"end":true}';

/** A file that is no backup, or not a whole one, or of a database that cannot be made here. Its message says what to do. */
export class BackupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
  }
}
