/** What a leaderboard can be ordered by. */
export const RANKINGS = ['ENGAGEMENT_RATE', 'CONFIDENT_ENGAGEMENT_RATE', 'VIEWS', 'INTERACTIONS'] as const;

export type RankBy = (typeof RANKINGS)[number];

/**
 * One influencer's numbers in one campaign. Rates are percent of views, and null where there are no views; counts that
 * no post reported are null.
 */
export interface Performance {
  readonly campaignId: string;
  readonly influencerId: string;
  readonly postCount: bigint;
  readonly views: bigint;
  readonly likes: bigint | null;
  readonly comments: bigint | null;
  readonly shares: bigint | null;
  readonly interactions: bigint;
  readonly engagementRate: number | null;
  readonly confidentEngagementRate: number | null;
}

/** A performance with its rank, from 1. */
export interface RankedPerformance extends Performance {
  readonly rank: number;
}

/** What a ranking orders by first; no rate ranks below every rate. Ties go by views, then by id. */
export function rankingValue(rankBy: RankBy, performance: Performance): number | bigint {
  switch (rankBy) {
    case 'ENGAGEMENT_RATE':
      return performance.engagementRate ?? -1;
    case 'CONFIDENT_ENGAGEMENT_RATE':
      return performance.confidentEngagementRate ?? -1;
    case 'VIEWS':
      return performance.views;
    case 'INTERACTIONS':
      return performance.interactions;
  }
}
