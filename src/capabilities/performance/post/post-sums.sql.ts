/** The arrays of a row of post_sum, an entry a row. */
export const ENTRIES = `unnest(sum.keys, sum.posts, sum.views, sum.likes, sum.comments, sum.shares)
         as entry (key, posts, views, likes, comments, shares)`;
