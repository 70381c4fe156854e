import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { PerformanceContext } from '../loaders.ts';
import { engagementRate, sumInteractions } from '../rate.ts';
import type { Post } from './post.ts';
import { PostConnection, PostType } from './post.type.ts';

/** The posts behind a performance. */
@Resolver(() => InfluencerPerformance)
export class PerformancePostsResolver {
  @FieldResolver(() => PostConnection, {
    description: 'The posts that these numbers are the sum of, most viewed first.',
  })
  async measuredPosts(
    @Ctx() { performance }: PerformanceContext,
    @Root() { campaignId, influencerId }: InfluencerPerformance,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Returns the rows after this cursor; without it, from the first.',
    })
    after: string | null,
  ): Promise<Page<Post>> {
    const page = { first: checkPageLength('first', first), after: after ?? null };
    return performance.posts(page).load({ campaignId, influencerId });
  }
}

@Resolver(() => PostType)
export class PostResolver {
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
