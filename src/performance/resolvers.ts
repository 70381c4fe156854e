import {
  CampaignResolver,
  PerformanceCampaignResolver,
  TopPerformerCampaignResolver,
} from './campaign/campaign.resolver.ts';
import { ImportResolver } from './import/import.resolver.ts';
import {
  InfluencerResolver,
  PerformanceInfluencerResolver,
  TopPerformerInfluencerResolver,
} from './influencer/influencer.resolver.ts';
import { LeaderboardResolver } from './leaderboard/leaderboard.resolver.ts';
import type { LeaderboardDeps } from './leaderboard/leaderboard.ts';
import { PerformancePostsResolver, PostResolver, TopPerformerPostsResolver } from './post/post.resolver.ts';

/** The resolver classes of this capability: what it adds to the graph. */
export const performanceResolvers = [
  LeaderboardResolver,
  CampaignResolver,
  PerformanceCampaignResolver,
  TopPerformerCampaignResolver,
  InfluencerResolver,
  PerformanceInfluencerResolver,
  TopPerformerInfluencerResolver,
  PerformancePostsResolver,
  TopPerformerPostsResolver,
  PostResolver,
  ImportResolver,
] as const;

/** One instance of each, with what they need. */
export function createPerformanceResolvers(deps: LeaderboardDeps): object[] {
  return performanceResolvers.map((Resolver) => new Resolver(deps));
}
