import { graphql, type ResultOf } from '../graph/graphql.ts';
import { MONEY_FIELDS } from '../money/money-fields.ts';
import { POST_FIELDS, type Post } from './post-fields.ts';

/** How many of the most viewed campaigns, and of the most viewed posts in each, are drawn. */
export const DRAWN = { campaigns: 10, posts: 30 };

export const PROFILE = graphql(
  `
    query ConsoleProfile($id: ID!) {
      influencer(id: $id) {
        id
        campaignCount
        postCount
        views
        likes
        comments
        shares
        interactions
        engagementRate
        money {
          ...MoneyFields
        }
        platforms {
          platform
          postCount
          views
          engagementRate
          comparedCount
          percentile
          audience {
            followers
            followersAt
            reach
            reachPostCount
          }
          tierStanding {
            fromFollowers
            belowFollowers
            comparedCount
            percentile
          }
        }
        campaigns(first: 10, orderBy: VIEWS_DESC) {
          nodes {
            campaignId
            postCount
            views
            engagementRate
            campaign {
              id
              engagementRate
            }
            posts(first: 30) {
              nodes {
                ...PostFields
              }
            }
          }
        }
      }
    }
  `,
  [POST_FIELDS, MONEY_FIELDS],
);

export type Profile = NonNullable<ResultOf<typeof PROFILE>['influencer']>;
export type ProfileCampaign = NonNullable<Profile['campaigns']>['nodes'][number];

/** A post with what it is compared with. */
export type ProfilePost = Post & {
  readonly campaignId: string;
  /** Percent of views: of the whole campaign. */
  readonly campaignRate: number | null;
};

/** All posts that are drawn. */
export function postsOf(campaigns: readonly ProfileCampaign[]): ProfilePost[] {
  return campaigns.flatMap(({ campaignId, campaign, posts }) =>
    (posts?.nodes ?? []).map((post) => ({
      ...post,
      campaignId,
      campaignRate: campaign?.engagementRate ?? null,
    })),
  );
}
