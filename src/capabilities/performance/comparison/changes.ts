import { engagementRate, wilsonInterval } from '../rate.ts';

/** What is compared: sums over posts. */
export interface ComparedSums {
  readonly postCount: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
}

/** How a number differs from the one that it is compared with. */
export interface Change {
  /** null where one of the two is not known. */
  readonly absolute: number | null;
  /** Percent of the base; null where that is 0 or not known. */
  readonly percent: number | null;
}

/** How a rate differs, in percentage points. */
export interface RateChange {
  readonly points: number | null;
  readonly percent: number | null;
  /** The interval of the difference. */
  readonly low: number | null;
  readonly high: number | null;
  readonly isMoreThanChance: boolean | null;
}

export interface SumsChange {
  readonly postCount: Change;
  readonly views: Change;
  readonly likes: Change;
  readonly comments: Change;
  readonly shares: Change;
  readonly interactions: Change;
  readonly engagementRate: RateChange;
}

/** How sums differ from others, of so many comparisons that are looked at together. */
export function compareSums(current: ComparedSums, base: ComparedSums, comparisons = 1): SumsChange {
  const change = (count: Exclude<keyof ComparedSums, 'engagementRate'>) =>
    changeOf(current[count], base[count]);
  return {
    postCount: change('postCount'),
    views: change('views'),
    likes: change('likes'),
    comments: change('comments'),
    shares: change('shares'),
    interactions: change('interactions'),
    engagementRate: compareRates(current, base, comparisons),
  };
}

export function changeOf(current: bigint | null, base: bigint | null): Change {
  if (current === null || base === null) return { absolute: null, percent: null };
  const absolute = Number(current - base);
  return { absolute, percent: base === 0n ? null : (absolute / Number(base)) * 100 };
}

/**
 * The quantiles of the normal distribution that leave 2.5 % above them, divided by one to four comparisons (Bonferroni): of all that are
 * made together, one is wrong in one of twenty cases at most.
 */
const QUANTILES = [1.959963984540054, 2.241402727604947, 2.3939797998185104, 2.497705474412391] as const;

/** How many comparisons can be made together. */
export const MOST_COMPARISONS = QUANTILES.length;

/**
 * The difference of two rates with its interval, at 95 % for all comparisons together: Newcombe, R. G. (1998), Interval estimation for
 * the difference between independent proportions: comparison of eleven methods. Statistics in Medicine 17, 873-890, method 10. With the
 * rates p and q and their Wilson intervals (a, b) and (c, d): from p - q - sqrt((p - a)^2 + (d - q)^2) to
 * p - q + sqrt((b - p)^2 + (q - c)^2). It is none where a rate is above 100 %: then it is no proportion.
 */
function compareRates(current: ComparedSums, base: ComparedSums, comparisons: number): RateChange {
  const rate = engagementRate(current.interactions, current.views);
  const baseRate = engagementRate(base.interactions, base.views);
  const unknown = { points: null, percent: null, low: null, high: null, isMoreThanChance: null };
  if (rate === null || baseRate === null) return unknown;
  const points = rate - baseRate;
  const known = { ...unknown, points, percent: baseRate === 0 ? null : (points / baseRate) * 100 };
  const quantile = QUANTILES[comparisons - 1];
  if (quantile === undefined) throw new Error(`${comparisons} comparisons at once`);
  const own = wilsonInterval(Number(current.interactions), Number(current.views), quantile);
  const other = wilsonInterval(Number(base.interactions), Number(base.views), quantile);
  if (own === null || other === null || rate > 100 || baseRate > 100) return known;
  const low = points - Math.hypot(rate - own.low, other.high - baseRate);
  const high = points + Math.hypot(own.high - rate, baseRate - other.low);
  return { ...known, low, high, isMoreThanChance: low > 0 || high < 0 };
}
