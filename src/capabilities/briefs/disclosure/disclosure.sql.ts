import { type Statement, statement } from '../../../platform/storage/database.ts';
import {
  campaignKey,
  POST_COLUMNS,
  POST_KEYS,
  POST_SORT_KEYS,
  type PostOrder,
  performanceKey,
} from '../../performance/contract.ts';

/** The creators of a campaign ($2) of an organization ($1), and how many posts they have. Served by campaign_performance_pkey. */
export const LIST_CREATORS = statement(
  'disclosure_list_creators',
  `select influencer_id as "influencerId", posts as "postCount" from campaign_performance
    where organization_id = $1 and campaign_id = $2 order by influencer_id`,
);

/** "is true" keeps the planner from reading all posts by post_pkey. */
const IS_PUBLISHED = `post.campaign_id = $2 and (post.organization_id = $1) is true
           and post.import_id = any (array(select id from import where organization_id = $1 and status = 'PUBLISHED'))`;

/** Whose posts are looked at. */
export type Creators = 'ALL' | 'SOME';

/** The published posts of a campaign ($2) of an organization ($1). Served by post_keys_idx: those of some creators ($8), a creator at a time. */
const POSTS: Readonly<Record<Creators, string>> = {
  ALL: `(
         select post.* from organization_post as post
          where ${POST_KEYS} @> array[${campaignKey('$1', '$2')}] and $8::text[] is null and ${IS_PUBLISHED}
       )`,
  SOME: `(
         select post.* from unnest($8::text[]) as asked (id)
          cross join lateral (
            select post.* from organization_post as post
             where ${POST_KEYS} @> array[${performanceKey('$1', '$2', 'asked.id')}] and post.influencer_id = asked.id and ${IS_PUBLISHED}
            offset 0
          ) as post
       )`,
};

/** To normalize a text takes as long as to search it; most are as they should be. */
const CAPTION = `case when octet_length(post.caption) = length(post.caption) or post.caption is normalized then post.caption
                       else normalize(post.caption) end`;

/**
 * The rules of platforms ($3), as JSON: the pattern, or null where none is needed, and how much of the caption is looked at.
 */
const RULES = `rules as materialized (
  select * from jsonb_to_recordset($3::jsonb) as given (platform text, pattern text, looked_at integer)
)`;

/**
 * The state of a post beside the rule of its platform, if it has one. $4 the pattern of all other platforms; $5 what the caption of every post matches
 * that has a label: it is searched for first, and spares most others; $6 the hashtags that are labels, $7 their pattern. Where an export has
 * hashtags in a column of their own, and the caption has none of them, they are taken for part of what is seen.
 */
const STATE = `case
           when case when rules.platform is null then $4::text else rules.pattern end is null then 'NOT_NEEDED'
           when post.caption ~ $5::text
             and left(${CAPTION}, coalesce(rules.looked_at, 2147483647)) ~ case when rules.platform is null then $4::text else rules.pattern end
             then 'DISCLOSED'
           when post.hashtags && $6::text[] and (${CAPTION} ~ $7::text) is not true then 'DISCLOSED'
           when coalesce(post.caption, '') = '' then 'UNKNOWN'
           else 'UNDISCLOSED'
         end`;

/** How many posts of each creator are in which state. */
export const COUNT_BY_CREATOR = statement(
  'disclosure_count_by_creator',
  `with ${RULES}, judged as (
     select post.influencer_id, ${STATE} as disclosure
       from ${POSTS.SOME} as post left join rules on rules.platform = post.platform
   )
   select influencer_id as "influencerId", disclosure, count(*) as count from judged group by influencer_id, disclosure`,
);

/** The next posts in an order, whatever their state: $9 to $11 the position behind which they begin, $12 how many. Given are those that are undisclosed, and the last. */
const listNext = (creators: Creators, order: PostOrder): Statement =>
  statement(
    `disclosure_list_next_${creators}_${order}`.toLowerCase(),
    `with ${RULES}, next as materialized (
       select post.*, ${POST_SORT_KEYS[order]} as sort_key
         from ${POSTS[creators]} as post
        where ($9::bigint is null or (${POST_SORT_KEYS[order]}, post.import_id, post.line) < ($9::bigint, $10::bigint, $11::bigint))
        order by ${POST_SORT_KEYS[order]} desc, post.import_id desc, post.line desc
        limit $12
     ), judged as (
       select post.*, ${STATE} = 'UNDISCLOSED' as is_undisclosed,
              row_number() over (order by post.sort_key desc, post.import_id desc, post.line desc) as number, count(*) over () as looked
         from next as post left join rules on rules.platform = post.platform
     )
     select ${POST_COLUMNS}, post.sort_key as "sortKey", post.is_undisclosed as "isUndisclosed", post.looked
       from judged as post
      where post.is_undisclosed or post.number = post.looked
      order by post.number`,
  );

const inBothOrders = (creators: Creators) => ({
  VIEWS_DESC: listNext(creators, 'VIEWS_DESC'),
  POSTED_AT_DESC: listNext(creators, 'POSTED_AT_DESC'),
});

export const LIST_NEXT: Readonly<Record<Creators, Readonly<Record<PostOrder, Statement>>>> = {
  ALL: inBothOrders('ALL'),
  SOME: inBothOrders('SOME'),
};
