import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { Allows } from '../../access/index.ts';
import { CampaignPerformanceConnection, InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { Performance } from '../leaderboard/ranking.ts';
import type { PerformanceContext } from '../loaders.ts';
import type { InfluencerCampaignOrder, InfluencerTotals } from './influencer.ts';
import { Influencer, InfluencerCampaignOrderEnum } from './influencer.type.ts';
import { InfluencerPlatform } from './influencer-platform.type.ts';
import type { InfluencerPlatform as PlatformOfInfluencer } from './influencer-platforms.ts';
import { requireInfluencer } from './require-influencer.ts';

@Resolver(() => Influencer)
export class InfluencerResolver {
  @Allows('READ', 'CAMPAIGN')
  @Query(() => Influencer, {
    nullable: true,
    description:
      'One creator. null, with a NOT_FOUND error that names near ids (extensions.nearIds), where there is none.',
  })
  async influencer(
    @Ctx() context: PerformanceContext,
    @Arg('id', () => ID, { description: 'The id that the exports give the creator.' }) id: string,
  ): Promise<InfluencerTotals> {
    return requireInfluencer(context, id);
  }

  @FieldResolver(() => CampaignPerformanceConnection, {
    nullable: true,
    description: 'What the creator achieved, campaign by campaign.',
  })
  async campaigns(
    @Ctx() { performance }: PerformanceContext,
    @Root() { id, campaignCount }: Influencer,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => InfluencerCampaignOrderEnum, orderByOf(InfluencerCampaignOrderEnum.CAMPAIGN_ID_ASC))
    orderBy: InfluencerCampaignOrder,
  ): Promise<Page<Performance>> {
    return performance
      .influencerCampaigns({ first: checkPageLength('first', first), after: after ?? null, orderBy })
      .load({ id, campaignCount });
  }
}

@Resolver(() => Influencer)
export class InfluencerPlatformsResolver {
  @Extensions({ cost: 50 })
  @FieldResolver(() => [InfluencerPlatform], {
    nullable: true,
    description:
      'What the creator achieved on each platform, most viewed first, beside the other creators there: at most 50. Posts without a platform count in none.',
  })
  async platforms(
    @Ctx() { performance }: PerformanceContext,
    @Root() { id }: Influencer,
  ): Promise<readonly PlatformOfInfluencer[]> {
    return performance.influencerPlatforms.load(id);
  }
}

/** The creator of a performance. */
@Resolver(() => InfluencerPerformance)
export class PerformanceInfluencerResolver {
  @FieldResolver(() => Influencer, {
    nullable: true,
    description: 'The creator with the sums over all campaigns.',
  })
  async influencer(
    @Ctx() { performance }: PerformanceContext,
    @Root() { influencerId }: InfluencerPerformance,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID)
      ? { id: influencerId }
      : performance.influencers.load(influencerId);
  }
}
