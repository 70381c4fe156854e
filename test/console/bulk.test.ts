import { expect, it } from 'vitest';
import { endOfBulk } from '../../console/src/charts/bulk.ts';

it.each([
  ['at the largest where none lies far from the others', [1, 2, 3, 4, 5], 5],
  ['at the outer fence where one does', [1, 2, 3, 4, 5, 100], 10],
  ['at the largest where most are the same', [0, 0, 0, 0, 7], 7],
  ['at nothing where there is nothing', [], 0],
])('ends a scale %s', (_where, values, end) => {
  expect(endOfBulk(values)).toBe(end);
});
