/**
 * The arrays of a row of post_sum in a select list: an entry a row. In a FROM clause each array would be written down before it
 * is read, which takes three times as long.
 */
export const ENTRIES = `unnest(sum.keys) collate "C" as key, unnest(sum.posts) as posts, unnest(sum.views) as views,
         unnest(sum.likes) as likes, unnest(sum.comments) as comments, unnest(sum.shares) as shares`;

/** What all entries of a group report as interactions; a count that none reports adds nothing. */
export const INTERACTIONS_OF_ENTRIES =
  '(coalesce(sum(likes), 0) + coalesce(sum(comments), 0) + coalesce(sum(shares), 0))::bigint';
