import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import type { LeaderboardDeps } from './leaderboard.ts';
import { findPerformance } from './performance.ts';
import { CampaignPerformance } from './performance.type.ts';
import type { Performance } from './ranking.ts';
import { checkPoints, findSpread } from './spread.ts';

const CAMPAIGN_ID = { description: 'The campaign, by the id that the exports give it.' };

@Resolver()
export class SpreadResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => [CampaignPerformance], {
    description:
      'How the influencers of a campaign are spread over views and rates, most viewed first: for a chart. All who have views, or where there are more than limit, the best by each ranking and a stable sample of the others.',
  })
  async campaignSpread(
    @Ctx() reader: AccessContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('limit', () => Int, {
      nullable: true,
      defaultValue: 500,
      description: 'How many at most, from 1 to 1500.',
    })
    limit: number,
    @Arg('minViews', () => Count, {
      nullable: true,
      description: 'Excludes influencers with fewer views than this, from 0.',
    })
    minViews: number | null,
  ): Promise<readonly Performance[]> {
    return findSpread(this.#deps, {
      reader,
      campaignId,
      limit: checkPoints(limit),
      minViews: BigInt(minViews ?? 0),
    });
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignPerformance, {
    nullable: true,
    description:
      'What one influencer achieved in one campaign; null where the influencer has no posts in it, or there is no such campaign.',
  })
  async campaignPerformance(
    @Ctx() reader: AccessContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('influencerId', () => ID, {
      description: 'The influencer, by the id that the exports give the creator.',
    })
    influencerId: string,
  ): Promise<Performance | null> {
    return findPerformance(reader, { campaignId, influencerId });
  }
}
