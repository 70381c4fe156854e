import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeFigures, computeMediaValue, type MediaRate, type MoneySums } from './figures.ts';

/** The sums of one post, as SQL gives those of many. */
function sumsOf(post: {
  currency?: string | null;
  cost?: string;
  revenue?: string;
  clicks?: bigint;
  conversions?: bigint;
  views?: bigint;
  interactions?: bigint;
}): MoneySums {
  const { cost, revenue, clicks, conversions, views = 0n, interactions = 0n } = post;
  const both = (first: unknown, second: unknown) => first !== undefined && second !== undefined;
  const one = (is: boolean) => (is ? 1n : 0n);
  return {
    platform: null,
    currency: post.currency === undefined ? 'EUR' : post.currency,
    cost: cost ?? null,
    costPosts: one(cost !== undefined),
    costViews: cost === undefined ? 0n : views,
    costInteractions: cost === undefined ? 0n : interactions,
    revenue: revenue ?? null,
    revenuePosts: one(revenue !== undefined),
    clicks: clicks ?? 0n,
    clicksPosts: one(clicks !== undefined),
    conversions: conversions ?? 0n,
    conversionsPosts: one(conversions !== undefined),
    costOfClicks: clicks === undefined ? null : (cost ?? null),
    clicksOfCost: cost === undefined ? 0n : (clicks ?? 0n),
    costAndClicksPosts: one(both(cost, clicks)),
    costOfConversions: conversions === undefined ? null : (cost ?? null),
    conversionsOfCost: cost === undefined ? 0n : (conversions ?? 0n),
    costAndConversionsPosts: one(both(cost, conversions)),
    costOfRevenue: revenue === undefined ? null : (cost ?? null),
    revenueOfCost: cost === undefined ? null : (revenue ?? null),
    costAndRevenuePosts: one(both(cost, revenue)),
  };
}

describe('figures of money', () => {
  it('divide sums over the same posts, and say how many those are', () => {
    const posts = [
      sumsOf({
        cost: '100',
        views: 10_000n,
        interactions: 400n,
        clicks: 50n,
        conversions: 5n,
        revenue: '250.50',
      }),
      sumsOf({ cost: '50', views: 5_000n, interactions: 100n }),
      // Without a cost, its clicks and its revenue make no click cheaper.
      sumsOf({ clicks: 1_000n, revenue: '900' }),
    ];
    const figures = computeFigures(posts, 4n);
    const eur = (amount: string) => ({ amount, currency: 'EUR' });
    expect(figures).toMatchObject({
      cost: { value: eur('150'), unknownBecause: null, currencies: ['EUR'], postCount: 2n, postShare: 50 },
      revenue: { value: eur('1150.5'), postCount: 2n },
      clicks: { value: 1_050n, postCount: 2n },
      conversions: { value: 5n, postCount: 1n, postShare: 25 },
      cpm: { value: eur('10'), postCount: 2n },
      cpe: { value: eur('0.3'), postCount: 2n },
      cpc: { value: eur('2'), postCount: 1n },
      cpa: { value: eur('20'), postCount: 1n },
      roas: { value: '2.505', postCount: 1n, postShare: 25 },
    });
  });

  it.each([
    ['nobody reports it', [sumsOf({})], 'NOT_REPORTED', []],
    [
      'a currency is missing',
      [sumsOf({ cost: '1' }), sumsOf({ cost: '1', currency: null })],
      'NO_CURRENCY',
      ['EUR'],
    ],
    [
      'there are several currencies',
      [sumsOf({ cost: '1', currency: 'USD' }), sumsOf({ cost: '1' })],
      'SEVERAL_CURRENCIES',
      ['EUR', 'USD'],
    ],
  ])('are unknown where %s, and say so', (_, posts, unknownBecause, currencies) => {
    const { cost, cpm } = computeFigures(posts, 2n);
    for (const figure of [cost, cpm])
      expect(figure).toMatchObject({ value: null, unknownBecause, currencies });
  });

  it('are unknown where there is nothing to divide by', () => {
    const figures = computeFigures([sumsOf({ cost: '0', clicks: 0n, revenue: '5' })], 1n);
    expect(figures.cost.value).toEqual({ amount: '0', currency: 'EUR' });
    for (const name of ['cpm', 'cpc', 'roas'] as const)
      expect(figures[name]).toMatchObject({ value: null, unknownBecause: 'NOTHING_TO_DIVIDE_BY' });
  });

  it('round quotients half up to six decimals', () => {
    expect(computeFigures([sumsOf({ cost: '1', clicks: 3n })], 1n).cpc.value?.amount).toBe('0.333333');
    expect(computeFigures([sumsOf({ cost: '2', clicks: 3n })], 1n).cpc.value?.amount).toBe('0.666667');
  });

  const amount = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.nat(999_999))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`);

  it('add up exactly: what parts cost together is what the whole costs, to the last digit', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (costs) => {
        const toUnits = (text: string) => {
          const [whole = '', fraction = ''] = text.split('.');
          return BigInt(whole + fraction.padEnd(6, '0'));
        };
        const { cost } = computeFigures(
          costs.map((each) => sumsOf({ cost: each })),
          BigInt(costs.length),
        );
        const expected = costs.reduce((sum, each) => sum + toUnits(each), 0n);
        expect(toUnits(cost.value?.amount ?? '')).toBe(expected);
        expect(cost.postShare).toBe(100);
      }),
    );
  });
});

describe('the earned media value', () => {
  const rate = (platform: string, currency = 'EUR'): MediaRate => ({
    platform,
    currency,
    perView: '0.001',
    perLike: '0.1',
    perComment: null,
    perShare: '0.25',
  });
  const counts = { posts: 1n, views: 1_000n, likes: 10n, comments: 99n, shares: 2n };

  it('is what is counted times its rate, over the posts on platforms that have rates', () => {
    const value = computeMediaValue(
      [
        { platform: 'TIKTOK', ...counts },
        { platform: 'YOUTUBE', ...counts },
        { platform: null, ...counts },
      ],
      [rate('TIKTOK')],
      4n,
    );
    expect(value).toMatchObject({
      value: { amount: '2.5', currency: 'EUR' },
      unknownBecause: null,
      postCount: 1n,
      postShare: 25,
    });
  });

  it('is null without rates, and over several currencies, and says why', () => {
    const on = ['TIKTOK', 'YOUTUBE'].map((platform) => ({ platform, ...counts }));
    expect(computeMediaValue(on, [], 2n)).toMatchObject({ value: null, unknownBecause: 'NO_RATES' });
    expect(computeMediaValue(on, [rate('TIKTOK'), rate('YOUTUBE', 'USD')], 2n)).toMatchObject({
      value: null,
      unknownBecause: 'SEVERAL_CURRENCIES',
      currencies: ['EUR', 'USD'],
    });
  });
});
