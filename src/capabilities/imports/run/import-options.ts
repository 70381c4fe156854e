import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { ENCODINGS } from '../../../platform/csv/text-encoding.ts';
import { DELIMITERS, type Delimiter } from '../columns/export-header.ts';
import { FIELD_NAMES, type FieldName, isFieldName } from '../columns/fields.ts';
import { nearestField } from '../columns/header-fault.ts';
import { parseRejectLimit, type RejectLimit } from '../quarantine/reject-limit.ts';
import type { ReadOptions } from '../reading/export-reader.ts';
import { parseShrinkLimit, type ShrinkLimit } from '../refusals/shrinking.ts';
import { parseNumberFormats } from '../values/number-format.ts';
import { parseDateOrder } from '../values/spreadsheet-date.ts';

/** The options of an import as text, from the command line or a query string. */
export interface ImportOptionTexts {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  /** FIELD=COLUMN, each. */
  readonly map: readonly string[];
  /** FIELD=VALUE, each. */
  readonly set: readonly string[];
  readonly rejectLimit: string;
  /** Whether nothing is taken from the source's last import. */
  readonly forget?: boolean;
  /** The name or the number of the sheet of a workbook. */
  readonly sheet?: string | undefined;
  /** `dmy` or `mdy`. */
  readonly dateOrder?: string | undefined;
  /** `latest` or `sum`. */
  readonly posts?: string | undefined;
  /** A share such as `50%`. */
  readonly shrinkLimit?: string | undefined;
  /** Whether the file may take away everything. */
  readonly allowShrink?: boolean;
  /** `en`, `de`, or FIELD=FORMAT, each. */
  readonly numberFormat?: readonly string[];
}

export interface ImportOptions {
  readonly readOptions: ReadOptions;
  readonly rejectLimit: RejectLimit;
  readonly shrinkLimit: ShrinkLimit | null;
  /** Whether options that nobody gave are those of the source's last import. */
  readonly usesMemory: boolean;
}

const DEFAULT_SHRINK_LIMIT = '50%';

const DELIMITER_WORDS: Readonly<Record<string, Delimiter>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
};
const encodingSchema = z.enum(ENCODINGS);
const MAX_SOURCE_LENGTH = 512;
/** A source is not a path, and must not look like one. */
const PATH_LIKE = /^[/\\~]|^[a-z]:[/\\]|(^|[/\\])\.\.?([/\\]|$)/i;

/**
 * Parses the options of an import.
 * @throws CallerError BAD_USER_INPUT
 */
export function parseImportOptions(texts: ImportOptionTexts): ImportOptions {
  return {
    readOptions: {
      encoding: parseEncoding(texts.encoding),
      isEncodingGiven: texts.encoding !== undefined,
      ...(texts.delimiter === undefined ? {} : { delimiter: parseDelimiter(texts.delimiter) }),
      map: parseAssignments('map', 'COLUMN', texts.map),
      set: parseAssignments('set', 'VALUE', texts.set),
      numberFormats: parseNumberFormats(texts.numberFormat ?? []),
      ...(texts.sheet === undefined ? {} : { sheet: texts.sheet }),
      dateOrder: texts.dateOrder === undefined ? null : parseDateOrder(texts.dateOrder),
      addsPosts: parsePosts(texts.posts ?? 'latest'),
    },
    rejectLimit: parseRejectLimit(texts.rejectLimit),
    usesMemory: texts.forget !== true,
    shrinkLimit:
      texts.allowShrink === true ? null : parseShrinkLimit(texts.shrinkLimit ?? DEFAULT_SHRINK_LIMIT),
  };
}

/**
 * Checks the name of a source.
 * @throws CallerError BAD_USER_INPUT
 */
export function checkSource(source: string): string {
  const isShort = source !== '' && source.length <= MAX_SOURCE_LENGTH;
  if (isShort && !/\p{Cc}/u.test(source) && !PATH_LIKE.test(source)) return source;
  throw new CallerError(
    'BAD_USER_INPUT',
    `The source ${JSON.stringify(source.slice(0, 60))} is not a valid name: use 1 to ${MAX_SOURCE_LENGTH} characters without line breaks, such as the file name, and not a path.`,
    { argument: 'source' },
  );
}

function parseEncoding(text: string | undefined): ReadOptions['encoding'] {
  const parsed = encodingSchema.safeParse((text ?? 'utf-8').toLowerCase());
  if (parsed.success) return parsed.data;
  throw optionFault('encoding', text, ENCODINGS.join(', '));
}

/** Whether the posts are added to those of other sources, even where they are the same. */
function parsePosts(text: string): boolean {
  if (text === 'latest' || text === 'sum') return text === 'sum';
  throw optionFault(
    'posts',
    text,
    'latest (of a post in several sources the row imported last counts) or sum',
  );
}

function parseDelimiter(text: string): Delimiter {
  const found = DELIMITER_WORDS[text.toLowerCase()] ?? DELIMITERS.find((delimiter) => delimiter === text);
  if (found !== undefined) return found;
  throw optionFault('delimiter', text, '"," ";" "|" or tab');
}

function parseAssignments(
  option: 'map' | 'set',
  operand: string,
  texts: readonly string[],
): Partial<Record<FieldName, string>> {
  const assignments: Partial<Record<FieldName, string>> = {};
  for (const text of texts) {
    const equals = text.indexOf('=');
    const field = text.slice(0, equals).trim();
    if (equals < 1) throw optionFault(option, text, `FIELD=${operand}, such as influencerId=user_name`);
    if (!isFieldName(field)) {
      throw new CallerError(
        'BAD_USER_INPUT',
        `${option} names the unknown field ${JSON.stringify(field)}; the closest is ${nearestField(field)}. The fields are ${FIELD_NAMES.join(', ')}.`,
        { argument: option },
      );
    }
    if (assignments[field] !== undefined) {
      throw new CallerError('BAD_USER_INPUT', `${option} names the field ${field} twice: leave one out.`, {
        argument: option,
      });
    }
    assignments[field] = text.slice(equals + 1);
  }
  return assignments;
}

function optionFault(option: string, held: string | undefined, takes: string): CallerError {
  return new CallerError('BAD_USER_INPUT', `${option} is ${JSON.stringify(held)}; it takes ${takes}.`, {
    argument: option,
  });
}
