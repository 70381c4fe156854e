import { z } from 'zod';
import type { ColumnUse } from '../columns/column-uses.ts';
import { fieldNameSchema } from '../columns/fields.ts';
import { rejectionCodeSchema } from '../quarantine/rejection.ts';
import { NUMBER_FORMATS } from '../values/number-format.ts';
import { DATE_ORDERS } from '../values/spreadsheet-date.ts';
import { NO_FORMATS, type WrittenFormats } from '../values/written-formats.ts';
import type { RejectionExample } from './rejection-examples.ts';

/** What a file that was read to its end tells beside counts. */
export interface ImportReport {
  readonly examples: readonly RejectionExample[];
  readonly columns: readonly ColumnUse[];
  /** How numbers and dates are written, as far as that was given or decided. */
  readonly formats: WrittenFormats;
}

export const columnUseSchema = z.object({
  name: z.string(),
  field: fieldNameSchema.nullable(),
  nearest: fieldNameSchema.nullable(),
  numberFormat: z.string().nullable(),
});

export const exampleSchema = z.object({
  code: rejectionCodeSchema,
  line: z.number().int().nonnegative(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
  advice: z.object({ sentence: z.string(), option: z.string() }).nullable(),
});

const reportSchema = z.object({
  examples: z.array(exampleSchema),
  columns: z.array(columnUseSchema),
  formats: z.object({
    numbers: z.partialRecord(fieldNameSchema, z.enum(NUMBER_FORMATS)),
    dateOrder: z.enum(DATE_ORDERS).nullable(),
  }),
});

/** As it is kept with the import. A NUL, which no jsonb holds, is shown as a replacement character. */
export function writeReport({ examples, columns, formats }: ImportReport): string {
  return JSON.stringify({ examples, columns, formats }).replaceAll('\\u0000', '\\ufffd');
}

/** What was kept; an import that did not read its file to the end, or one of an earlier version, has nothing. */
export function readReport(kept: unknown): ImportReport {
  return reportSchema.safeParse(kept).data ?? { examples: [], columns: [], formats: NO_FORMATS };
}
