import type { ExportPreview } from '../../../../src/capabilities/imports/contract.ts';

/** Whether so many rejected rows are more than a limit such as `10%` or `250` allows, as the server will count them. */
export function exceedsLimit(
  limit: string,
  { read, rejected }: NonNullable<ExportPreview['sample']>,
): boolean {
  const [, number, percent] = /^(\d{1,15}(?:\.\d+)?)\s*(%)?$/.exec(limit.trim()) ?? [];
  if (number === undefined) return false;
  return percent === undefined ? rejected > Number(number) : rejected * 100 > Number(number) * read;
}
