import { isEnough, LEAST_POSTS } from '../../performance/contract.ts';
import type { AverageResult } from './team-results.ts';

/** From here on something is said to work: a tenth above what is usual. */
export const WORKING_LIFT = 1.1;

interface Measured {
  readonly engagementRate: number | null;
  readonly posts: number;
  readonly views: number;
}

/** How a rate compares with what is usual in its scope: 1.2 is a fifth above it. null where too little was measured. */
export function liftOf(
  { engagementRate, posts, views }: Measured,
  average: AverageResult | null,
): number | null {
  const usual = average?.engagementRate ?? 0;
  if (engagementRate === null || usual <= 0 || !isEnough({ posts, views })) return null;
  return Math.round((engagementRate / usual) * 100) / 100;
}

/** The same of one post, which has to have its views alone. */
export function liftOfPost(post: Omit<Measured, 'posts'>, average: AverageResult | null): number | null {
  return liftOf({ ...post, posts: LEAST_POSTS }, average);
}

/** Whether it may be said that something works. */
export function works(lift: number | null | undefined): boolean {
  return lift != null && lift >= WORKING_LIFT;
}
