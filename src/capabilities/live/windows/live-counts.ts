import { engagementRate, sumInteractions } from '../../performance/contract.ts';
import { COUNT_COLUMNS } from '../event/event.ts';

/** What events add up to. None is below 0: a correction that came before what it corrects waits for it. */
export interface LiveCounts {
  readonly views: bigint;
  readonly likes: bigint;
  readonly comments: bigint;
  readonly shares: bigint;
  readonly saves: bigint;
  readonly clicks: bigint;
  readonly couponUses: bigint;
  readonly conversions: bigint;
  /** likes + comments + shares, as everywhere. */
  readonly interactions: bigint;
  /** Percent of views; null where there are no views. */
  readonly engagementRate: number | null;
}

/** A row of sums, as {@link SUMMED} selects it. */
export type SummedRow = Omit<LiveCounts, 'interactions' | 'engagementRate'>;

/** The sums of event counts under the names of the graph, for a select list; none is below 0. */
export const SUMMED = Object.values(COUNT_COLUMNS)
  .map((column) => {
    const name = column.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
    return `greatest(coalesce(sum(${column}), 0), 0)::bigint as "${name}"`;
  })
  .join(', ');

export const NO_COUNTS: SummedRow = {
  views: 0n,
  likes: 0n,
  comments: 0n,
  shares: 0n,
  saves: 0n,
  clicks: 0n,
  couponUses: 0n,
  conversions: 0n,
};

export function toLiveCounts(row: SummedRow): LiveCounts {
  const { views, likes, comments, shares, saves, clicks, couponUses, conversions } = row;
  const interactions = sumInteractions(row);
  return {
    views,
    likes,
    comments,
    shares,
    saves,
    clicks,
    couponUses,
    conversions,
    interactions,
    engagementRate: engagementRate(interactions, views),
  };
}
