import { expect, it } from 'vitest';
import { chooseMinViews } from './suggested-views.ts';

it.each([
  ['a hundredth of the median where that is more than 1,000', 4_521_099n, 45_000n],
  ['1,000 where a hundredth of the median is less', 70_000n, 1_000n],
  ['the median itself, rounded down, where even that is less: half of the influencers stay', 467n, 460n],
  ['a median of few digits as it is', 7n, 7n],
  ['nothing where nobody was viewed', 0n, 0n],
])('suggests %s', (_what, median, views) => {
  expect(chooseMinViews(median)).toBe(views);
});
