import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AccessContext } from '../../access/index.ts';
import { FILTER, PerformerFilterInput } from '../filter/performer-filter.input.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { CampaignType } from './campaign.type.ts';
import { findPlatforms, findTotals, type PlatformTotals, type Totals } from './campaign-totals.ts';
import { CampaignPlatform, CampaignTotals } from './campaign-totals.type.ts';

/** Each campaign of a list has it read by itself. */
const COST = { cost: 10 };

/** What parts of a campaign add up to. */
@Resolver(() => CampaignType)
export class CampaignTotalsResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => CampaignTotals, {
    nullable: true,
    description: 'The sums over the posts that a filter leaves, of the influencers that it leaves.',
  })
  async totals(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<Totals> {
    return findTotals(this.#deps, reader, campaignId, readPerformerFilter(filter));
  }

  @Extensions(COST)
  @FieldResolver(() => [CampaignPlatform], {
    nullable: true,
    description: 'The sums on each platform that its posts are on, most viewed first: at most 50.',
  })
  async platforms(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
  ): Promise<readonly PlatformTotals[]> {
    return findPlatforms(this.#deps, reader, campaignId);
  }
}
