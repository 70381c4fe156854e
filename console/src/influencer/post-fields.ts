import { graphql, type ResultOf } from '../graph/graphql.ts';

/** What is shown of a post. */
export const POST_FIELDS = graphql(`
  fragment PostFields on Post @_unmask {
    postId
    platform
    postedAt
    views
    likes
    comments
    shares
    interactions
    engagementRate
    caption
    hashtags
    url
  }
`);

export type Post = ResultOf<typeof POST_FIELDS>;
