import { countOf } from '../format/numbers.ts';

/** What it means that other sources have some of the posts too. */
export function describeOverlap(posts: number): string {
  return `Other sources have ${countOf(posts, 'post')} of this file too: they count as in this file.`;
}
