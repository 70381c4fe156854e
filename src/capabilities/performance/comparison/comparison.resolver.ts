import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, FieldResolver, ID, Info, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import type { AccessContext } from '../../access/index.ts';
import { FILTER, PerformerFilterInput } from '../filter/performer-filter.input.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import { Influencer } from '../influencer/influencer.type.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import type { PerformanceContext } from '../loaders.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import {
  type CampaignComparison,
  type ComparedInfluencer,
  type ComparedTotals,
  compareInfluencers,
  compareWithCampaign,
  compareWithPeriodBefore,
} from './comparison.ts';
import { CampaignComparisonType, ComparedInfluencerType, ComparedTotalsType } from './comparison.type.ts';

/** Two campaigns, or two periods of one, are read. */
const COST = { cost: 20 };

@Resolver(() => CampaignType)
export class ComparisonResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => CampaignComparisonType, {
    nullable: true,
    description:
      'The posts of a period beside those of as many days before it. A post counts on the day when it was posted, with all that it achieved until its export: posts of the last days have had less time.',
  })
  async comparisonWithPeriodBefore(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('filter', () => PerformerFilterInput, {
      description: 'Which posts count, and whose. from and to are needed: they are the period.',
    })
    filter: PerformerFilterInput,
  ): Promise<CampaignComparison> {
    return compareWithPeriodBefore(this.#deps, reader, campaignId, readPerformerFilter(filter));
  }

  @Extensions(COST)
  @FieldResolver(() => CampaignComparisonType, {
    nullable: true,
    description:
      'The campaign beside another one, which the viewer may see too: NOT_FOUND with near ids (extensions.nearIds) where there is none.',
  })
  async comparisonWith(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('campaignId', () => ID, { description: 'The campaign that it is compared with.' }) otherId: string,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<CampaignComparison> {
    const read = readPerformerFilter(filter);
    return compareWithCampaign(this.#deps, reader, { campaignId, otherId, filter: read });
  }

  @Extensions(COST)
  @FieldResolver(() => [ComparedInfluencerType], {
    nullable: true,
    description:
      'Two to five influencers side by side, at most as many as are asked for and in that order, each beside the first.',
  })
  async influencerComparison(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('influencerIds', () => [ID], {
      description: 'Two to five influencers, each once, by the ids that the exports give them.',
    })
    influencerIds: string[],
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<readonly ComparedInfluencer[]> {
    const read = readPerformerFilter(filter);
    return compareInfluencers(this.#deps, reader, { campaignId, influencerIds, filter: read });
  }
}

/** What stands beside the ids of those that are compared. */
@Resolver(() => ComparedTotalsType)
export class ComparedCampaignResolver {
  @FieldResolver(() => CampaignType, { nullable: true, description: 'The campaign with its sums.' })
  async campaign(
    @Ctx() { performance }: PerformanceContext,
    @Root() { campaignId }: ComparedTotals,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID) ? { id: campaignId } : performance.campaigns.load(campaignId);
  }
}

@Resolver(() => ComparedInfluencerType)
export class ComparedInfluencerResolver {
  @FieldResolver(() => Influencer, {
    nullable: true,
    description:
      'The creator with the sums over all campaigns; null where there is none that the viewer may see.',
  })
  async influencer(@Ctx() { performance }: PerformanceContext, @Root() { influencerId }: ComparedInfluencer) {
    return performance.influencers.load(influencerId);
  }
}
