import { CallerError } from '../../../errors.ts';

/** How many rejected rows an import may have and still publish. */
export type RejectLimit = { readonly percent: number } | { readonly rows: number };

export const DEFAULT_REJECT_LIMIT: RejectLimit = { percent: 10 };

/**
 * Parses `10%` (of the rows read) or `250` (rows).
 * @throws CallerError BAD_USER_INPUT
 */
export function parseRejectLimit(text: string): RejectLimit {
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%$/.exec(text.trim())?.[1];
  if (percent !== undefined && Number(percent) <= 100) return { percent: Number(percent) };
  if (/^\d{1,15}$/.test(text.trim())) return { rows: Number(text) };
  throw new CallerError(
    'BAD_USER_INPUT',
    `The reject limit ${JSON.stringify(text)} is neither a share of the rows, such as 10%, nor a number of rows, such as 250.`,
  );
}

/** Whether too many rows were rejected to publish. */
export function exceedsLimit(
  limit: RejectLimit,
  { read, rejected }: { read: number; rejected: number },
): boolean {
  return 'percent' in limit ? rejected * 100 > limit.percent * read : rejected > limit.rows;
}

/** The limit as a person writes it. */
export function formatRejectLimit(limit: RejectLimit): string {
  return 'percent' in limit ? `${limit.percent} %` : `${limit.rows} rows`;
}
