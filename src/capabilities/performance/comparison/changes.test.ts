import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedSums, compareSums } from './changes.ts';

const sums = (views: bigint, interactions: bigint, more: Partial<ComparedSums> = {}): ComparedSums => ({
  postCount: 1n,
  views,
  interactions,
  likes: interactions,
  comments: null,
  shares: null,
  ...more,
});

describe('a comparison', () => {
  it('says how much more there is, and of what share', () => {
    const change = compareSums(sums(1_500n, 30n), sums(1_000n, 10n, { comments: 3n }));
    expect(change.views).toEqual({ absolute: 500, percent: 50 });
    expect(change.interactions).toEqual({ absolute: 20, percent: 200 });
    expect(change.comments).toEqual({ absolute: null, percent: null });
    expect(change.engagementRate).toMatchObject({ points: 1, percent: 100 });
  });

  it('has no percent of nothing, and no rate without views', () => {
    const change = compareSums(sums(100n, 5n), sums(0n, 0n));
    expect(change.views).toEqual({ absolute: 100, percent: null });
    expect(change.engagementRate).toEqual({
      points: null,
      percent: null,
      low: null,
      high: null,
      isMoreThanChance: null,
    });
    expect(compareSums(sums(100n, 5n), sums(100n, 0n)).engagementRate.percent).toBeNull();
  });

  it.each([
    // Newcombe (1998), table II, method 10, examples (a) to (d).
    [56n, 70n, 48n, 80n, 5.24, 33.39],
    [9n, 10n, 3n, 10n, 17.05, 80.9],
    [6n, 7n, 2n, 7n, 5.82, 80.62],
    [5n, 56n, 0n, 29n, -3.81, 19.26],
  ])('has the interval that Newcombe published for %d of %d and %d of %d', (a, m, b, n, low, high) => {
    const { engagementRate } = compareSums(sums(m, a), sums(n, b));
    expect(engagementRate.low).toBeCloseTo(low, 1);
    expect(engagementRate.high).toBeCloseTo(high, 1);
    expect(engagementRate.isMoreThanChance).toBe(low > 0);
  });

  it('is surer of a difference the fewer others are looked at beside it', () => {
    const [one, four] = [1, 4].map(
      (comparisons) => compareSums(sums(1_000n, 60n), sums(1_000n, 40n), comparisons).engagementRate,
    );
    expect([one?.isMoreThanChance, four?.isMoreThanChance]).toEqual([true, false]);
  });

  it('does not call a rate above 100 % a proportion', () => {
    expect(compareSums(sums(10n, 20n), sums(10n, 5n)).engagementRate).toMatchObject({
      points: 150,
      low: null,
      isMoreThanChance: null,
    });
  });

  it('turned round has the opposite sign', () => {
    const posts = fc
      .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.nat(100))
      .map(([views, share]) => sums(views, (views * BigInt(share)) / 100n));
    fc.assert(
      fc.property(posts, posts, fc.integer({ min: 1, max: 4 }), (one, other, comparisons) => {
        const there = compareSums(one, other, comparisons).engagementRate;
        const back = compareSums(other, one, comparisons).engagementRate;
        expect(there.low).toBeCloseTo(-(back.high ?? Number.NaN), 9);
        expect(there.isMoreThanChance).toBe(back.isMoreThanChance);
        expect(compareSums(one, one).engagementRate.isMoreThanChance).toBe(false);
      }),
    );
  });
});
