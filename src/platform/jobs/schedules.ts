import { createHash } from 'node:crypto';
import cronParser from 'cron-parser';
import type { Schedule } from './definitions.ts';

/** An occurrence that came due while no server ran is made up for by the first that starts, up to this late. */
const CATCH_UP_MS = 12 * 3_600_000;

/** When a schedule came due last, if that is not too long ago to be made up for. */
export function findDueOccurrence({ cron, timeZone }: Schedule, now: Date): Date | undefined {
  // Of a moment that is an occurrence itself, the one before it would be found.
  const currentDate = new Date(now.getTime() + 1);
  const occurrence = cronParser.parseExpression(cron, { currentDate, tz: timeZone }).prev().toDate();
  return now.getTime() - occurrence.getTime() <= CATCH_UP_MS ? occurrence : undefined;
}

/**
 * The id of the job that an occurrence is: the same in every process, so that the primary key lets it be queued once.
 * It is written as a UUID of version 8.
 */
export function nameOccurrence({ name }: Pick<Schedule, 'name'>, occurrence: Date): string {
  const hash = createHash('sha256').update(`${name} ${occurrence.toISOString()}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
