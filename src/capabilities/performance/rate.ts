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

/** The 95 % Wilson score interval of interactions out of views, in percent; null without views. */
export function wilsonInterval(
  interactions: bigint,
  views: bigint,
): { readonly low: number; readonly high: number } | null {
  if (views <= 0n) return null;
  const count = Number(views);
  const share = Math.min(Number(interactions) / count, 1);
  const surplus = Z ** 2 / count;
  const middle = share + surplus / 2;
  const half = Z * Math.sqrt((share * (1 - share) + surplus / 4) / count);
  const toPercent = (bound: number) => (100 * Math.max(bound, 0)) / (1 + surplus);
  return { low: toPercent(middle - half), high: toPercent(middle + half) };
}
