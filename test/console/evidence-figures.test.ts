import { expect, it } from 'vitest';
import { describeCounted } from '../../console/src/briefs/evidence/compare.ts';

// As the language of the machine writes them.
const count = (number: number) => number.toLocaleString();
const share = (part: number) => part.toLocaleString(undefined, { style: 'percent' });

it.each([
  [{ lift: 1.31, posts: 9, views: 640 }, `${share(0.31)} above the campaign's average, 9 posts, 640 views`],
  [{ lift: null, posts: 2, views: 1_078 }, `only 2 posts, ${count(1_078)} views`],
  [{ lift: null, posts: 1, views: 900 }, 'only 1 post, only 900 views'],
  [{ lift: 1, posts: null, views: 5_000 }, `at the campaign's average, ${count(5_000)} views`],
  [{ lift: undefined, posts: 2, views: 10 }, '2 posts, 10 views'],
])('says how a rate stands, and what it rests on: %j', (counted, said) => {
  expect(describeCounted(counted, "the campaign's average").join(', ')).toBe(said);
});
