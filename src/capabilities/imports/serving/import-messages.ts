import { z } from 'zod';
import { DELIMITERS } from '../columns/export-header.ts';
import { rejectionCodeSchema } from '../quarantine/rejection.ts';
import { columnUseSchema, exampleSchema } from '../run/import-report.ts';
import { IMPORT_STATUSES, UNPUBLISHED_CODES } from '../run/outcome.ts';

/** What an import waits for: another import of its source, or the server's queue. */
const WAIT_REASONS = ['SOURCE', 'SERVER'] as const;

export type WaitReason = (typeof WAIT_REASONS)[number];

const count = z.number().int().nonnegative();

const outcomeSchema = z.object({
  importId: z.string().nullable(),
  source: z.string(),
  status: z.enum(IMPORT_STATUSES),
  /** Servers before 0.2.0 leave it out. */
  code: z.enum(UNPUBLISHED_CODES).nullable().default(null),
  message: z.string().nullable(),
  read: count,
  loaded: count,
  rejected: count,
  superseded: count,
  rejectedByCode: z.record(z.string(), count),
  examples: z.array(exampleSchema).readonly().default([]),
  overlapping: count.default(0),
  columns: z.array(columnUseSchema).readonly().default([]),
  seconds: z.number(),
  tidySeconds: z.number(),
  rowsPerSecond: z.number(),
});

const rejectionSchema = z.object({
  line: count,
  byteOffset: count,
  raw: z.string(),
  column: z.string().nullable(),
  code: rejectionCodeSchema,
  message: z.string(),
});

/**
 * What a server says of an import, a message a line. The first is `begun` with its id, or `waiting` before that; the last an
 * outcome or an error. A file that is refused or was there already never begins.
 */
export const importMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begun'), importId: z.string() }),
  z.object({ type: z.literal('waiting'), reason: z.enum(WAIT_REASONS) }),
  z.object({ type: z.literal('notice'), notice: z.string() }),
  z.object({ type: z.literal('progress'), read: count, rejected: count, bytes: count }),
  z.object({
    type: z.literal('rejections'),
    /** Servers before 0.2.0 leave it out. */
    importId: z.string().nullable().default(null),
    header: z.array(z.string()),
    delimiter: z.enum(DELIMITERS),
    rejections: z.array(rejectionSchema),
  }),
  z.object({ type: z.literal('outcome'), outcome: outcomeSchema }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    message: z.string(),
    /** Servers before 0.2.0 leave it out. */
    requestId: z.string().optional(),
  }),
]);

export type ImportMessage = z.output<typeof importMessageSchema>;
