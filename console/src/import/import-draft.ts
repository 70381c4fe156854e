import type { Delimiter, Encoding, FieldName } from '../../../src/capabilities/imports/contract.ts';

/** How a file is to be read, as far as somebody said so. */
export interface ReadingOptions {
  /** The column of a field, from 0; null where the field is not to be read. */
  readonly mapped: Readonly<Partial<Record<FieldName, number | null>>>;
  /** What every row gets. */
  readonly fixed: Readonly<Partial<Record<FieldName, string>>>;
  readonly delimiter: Delimiter | '';
  readonly encoding: Encoding;
}

/** A file that somebody chose, and what was said about it. */
export interface ImportDraft extends ReadingOptions {
  readonly file: File;
  readonly source: string;
  /** A share such as `10%` or a number of rows. */
  readonly rejectLimit: string;
}

export const AS_FOUND: ReadingOptions = { mapped: {}, fixed: {}, delimiter: '', encoding: 'utf-8' };

/** A draft of a file that was just chosen. */
export function draftOf(file: File, options: ReadingOptions = AS_FOUND): ImportDraft {
  return { ...options, file, source: file.name, rejectLimit: '10%' };
}

/** What the routes under /imports are told. */
export function readingParameters({ mapped, fixed, delimiter, encoding }: ReadingOptions): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [field, column] of Object.entries(mapped)) {
    parameters.append('map', `${field}=${column === null ? '' : `#${column + 1}`}`);
  }
  for (const [field, value] of Object.entries(fixed)) parameters.append('set', `${field}=${value}`);
  if (delimiter !== '') parameters.set('delimiter', delimiter);
  if (encoding !== 'utf-8') parameters.set('encoding', encoding);
  return parameters;
}

/** The same draft with a field read from another column, not at all, or given by a value. */
export function withField(
  draft: ImportDraft,
  field: FieldName,
  from: number | null | { value: string },
): ImportDraft {
  const { [field]: _mapped, ...mapped } = draft.mapped;
  const { [field]: _fixed, ...fixed } = draft.fixed;
  return typeof from === 'object' && from !== null
    ? { ...draft, mapped, fixed: { ...fixed, [field]: from.value } }
    : { ...draft, mapped: { ...mapped, [field]: from }, fixed };
}
