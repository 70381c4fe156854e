import { expect, it } from 'vitest';
import { readCount } from '../../console/src/format/read-count.ts';

it.each([
  ['10000', 10_000],
  ['10,000', 10_000],
  ['10.000', 10_000],
  ['1 234 567', 1_234_567],
  ['10k', 10_000],
  ['10 K', 10_000],
  ['1.5M', 1_500_000],
  ['1,5m', 1_500_000],
  ['', 0],
  ['  ', 0],
])('reads %j as %i', (text, count) => {
  expect(readCount(text)).toBe(count);
});

it.each(['many', '-5', '1.5', '10,00', '1,000.5', '10kk', '9b', '1,000k'])(
  'takes %j for no count',
  (text) => {
    expect(readCount(text)).toBeUndefined();
  },
);
