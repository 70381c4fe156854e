import { createHash } from 'node:crypto';
import { normalizeName } from '../columns/column-synonyms.ts';
import { type RowFault, rejectionCodeSchema } from './rejection.ts';

/** The columns after the row's own cells. The importer reads no field from them. */
export const REJECTS_COLUMNS = [
  'rejected_line',
  'rejected_column',
  'rejected_code',
  'rejected_message',
  'rejected_import',
  'rejected_raw',
  'rejected_row',
] as const;

const OWN_NAMES: ReadonlySet<string> = new Set(REJECTS_COLUMNS.map(normalizeName));

/** The columns of a header that are a row's own, from 0: not those that a rejects file adds. */
export function ownColumns(header: readonly string[]): number[] {
  return header.flatMap((name, column) => (OWN_NAMES.has(normalizeName(name)) ? [] : [column]));
}

/** What stands in `rejected_row`: it changes with any of the row's own cells. */
export function markRow(cells: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 16);
}

/** The fault with which a row was rejected before, where it comes back as it was; null for one that was changed, or is new. */
export type FindOldFault = (cells: readonly string[]) => RowFault | null;

const UNCHANGED = 'The row is as it was when it was rejected.';

/** For the header of a rejects file; null for any other. */
export function createOldFaultFinder(header: readonly string[]): FindOldFault | null {
  const columnOf = (name: (typeof REJECTS_COLUMNS)[number]) =>
    header.findIndex((found) => normalizeName(found) === normalizeName(name));
  const mark = columnOf('rejected_row');
  if (mark < 0) return null;
  const [code, column, message] = [
    columnOf('rejected_code'),
    columnOf('rejected_column'),
    columnOf('rejected_message'),
  ];
  const own = ownColumns(header);
  return (cells) => {
    const marked = cells[mark]?.trim() ?? '';
    if (marked === '' || marked !== markRow(own.map((at) => cells[at] ?? ''))) return null;
    const told = (cells[message] ?? '').trim();
    return {
      column: cells[column] === undefined || cells[column] === '' ? null : cells[column],
      code: rejectionCodeSchema.safeParse(cells[code]).data ?? 'bad_text',
      message: told.startsWith(UNCHANGED) ? told : `${UNCHANGED} ${told}`.trim(),
    };
  };
}
