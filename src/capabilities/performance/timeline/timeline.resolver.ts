import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { type AccessContext, Allows } from '../../access/index.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { findTimeline, type Timeline } from './timeline.ts';
import { CampaignTimeline } from './timeline.type.ts';

@Resolver()
export class TimelineResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignTimeline, {
    description:
      'What the posts of a campaign achieved, by the time when they were posted. Fails with NOT_FOUND and near ids (extensions.nearIds) where there is no such campaign.',
  })
  async campaignTimeline(
    @Ctx() reader: AccessContext,
    @Arg('campaignId', () => ID, { description: 'The campaign, by the id that the exports give it.' })
    campaignId: string,
  ): Promise<Timeline> {
    return findTimeline(this.#deps, reader, campaignId);
  }
}
