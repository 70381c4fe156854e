import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AccessContext } from '../../access/index.ts';
import { FILTER, PerformerFilterInput } from '../filter/performer-filter.input.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import { findTimeline, type Timeline } from './timeline.ts';
import { CampaignTimeline } from './timeline.type.ts';

@Resolver(() => CampaignType)
export class TimelineResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions({ cost: 10 })
  @FieldResolver(() => CampaignTimeline, {
    nullable: true,
    description: 'What the posts achieved, by the time when they were posted.',
  })
  async timeline(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<Timeline> {
    return findTimeline(this.#deps, reader, campaignId, readPerformerFilter(filter));
  }
}
