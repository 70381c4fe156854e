import { columnName } from '../../../platform/storage/column-name.ts';
import { FIELDS, type PostField } from '../columns/fields.ts';
import type { UnfinishedPost } from '../columns/measured-post.ts';
import type { Rejection } from '../quarantine/rejection.ts';

/** The columns of a line of `copyLine`, in its order. */
export const POST_COPY_COLUMNS: readonly string[] = [
  'organization_id',
  'import_id',
  'line',
  ...FIELDS.map(({ name }) => columnName(name)),
];

/** The columns of a line of `copyRejectionLine`, in its order. */
export const REJECTED_ROW_COPY_COLUMNS = [
  'organization_id',
  'import_id',
  'line',
  'byte_offset',
  'raw',
  'column',
  'code',
  'message',
] as const;

const NULL = '\\N';
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One post as a line of PostgreSQL's COPY text format, with its line break. */
export function copyLine(organizationId: string, importId: bigint, post: UnfinishedPost): string {
  return `${copyPrefix(organizationId, importId)}${postCells(post)}`;
}

/** The beginning that all lines of an import share. */
export function copyPrefix(organizationId: string, importId: bigint): string {
  return `${textOf(organizationId)}\t${importId}\t`;
}

/** The rest of the line, with its line break. */
export function postCells(post: UnfinishedPost): string {
  let cells = String(post.line);
  for (const { name } of FIELDS) cells += `\t${cellOf(post[name])}`;
  return `${cells}\n`;
}

/** The value of a field in COPY's text format. */
export function cellOf(value: UnfinishedPost[PostField['name']]): string {
  if (value === null) return NULL;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? textOf(value) : textArray(value);
}

/** One rejected row as a line of PostgreSQL's COPY text format, with its line break. */
export function copyRejectionLine(organizationId: string, importId: bigint, rejection: Rejection): string {
  const { line, byteOffset, raw, column, code, message } = rejection;
  return `${textOf(organizationId)}\t${importId}\t${line}\t${byteOffset}\t${textOf(raw)}\t${textOf(column)}\t${code}\t${textOf(message)}\n`;
}

/** A value in COPY's text format. */
export function textOf(value: string | null): string {
  if (value === null) return NULL;
  return /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, (unit) => ESCAPES[unit] ?? unit) : value;
}

/** An array literal with every element in quotation marks, escaped like any other text. */
export function textArray(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return textOf(`{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);
}
