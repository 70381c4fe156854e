import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import type { AccessContext } from '../../access/index.ts';
import { FILTER, PerformerFilterInput } from '../filter/performer-filter.input.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import { type CampaignSummary, summarize } from './summary.ts';
import { Summary } from './summary.type.ts';

@Resolver(() => CampaignType)
export class SummaryResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions({ cost: 10 })
  @FieldResolver(() => Summary, {
    nullable: true,
    description:
      'What stands out: how many influencers are above the rate of all for certain, and on which platform it is best.',
  })
  async summary(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('minViews', () => Count, {
      nullable: true,
      description:
        'Compares influencers alone who have at least so many views, from 0. null: as many as suggestedMinViews says.',
    })
    minViews: number | null,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<CampaignSummary> {
    return summarize(this.#deps, {
      reader,
      campaignId,
      minViews: minViews == null ? null : BigInt(minViews),
      filter: readPerformerFilter(filter),
    });
  }
}
