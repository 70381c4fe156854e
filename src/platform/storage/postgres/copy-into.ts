import type { CopyColumns } from '../database.ts';

/** The beginning of a COPY statement; names are quoted, as `column` and others are words of SQL. */
export function copyInto({ table, columns }: CopyColumns): string {
  return `copy "${table}" (${columns.map((column) => `"${column}"`).join(', ')})`;
}
