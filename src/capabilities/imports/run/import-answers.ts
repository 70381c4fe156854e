import { z } from 'zod';
import { IMPORT_STATUSES, UNPUBLISHED_CODES } from './outcome.ts';

const Whole = z.int().min(0);

const ColumnUseAnswer = z.object({
  name: z.string(),
  field: z.string().nullable().describe('null: the column is not used.'),
  nearest: z
    .string()
    .nullable()
    .describe(
      'Of a column that is not used, the field with the most similar name that the file does not have otherwise.',
    ),
  numberFormat: z
    .string()
    .nullable()
    .describe('en for 1,234.5 and de for 1.234,5, where it was given or the values decide.'),
});

const ExampleAnswer = z.object({
  code: z.string(),
  line: Whole,
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
  advice: z
    .object({ sentence: z.string(), option: z.string() })
    .nullable()
    .describe('What would save rows of this code, where something would.'),
});

/** What POST /imports answers: an ImportOutcome as JSON. */
export const OutcomeAnswer = z.object({
  importId: z.string().nullable().describe('null for a dry run, of which nothing stays.'),
  source: z.string(),
  status: z.enum(IMPORT_STATUSES),
  code: z.enum(UNPUBLISHED_CODES).nullable().describe('Why it is REJECTED; null otherwise.'),
  message: z.string().nullable().describe('Why it was not published; null where it was.'),
  read: Whole.describe('Rows of the file: always loaded + rejected + superseded.'),
  loaded: Whole,
  rejected: Whole,
  superseded: Whole.describe('Rows that a later row of the same file replaces.'),
  rejectedByCode: z.record(z.string(), Whole),
  examples: z.array(ExampleAnswer).describe('The first row that each code rejected.'),
  overlapping: Whole.describe(
    'Posts of other sources that the file has too: theirs do not count while this is published.',
  ),
  columns: z
    .array(ColumnUseAnswer)
    .describe('What became of each column; empty where the file was not read.'),
  seconds: z.number(),
  tidySeconds: z.number(),
  rowsPerSecond: z.number(),
});

/** What POST /imports/preview answers: an ExportPreview as JSON. */
export const PreviewAnswer = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(ColumnUseAnswer),
  notices: z.array(z.string()).describe('What somebody may want to know before importing.'),
  fields: z.array(
    z.object({
      field: z.string(),
      need: z.enum(['needed', 'one', 'optional']),
      column: Whole.nullable(),
      fixed: z.string().nullable(),
      problem: z.string().nullable(),
      suggestions: z.array(Whole),
    }),
  ),
  problems: z.array(z.string()).describe('What keeps the file from being imported. Empty where it can be.'),
  rows: z.array(
    z.object({
      line: z.int().min(1),
      cells: z.array(z.string()),
      fault: z.looseObject({}).nullable().describe('Why the row would be rejected; null where it would not.'),
    }),
  ),
  sample: z.object({ read: Whole, rejected: Whole }).nullable(),
});
