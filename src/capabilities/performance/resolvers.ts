import {
  ComparedCampaignResolver,
  ComparedInfluencerResolver,
  ComparisonResolver,
} from './comparison/comparison.resolver.ts';
import {
  InfluencerPlatformsResolver,
  InfluencerResolver,
  PerformanceInfluencerResolver,
  PlatformAudienceResolver,
} from './influencer/influencer.resolver.ts';
import { InfluencerNodeIdResolver } from './influencer/influencer.type.ts';
import type { TierDeps } from './influencer/tier-standing.ts';
import { LeaderboardResolver } from './leaderboard/leaderboard.resolver.ts';
import type { LeaderboardDeps } from './leaderboard/leaderboard.ts';
import { CampaignPerformanceNodeIdResolver } from './leaderboard/performance.type.ts';
import { MediaRateResolver } from './media-rate/media-rate.resolver.ts';
import {
  CampaignMoneyResolver,
  InfluencerMoneyResolver,
  MediaValueResolver,
  PerformanceMoneyResolver,
  PlatformMoneyResolver,
  TotalsMoneyResolver,
} from './money/money.resolver.ts';
import { CampaignPostsResolver, PerformancePostsResolver, PostResolver } from './post/post.resolver.ts';
import { SummaryResolver } from './summary/summary.resolver.ts';
import { TimelineResolver } from './timeline/timeline.resolver.ts';
import { CampaignResolver, PerformanceCampaignResolver } from './totals/campaign.resolver.ts';
import { CampaignDepartmentResolver, CampaignNodeIdResolver } from './totals/campaign.type.ts';
import { CampaignTotalsResolver } from './totals/campaign-totals.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const performanceResolvers = [
  LeaderboardResolver,
  CampaignPerformanceNodeIdResolver,
  TimelineResolver,
  SummaryResolver,
  CampaignResolver,
  CampaignTotalsResolver,
  CampaignNodeIdResolver,
  CampaignDepartmentResolver,
  PerformanceCampaignResolver,
  InfluencerResolver,
  InfluencerPlatformsResolver,
  PlatformAudienceResolver,
  InfluencerNodeIdResolver,
  PerformanceInfluencerResolver,
  PerformancePostsResolver,
  CampaignPostsResolver,
  PostResolver,
  ComparisonResolver,
  ComparedCampaignResolver,
  ComparedInfluencerResolver,
  CampaignMoneyResolver,
  TotalsMoneyResolver,
  PlatformMoneyResolver,
  PerformanceMoneyResolver,
  InfluencerMoneyResolver,
  MediaValueResolver,
  MediaRateResolver,
] as const;

/** One instance of each, with what they need. */
export function createPerformanceResolvers(deps: LeaderboardDeps & TierDeps): object[] {
  return performanceResolvers.map((Resolver) => new Resolver(deps));
}
