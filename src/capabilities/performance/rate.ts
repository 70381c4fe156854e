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
