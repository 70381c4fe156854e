import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import type { PerformerFilter } from '../filter/performer-filter.ts';
import { Influencer } from '../influencer/influencer.type.ts';
import { InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { PerformanceContext } from '../loaders.ts';
import { engagementRate, sumInteractions } from '../rate.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import type { Post, PostOrder } from './post.ts';
import { PostConnection, PostOrderEnum, PostType } from './post.type.ts';

/** A row with the filter that its numbers are over, where it has one. */
type PerformanceOfFilter = InfluencerPerformance & { readonly filter?: PerformerFilter };

/** The posts behind a performance. */
@Resolver(() => InfluencerPerformance)
export class PerformancePostsResolver {
  @FieldResolver(() => PostConnection, {
    nullable: true,
    description:
      'The posts that these numbers are the sum of: of a row with a filter, those that the filter leaves. A cursor holds for the same filter alone.',
  })
  async posts(
    @Ctx() { performance }: PerformanceContext,
    @Root() { campaignId, influencerId, postCount, filter }: PerformanceOfFilter,
    @Arg('first', () => Int, firstOf(10)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => PostOrderEnum, orderByOf(PostOrderEnum.VIEWS_DESC)) orderBy: PostOrder,
  ): Promise<Page<Post>> {
    return performance
      .posts({ first: checkPageLength('first', first), after: after ?? null, orderBy, filter })
      .load({ campaignId, influencerId, postCount });
  }
}

/** All posts of a campaign. */
@Resolver(() => CampaignType)
export class CampaignPostsResolver {
  @FieldResolver(() => PostConnection, { nullable: true, description: 'All posts of the campaign.' })
  async posts(
    @Ctx() { performance }: PerformanceContext,
    @Root() { id, postCount }: CampaignType,
    @Arg('first', () => Int, firstOf(10)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => PostOrderEnum, orderByOf(PostOrderEnum.VIEWS_DESC)) orderBy: PostOrder,
  ): Promise<Page<Post>> {
    return performance
      .campaignPosts({ first: checkPageLength('first', first), after: after ?? null, orderBy })
      .load({ campaignId: id, postCount });
  }
}

@Resolver(() => PostType)
export class PostResolver {
  @FieldResolver(() => CampaignType, { nullable: true, description: 'The campaign with its sums.' })
  async campaign(
    @Ctx() { performance }: PerformanceContext,
    @Root() { campaignId }: Post,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID) ? { id: campaignId } : performance.campaigns.load(campaignId);
  }

  @FieldResolver(() => Influencer, {
    nullable: true,
    description: 'The creator with the sums over all campaigns.',
  })
  async influencer(
    @Ctx() { performance }: PerformanceContext,
    @Root() { influencerId }: Post,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID)
      ? { id: influencerId }
      : performance.influencers.load(influencerId);
  }

  @FieldResolver()
  interactions(@Root() post: Post): bigint {
    return sumInteractions(post);
  }

  @FieldResolver()
  engagementRate(@Root() post: Post): number | null {
    return engagementRate(sumInteractions(post), post.views);
  }

  @FieldResolver()
  hashtags(@Root() post: Post): readonly string[] {
    return post.hashtags ?? [];
  }
}
