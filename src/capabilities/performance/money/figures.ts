import { Decimal as ArbitraryDecimal } from 'decimal.js';

/** More digits than any sum of amounts and counts has: sums and products are exact, and only quotients are rounded. */
const Exact = ArbitraryDecimal.clone({ precision: 80, rounding: ArbitraryDecimal.ROUND_HALF_UP });
type Exact = ArbitraryDecimal;

/** To so many decimals quotients are rounded. */
const DECIMALS = 6;

/** What posts on one platform, in one currency, add up to. Amounts are decimal numbers as text; null where no post has one. */
export interface MoneySums {
  readonly platform: string | null;
  /** null: the export does not say. */
  readonly currency: string | null;
  readonly cost: string | null;
  readonly costPosts: bigint;
  /** Of the posts with a cost. */
  readonly costViews: bigint;
  readonly costInteractions: bigint;
  readonly revenue: string | null;
  readonly revenuePosts: bigint;
  readonly clicks: bigint;
  readonly clicksPosts: bigint;
  readonly conversions: bigint;
  readonly conversionsPosts: bigint;
  /** Of the posts that have both. */
  readonly costOfClicks: string | null;
  readonly clicksOfCost: bigint;
  readonly costAndClicksPosts: bigint;
  readonly costOfConversions: string | null;
  readonly conversionsOfCost: bigint;
  readonly costAndConversionsPosts: bigint;
  readonly costOfRevenue: string | null;
  readonly revenueOfCost: string | null;
  readonly costAndRevenuePosts: bigint;
}

/** Why a figure is not known. */
export const UNKNOWN_REASONS = [
  'NOT_REPORTED',
  'NO_CURRENCY',
  'SEVERAL_CURRENCIES',
  'NOTHING_TO_DIVIDE_BY',
  'NO_RATES',
] as const;

export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** A figure, and which posts it rests on. */
export interface Figure<Value> {
  readonly value: Value | null;
  readonly unknownBecause: UnknownReason | null;
  /** In the order of their codes. */
  readonly currencies: readonly string[];
  readonly postCount: bigint;
  /** Percent of the posts that are looked at; null where there are none. */
  readonly postShare: number | null;
}

export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
}

export interface MoneyFigures {
  readonly cost: Figure<MoneyValue>;
  readonly revenue: Figure<MoneyValue>;
  readonly clicks: Figure<bigint>;
  readonly conversions: Figure<bigint>;
  readonly cpm: Figure<MoneyValue>;
  readonly cpe: Figure<MoneyValue>;
  readonly cpc: Figure<MoneyValue>;
  readonly cpa: Figure<MoneyValue>;
  readonly roas: Figure<string>;
}

/** What one currency brings to a figure: `divisor` where it is a quotient. */
interface Part {
  readonly currency: string | null;
  readonly posts: bigint;
  readonly amount: string | null;
  readonly divisor?: string | null;
}

/** What sums say in figures, of so many posts altogether. */
export function computeFigures(sums: readonly MoneySums[], postCount: bigint): MoneyFigures {
  const money = (partOf: (sums: MoneySums) => Omit<Part, 'currency'>, factor = 1) =>
    toMoney(
      compute(
        sums.map((row) => ({ currency: row.currency, ...partOf(row) })),
        postCount,
        factor,
      ),
    );
  const count = (of: 'clicks' | 'conversions') => countFigure(sums, of, postCount);
  return {
    cost: money((row) => ({ posts: row.costPosts, amount: row.cost })),
    revenue: money((row) => ({ posts: row.revenuePosts, amount: row.revenue })),
    clicks: count('clicks'),
    conversions: count('conversions'),
    cpm: money((row) => ({ posts: row.costPosts, amount: row.cost, divisor: String(row.costViews) }), 1_000),
    cpe: money((row) => ({
      posts: row.costPosts,
      amount: row.cost,
      divisor: String(row.costInteractions),
    })),
    cpc: money((row) => ({
      posts: row.costAndClicksPosts,
      amount: row.costOfClicks,
      divisor: String(row.clicksOfCost),
    })),
    cpa: money((row) => ({
      posts: row.costAndConversionsPosts,
      amount: row.costOfConversions,
      divisor: String(row.conversionsOfCost),
    })),
    roas: toRatio(
      compute(
        sums.map((row) => ({
          currency: row.currency,
          posts: row.costAndRevenuePosts,
          amount: row.revenueOfCost,
          divisor: row.costOfRevenue,
        })),
        postCount,
      ),
    ),
  };
}

/** What an organization says that things on a platform are worth; null: it does not count. */
export interface MediaRate {
  readonly platform: string;
  readonly currency: string;
  readonly perView: string | null;
  readonly perLike: string | null;
  readonly perComment: string | null;
  readonly perShare: string | null;
}

/** What is counted on a platform; null: of posts without one. */
export interface PlatformCounts {
  readonly platform: string | null;
  readonly posts: bigint;
  readonly views: bigint;
  readonly likes: bigint;
  readonly comments: bigint;
  readonly shares: bigint;
}

/** What posts are worth by the organization's own rates: it rests on those on platforms that have rates. */
export function computeMediaValue(
  counts: readonly PlatformCounts[],
  rates: readonly MediaRate[],
  postCount: bigint,
): Figure<MoneyValue> {
  const byPlatform = new Map(rates.map((rate) => [rate.platform, rate]));
  const parts = counts.flatMap(({ platform, posts, ...counted }): Part[] => {
    const rate = platform === null ? undefined : byPlatform.get(platform);
    if (rate === undefined) return [];
    const amount = [
      [rate.perView, counted.views],
      [rate.perLike, counted.likes],
      [rate.perComment, counted.comments],
      [rate.perShare, counted.shares],
    ].reduce(
      (sum, [each, count]) => sum.plus(new Exact(String(each ?? 0)).times(String(count))),
      new Exact(0),
    );
    return [{ currency: rate.currency, posts, amount: amount.toFixed() }];
  });
  const figure = compute(parts, postCount);
  return toMoney(figure.postCount === 0n ? { ...figure, unknownBecause: 'NO_RATES' } : figure);
}

function compute(parts: readonly Part[], postCount: bigint, factor = 1): Figure<Exact> {
  const resting = parts.filter(({ posts }) => posts > 0n);
  const known = new Set(resting.flatMap(({ currency }) => (currency === null ? [] : [currency])));
  const figure = {
    currencies: [...known].sort(),
    ...restOn(
      resting.reduce((sum, { posts }) => sum + posts, 0n),
      postCount,
    ),
  };
  const unknown = (unknownBecause: UnknownReason) => ({ ...figure, value: null, unknownBecause });
  if (resting.length === 0) return unknown('NOT_REPORTED');
  if (known.size > 1) return unknown('SEVERAL_CURRENCIES');
  if (resting.some(({ currency }) => currency === null)) return unknown('NO_CURRENCY');
  const amount = add(resting.map((part) => part.amount));
  if (resting[0]?.divisor === undefined) return { ...figure, value: amount, unknownBecause: null };
  const divisor = add(resting.map((part) => part.divisor ?? null));
  if (divisor.isZero()) return unknown('NOTHING_TO_DIVIDE_BY');
  const value = amount.times(factor).dividedBy(divisor).toDecimalPlaces(DECIMALS);
  return { ...figure, value, unknownBecause: null };
}

function countFigure(
  sums: readonly MoneySums[],
  of: 'clicks' | 'conversions',
  postCount: bigint,
): Figure<bigint> {
  const posts = sums.reduce((sum, row) => sum + row[`${of}Posts`], 0n);
  return {
    value: posts === 0n ? null : sums.reduce((sum, row) => sum + row[of], 0n),
    unknownBecause: posts === 0n ? 'NOT_REPORTED' : null,
    currencies: [],
    ...restOn(posts, postCount),
  };
}

function restOn(posts: bigint, all: bigint): Pick<Figure<unknown>, 'postCount' | 'postShare'> {
  return { postCount: posts, postShare: all > 0n ? (Number(posts) / Number(all)) * 100 : null };
}

function add(amounts: readonly (string | null)[]): Exact {
  return amounts.reduce((sum, amount) => sum.plus(amount ?? 0), new Exact(0));
}

function toMoney(figure: Figure<Exact>): Figure<MoneyValue> {
  const [currency] = figure.currencies;
  const { value } = figure;
  return {
    ...figure,
    value: value === null || currency === undefined ? null : { amount: value.toFixed(), currency },
  };
}

function toRatio(figure: Figure<Exact>): Figure<string> {
  return { ...figure, value: figure.value === null ? null : figure.value.toFixed() };
}
