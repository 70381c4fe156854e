import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from './rate.ts';

const ROUNDING = 1e-9;

it('gives an interval of percents around the rate, whatever the counts', () => {
  const counts = { interactions: fc.nat(2_000_000), views: fc.integer({ min: 1, max: 1_000_000 }) };
  fc.assert(
    fc.property(fc.record(counts), ({ interactions, views }) => {
      const rate = 100 * Math.min(interactions / views, 1);
      const { low, high } = wilsonInterval(interactions, views) ?? { low: Number.NaN, high: Number.NaN };
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(rate + ROUNDING);
      expect(high).toBeGreaterThanOrEqual(rate - ROUNDING);
      expect(high).toBeLessThanOrEqual(100);
    }),
  );
});

it.each([
  [50, 1_000, 3.81, 6.53],
  [0, 10, 0, 27.75],
  [10, 10, 72.25, 100],
])('of %d interactions out of %d views is %d to %d %%', (interactions, views, low, high) => {
  const interval = wilsonInterval(interactions, views);
  expect(interval?.low).toBeCloseTo(low, 1);
  expect(interval?.high).toBeCloseTo(high, 1);
});

it('gives none without views', () => {
  expect(wilsonInterval(3, 0)).toBeNull();
});
