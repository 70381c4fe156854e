import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { ENCODINGS } from '../../../platform/csv/text-encoding.ts';
import { fieldNameSchema } from '../columns/fields.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import { NUMBER_FORMATS } from '../values/number-format.ts';
import { DATE_ORDERS } from '../values/spreadsheet-date.ts';

const texts = z.partialRecord(fieldNameSchema, z.string());

/** What an import keeps of how its file was read. */
const memorySchema = z.object({
  map: texts,
  set: texts,
  numberFormats: z.partialRecord(fieldNameSchema, z.enum(NUMBER_FORMATS)),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  encoding: z.enum(ENCODINGS),
  sheet: z.string().nullable(),
});

/** How the file of a source was read the last time. */
export type SourceMemory = z.output<typeof memorySchema>;

/** Options with those of the last time where nothing was given, and what was taken from there. */
export interface RememberedOptions {
  readonly readOptions: ReadOptions;
  /** What was taken, such as `influencerId from "user_name"`; empty where nothing was. */
  readonly taken: readonly string[];
}

export function toMemory(options: ReadOptions): SourceMemory {
  const { map, set, numberFormats = {}, dateOrder = null, encoding, sheet = null } = options;
  return { map, set, numberFormats, dateOrder, encoding, sheet };
}

/** What an import of this or an earlier version kept; null for nothing. */
export function readMemory(kept: unknown): SourceMemory | null {
  return memorySchema.safeParse(kept).data ?? null;
}

/** Completes options by those of the last time: what somebody gave wins, field by field. */
export function withMemory(given: ReadOptions, memory: SourceMemory | null): RememberedOptions {
  if (memory === null) return { readOptions: given, taken: [] };
  const taken: string[] = [];
  const map = { ...given.map };
  const set = { ...given.set };
  const numberFormats = { ...given.numberFormats };
  for (const field of fieldNameSchema.options) {
    const isGiven = given.map[field] !== undefined || given.set[field] !== undefined;
    const [column, value, format] = [memory.map[field], memory.set[field], memory.numberFormats[field]];
    if (!isGiven && column !== undefined) {
      map[field] = column;
      taken.push(column === '' ? `${field} not read` : `${field} from ${JSON.stringify(column)}`);
    }
    if (!isGiven && value !== undefined) {
      set[field] = value;
      taken.push(`${field} ${JSON.stringify(value)}`);
    }
    if (format !== undefined && numberFormats[field] === undefined) {
      numberFormats[field] = format;
      taken.push(`numbers of ${field} ${format}`);
    }
  }
  const dateOrder = given.dateOrder ?? memory.dateOrder;
  if (dateOrder !== null && dateOrder !== given.dateOrder) taken.push(`dates ${dateOrder}`);
  const takesEncoding = given.isEncodingGiven !== true && memory.encoding !== given.encoding;
  if (takesEncoding) taken.push(`encoding ${memory.encoding}`);
  const sheet = given.sheet ?? memory.sheet;
  if (sheet !== null && sheet !== given.sheet) taken.push(`sheet ${JSON.stringify(sheet)}`);
  const readOptions: ReadOptions = {
    ...given,
    map,
    set,
    numberFormats,
    dateOrder,
    encoding: takesEncoding ? memory.encoding : given.encoding,
    ...(sheet === null ? {} : { sheet }),
  };
  return { readOptions, taken };
}

/** What whoever imports is told of options that were taken from the last time; null where none were. */
export function describeTaken(taken: readonly string[], where = 'last time'): string | null {
  return taken.length === 0
    ? null
    : `Mapped as ${where}: ${taken.join(', ')}. With --forget nothing is taken from there.`;
}

/** The fault of a header that was read with options of the last time says so. */
export function explainTaken(error: unknown, told: string | null): unknown {
  if (told === null || !(error instanceof CallerError)) return error;
  return new CallerError(error, `${error.message}\n${told}`, error.details);
}
