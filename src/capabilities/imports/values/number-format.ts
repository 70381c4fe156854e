import { CallerError } from '../../../errors.ts';
import { FIELDS, type FieldName } from '../columns/fields.ts';

/** How numbers are written: `en` for 1,234.5, `de` for 1.234,5. */
export const NUMBER_FORMATS = ['en', 'de'] as const;

export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** The formats that a person gave, by field. */
export type NumberFormats = Readonly<Partial<Record<FieldName, NumberFormat>>>;

const NUMBERS: readonly FieldName[] = FIELDS.filter(({ kind }) => kind === 'count' || kind === 'amount').map(
  ({ name }) => name,
);

/**
 * Parses `de` for all numbers, or `views=de` for one; what is given for one wins.
 * @throws CallerError BAD_USER_INPUT
 */
export function parseNumberFormats(texts: readonly string[]): NumberFormats {
  const formats: Partial<Record<FieldName, NumberFormat>> = {};
  const ofAll = texts.filter((text) => !text.includes('='));
  if (new Set(ofAll).size > 1) throw formatFault(ofAll.join(', '));
  for (const text of ofAll) for (const field of NUMBERS) formats[field] = parseFormat(text, text);
  for (const text of texts) {
    const equals = text.indexOf('=');
    if (equals < 0) continue;
    const field = NUMBERS.find((name) => name === text.slice(0, equals).trim());
    if (field === undefined) throw formatFault(text);
    formats[field] = parseFormat(text.slice(equals + 1).trim(), text);
  }
  return formats;
}

function parseFormat(word: string, text: string): NumberFormat {
  const format = NUMBER_FORMATS.find((known) => known === word.toLowerCase());
  if (format === undefined) throw formatFault(text);
  return format;
}

function formatFault(held: string): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    `The number format is ${JSON.stringify(held)}; it takes en (1,234.5), de (1.234,5), or one of them for a field, such as views=de. The fields are ${NUMBERS.join(', ')}.`,
    { argument: 'numberFormat' },
  );
}
