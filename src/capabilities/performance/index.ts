import { defineCapability, type Platform } from '../../platform/composition/capability.ts';
import { contribute } from '../../platform/composition/contributions.ts';
import { CREATOR_SHORTLISTS } from '../../platform/composition/creator-shortlists.ts';
import type { Reader } from '../access/contract.ts';
import { access, RESOURCE_KINDS } from '../access/index.ts';
import { performanceExamples } from './examples.ts';
import { type InfluencersVisible, requireKnownInfluencer } from './influencer/influencer-not-found.ts';
import { registerLeaderboardRoute } from './leaderboard/leaderboard.route.ts';
import { registerTopPerformersRoute } from './leaderboard/top-performers.route.ts';
import { createPerformanceLoaders } from './loaders.ts';
import { performanceNodes } from './nodes.ts';
import { createPerformanceResolvers, performanceResolvers } from './resolvers.ts';
import { createMeasuredShortlist } from './team-results/shortlist.ts';
import { createTeamResults, type TeamResults } from './team-results/team-results.ts';
import { campaignKind } from './totals/campaign-kind.ts';
import {
  type CampaignRevisions,
  type CampaignState,
  watchCampaignRevisions,
} from './totals/campaign-revisions.ts';
import { requireCampaign } from './totals/require-campaign.ts';

export { Influencer as InfluencerType } from './influencer/influencer.type.ts';
export { InfluencerPerformance } from './leaderboard/performance.type.ts';
export type { PerformanceContext } from './loaders.ts';
export { PostOrderEnum, PostType } from './post/post.type.ts';
export type { TeamResults } from './team-results/team-results.ts';
export { CampaignType } from './totals/campaign.type.ts';
export type { CampaignRevisions } from './totals/campaign-revisions.ts';

/** What other capabilities build on. */
export interface PerformanceApi {
  readonly teamResults: TeamResults;
  readonly revisions: CampaignRevisions;
  /** @throws CallerError NOT_FOUND that names near ids where the team knows no such creator */
  requireInfluencer(influencers: InfluencersVisible, id: string): Promise<void>;
  /** What is remembered of a campaign, for somebody who may see it. @throws CallerError NOT_FOUND that names near ids */
  requireCampaign(reader: Reader, id: string): Promise<CampaignState>;
}

/** Leaderboards, totals, timelines and posts of what was imported. */
export const performance = defineCapability({
  name: 'performance',
  resolvers: performanceResolvers,
  examples: performanceExamples,
  async open(platform: Platform) {
    const { database, cache, charge, logger } = platform;
    const revisions = await watchCampaignRevisions(database, logger);
    const { authorizeReading } = platform.use(access);
    const api: PerformanceApi = {
      revisions,
      teamResults: createTeamResults({ database, cache, revisions }),
      requireInfluencer: (influencers, id) => requireKnownInfluencer(database, influencers, id),
      requireCampaign: (reader, id) => requireCampaign(revisions, reader, id),
    };
    return {
      api,
      resolvers: createPerformanceResolvers({ cache, revisions, databaseKind: database.kind }),
      registerRoutes(server) {
        const deps = { cache, revisions, charge, readerOf: authorizeReading };
        registerLeaderboardRoute(server, deps);
        registerTopPerformersRoute(server, deps);
      },
      contextPart: { name: 'performance', create: createPerformanceLoaders },
      contributions: [
        contribute(RESOURCE_KINDS, { resource: 'CAMPAIGN', kind: campaignKind }),
        contribute(CREATOR_SHORTLISTS, createMeasuredShortlist(api.teamResults)),
        ...performanceNodes,
      ],
      close: () => revisions.close(),
    };
  },
});
