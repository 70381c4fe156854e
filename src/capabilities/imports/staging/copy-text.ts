import type { MeasuredPost } from '../columns/fields.ts';
import type { Rejection } from '../quarantine/rejection.ts';

/** The columns of a line of `copyLine`, in its order. */
export const POST_COPY_COLUMNS = [
  'organization_id',
  'import_id',
  'line',
  'campaign_id',
  'influencer_id',
  'post_id',
  'platform',
  'posted_at',
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
  'followers',
  'reach',
  'caption',
  'hashtags',
  'url',
] as const;

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
export function copyLine(organizationId: string, importId: bigint, post: MeasuredPost): string {
  return `${copyPrefix(organizationId, importId)}${postCells(post)}`;
}

/** What every line of an import begins with. */
export function copyPrefix(organizationId: string, importId: bigint): string {
  return `${textOf(organizationId)}\t${importId}\t`;
}

/** The rest of its line, with its line break. */
export function postCells(post: MeasuredPost): string {
  return `${post.line}\t${textOf(post.campaignId)}\t${textOf(post.influencerId)}\t${textOf(post.postId)}\t${textOf(post.platform)}\t${post.postedAt ?? NULL}\t${post.views}\t${post.likes ?? NULL}\t${post.comments ?? NULL}\t${post.shares ?? NULL}\t${post.saves ?? NULL}\t${post.followers ?? NULL}\t${post.reach ?? NULL}\t${textOf(post.caption)}\t${textArray(post.hashtags)}\t${textOf(post.url)}\n`;
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

/** An array literal, every element in quotation marks, which then is escaped as any text is. */
export function textArray(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return textOf(`{${values.map((value) => `"${value.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`);
}
