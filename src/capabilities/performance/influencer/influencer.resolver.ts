import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Extensions, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { Allows } from '../../access/index.ts';
import { CampaignPerformanceConnection, InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { Performance } from '../leaderboard/ranking.ts';
import type { PerformanceContext } from '../loaders.ts';
import { type InfluencerAudience as Audience, NO_AUDIENCE } from './audience.ts';
import type { InfluencerCampaignOrder, InfluencerTotals } from './influencer.ts';
import {
  Influencer,
  InfluencerCampaignOrderEnum,
  InfluencerConnection,
  InfluencerOrderEnum,
} from './influencer.type.ts';
import { type InfluencerOrder, listInfluencers } from './influencer-list.ts';
import { InfluencerAudience, InfluencerPlatform, TierStanding } from './influencer-platform.type.ts';
import type { InfluencerPlatform as PlatformOfInfluencer } from './influencer-platforms.ts';
import { requireInfluencer } from './require-influencer.ts';
import {
  findTierRates,
  type TierStanding as StandingInTier,
  standInTier,
  type TierDeps,
} from './tier-standing.ts';

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

  @Allows('READ', 'CAMPAIGN')
  @Query(() => InfluencerConnection, {
    nullable: true,
    description: 'The creators with posts in campaigns that the viewer may see.',
  })
  async influencers(
    @Ctx() context: PerformanceContext,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => InfluencerOrderEnum, orderByOf(InfluencerOrderEnum.ID_ASC))
    orderBy: InfluencerOrder,
    @Arg('search', () => String, { nullable: true, description: 'Part of an id, whatever its case.' })
    search: string | null,
  ): Promise<Page<InfluencerTotals>> {
    return listInfluencers(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
      search: search ?? null,
    });
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

@Resolver(() => InfluencerPlatform)
export class PlatformAudienceResolver {
  readonly #deps: TierDeps;

  constructor(deps: TierDeps) {
    this.#deps = deps;
  }

  @Extensions({ cost: 10 })
  @FieldResolver(() => InfluencerAudience, {
    nullable: true,
    description: 'Followers and reach of the creator there. Its fields are null where exports have none.',
  })
  async audience(
    @Ctx() { performance }: PerformanceContext,
    @Root() { influencerId, platform }: PlatformOfInfluencer,
  ): Promise<Audience> {
    return (await performance.influencerAudiences.load(influencerId)).get(platform) ?? NO_AUDIENCE;
  }

  @Extensions({ cost: 50 })
  @FieldResolver(() => TierStanding, {
    nullable: true,
    description:
      'Where the rate stands among the other creators there with about as many followers, each by the latest that is known. null where no export has followers of the creator there.',
  })
  async tierStanding(
    @Ctx() context: PerformanceContext,
    @Root() root: PlatformOfInfluencer,
  ): Promise<StandingInTier | null> {
    const { followers } = await this.audience(context, root);
    if (followers === null) return null;
    const rates = await findTierRates(this.#deps, context, root.platform);
    return standInTier({ ...root, followers }, rates);
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
