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
  const rate = Math.min(interactions / views, 1);
  const spread = Z ** 2 / views;
  const middle = rate + spread / 2;
  const half = Z * Math.sqrt((rate * (1 - rate) + spread / 4) / views);
  const toPercent = (bound: number) => (100 * Math.min(Math.max(bound, 0), 1 + spread)) / (1 + spread);
  return { low: toPercent(middle - half), high: toPercent(middle + half) };
}

/** How a performance stands to the rate of its whole campaign. */
export type Standing = 'good' | 'lucky' | 'below';

/**
 * good: even the lower bound is above the campaign's rate. lucky: the rate is above it and the bound is not, so that it
 * may be chance. below: the rest.
 */
export function standingOf(
  {
    engagementRate,
    confidentEngagementRate,
  }: {
    readonly engagementRate: number | null;
    readonly confidentEngagementRate: number | null;
  },
  campaignRate: number,
): Standing {
  if ((confidentEngagementRate ?? 0) > campaignRate) return 'good';
  return (engagementRate ?? 0) > campaignRate ? 'lucky' : 'below';
}
