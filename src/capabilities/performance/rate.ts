/** The counts that make up interactions; null where a count was not reported. */
export interface Interactions {
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
}

/** likes + comments + shares, as far as they were reported. */
export function sumInteractions({ likes, comments, shares }: Interactions): bigint {
  return (likes ?? 0n) + (comments ?? 0n) + (shares ?? 0n);
}

/** interactions / views x 100: percent of views. null where there are no views. */
export function engagementRate(interactions: bigint, views: bigint): number | null {
  return views > 0n ? (Number(interactions) / Number(views)) * 100 : null;
}

/** The quantile of the normal distribution that leaves 2.5 % above it. */
const Z = 1.959963984540054;

/** Bounds in percent of views. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The 95 % Wilson score interval of interactions out of views, in percent; null without views. Its lower end is the
 * graph's confidentEngagementRate. Wilson (1927), Probable inference, the law of succession, and statistical inference.
 */
export function wilsonInterval(interactions: number, views: number): Interval | null {
  if (views <= 0) return null;
  const share = Math.min(interactions / views, 1);
  const surplus = Z ** 2 / views;
  const middle = share + surplus / 2;
  const half = Z * Math.sqrt((share * (1 - share) + surplus / 4) / views);
  const toPercent = (bound: number) => Math.min(Math.max((100 * bound) / (1 + surplus), 0), 100);
  return { low: toPercent(middle - half), high: toPercent(middle + half) };
}
