import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../graph/context.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { findTimeline, type Timeline } from './timeline.ts';
import { CampaignTimeline } from './timeline.type.ts';

@Resolver()
export class TimelineResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Query(() => CampaignTimeline, {
    description:
      'What the posts of a campaign achieved, by the time when they were posted. Fails with NOT_FOUND and near ids (extensions.nearIds) where there is no such campaign.',
  })
  async campaignTimeline(
    @Ctx() { organizationId }: RequestContext,
    @Arg('campaignId', () => ID, { description: 'The campaign, by the id that the exports give it.' })
    campaignId: string,
  ): Promise<Timeline> {
    return findTimeline(this.#deps, organizationId, campaignId);
  }
}
