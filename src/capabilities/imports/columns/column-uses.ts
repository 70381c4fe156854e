import type { NumberFormats } from '../values/number-format.ts';
import { normalizeName, synonymOf } from './column-synonyms.ts';
import type { Columns } from './columns.ts';
import { FIELDS_BY_NEED, type FieldName } from './fields.ts';
import { nearestUnread } from './header-fault.ts';

/** What became of a column of a file. */
export interface ColumnUse {
  /** Its name in the file. */
  readonly name: string;
  /** The field that is read from it; null if it is not used. */
  readonly field: FieldName | null;
  /** Of a column that is not used, the field with the most similar name that the file does not have otherwise. */
  readonly nearest: FieldName | null;
  /** How its numbers are written, where that was given or its values decide. */
  readonly numberFormat: string | null;
}

/** What became of each column, in the order of the file. */
export function describeColumnUses(
  { header, columnOf, fixed, leftOut }: Pick<Columns, 'header' | 'columnOf' | 'fixed' | 'leftOut'>,
  numberFormats: NumberFormats,
): ColumnUse[] {
  const fieldOf = new Map(FIELDS_BY_NEED.map(({ name }) => [columnOf[name], name]));
  const unread = FIELDS_BY_NEED.filter(
    ({ name }) => columnOf[name] === undefined && fixed[name] === undefined && !leftOut.includes(name),
  ).map(({ name }) => name);
  return header.map((name, column) => {
    const field = fieldOf.get(column) ?? null;
    const meant = synonymOf(normalizeName(name))?.field;
    const isLeftOut = meant !== undefined && leftOut.includes(meant);
    const nearest = field === null && !isLeftOut ? nearestUnread(name, unread) : null;
    return { name, field, nearest, numberFormat: field === null ? null : (numberFormats[field] ?? null) };
  });
}
