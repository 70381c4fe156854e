import { z } from 'zod';
import { CallerError } from '../../../errors.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { NestedPage } from '../../../platform/graph/page-loaders.ts';
import { columnName } from '../../../platform/storage/column-name.ts';
import { type SqlValue, type Statement, statement } from '../../../platform/storage/database.ts';
import { type Post as PostModel, Prisma } from '../../../platform/storage/generated/client.ts';
import type { Reader } from '../../access/contract.ts';
import { isWithin, performerFilterValues } from '../filter/performances.sql.ts';
import { filterParts, type PerformerFilter, withoutSearch } from '../filter/performer-filter.ts';
import { campaignKey, POST_KEYS, performanceKey } from './post-keys.sql.ts';

/** One measured post: what its model has. Counts that the export did not report are null. */
export interface Post extends Readonly<Omit<PostModel, 'organizationId' | 'hashtags' | 'cost' | 'revenue'>> {
  readonly hashtags: readonly string[] | null;
  /** Exact decimal numbers. */
  readonly cost: string | null;
  readonly revenue: string | null;
}

/** In which orders posts are listed. */
export const POST_ORDERS = ['VIEWS_DESC', 'POSTED_AT_DESC'] as const;

export type PostOrder = (typeof POST_ORDERS)[number];

/** Which page of posts is asked for. */
export interface PostsPage extends NestedPage {
  readonly orderBy: PostOrder;
  /** Which posts count; absent: all. */
  readonly filter?: PerformerFilter | undefined;
}

/** Whose posts are asked for, and how many those are. */
export interface PostsOfCampaign {
  readonly campaignId: string;
  readonly postCount: bigint;
}

/** One influencer in one campaign, and how many posts that is. */
export interface PostsOfPerformance extends PostsOfCampaign {
  readonly influencerId: string;
}

type PostRow = Post & {
  /** Which of those asked for it belongs to, from 1. */
  readonly ordinal: bigint;
  readonly sortKey: bigint;
};

/** The columns of a {@link Post}, of the table under the alias `post`. */
export const POST_COLUMNS = Object.keys(Prisma.PostScalarFieldEnum)
  .filter((field) => field !== 'organizationId')
  .map((field) => `post.${columnName(field)} as "${field}"`)
  .join(', ');

/** By what each order goes first, as a number; then by the newest import, then by line. A post without a date comes last. */
export const POST_SORT_KEYS: Readonly<Record<PostOrder, string>> = {
  VIEWS_DESC: 'post.views',
  POSTED_AT_DESC: `coalesce((extract(epoch from post.posted_at) * 1000)::bigint, -9223372036854775808)`,
};

/**
 * A page of the posts of each of many ids. Served by post_keys_idx, and import_pkey for what is published. The view
 * organization_post is the row security of posts: it shows those of the session's organization. "is true" keeps the planner from
 * reading all of them by post_pkey.
 * $1 organization, $2 to $4 the cursor, $5 how many, then the ids.
 */
const findPosts = (
  name: string,
  order: PostOrder,
  { asked, isOfAsked, isPublished }: Readonly<Record<'asked' | 'isOfAsked' | 'isPublished', string>>,
) =>
  statement(
    `${name}_${order.toLowerCase()}`,
    `select asked.ordinal, post."sortKey", ${POST_COLUMNS}
       from ${asked}
      cross join lateral (
        select post.*, ${POST_SORT_KEYS[order]} as "sortKey" from organization_post as post
         where ${isOfAsked} and ${isPublished} and (post.organization_id = $1) is true
           and ($2::bigint is null or (${POST_SORT_KEYS[order]}, post.import_id, post.line) < ($2::bigint, $3::bigint, $4::bigint))
         order by ${POST_SORT_KEYS[order]} desc, post.import_id desc, post.line desc
         limit $5
      ) as post
      order by asked.ordinal, post."sortKey" desc, post.import_id desc, post.line desc`,
  );

/** $8 to $10 platforms, from and to. */
const findPostsOfPerformances = (order: PostOrder) =>
  findPosts('post_find', order, {
    asked: 'unnest($6::text[], $7::text[]) with ordinality as asked (campaign_id, influencer_id, ordinal)',
    isOfAsked: `${POST_KEYS} @> array[${performanceKey('$1', 'asked.campaign_id', 'asked.influencer_id')}]
         and post.campaign_id = asked.campaign_id and post.influencer_id = asked.influencer_id and ${isWithin(8)}`,
    isPublished: `exists (select from import where import.id = post.import_id and import.status = 'PUBLISHED')`,
  });

const findPostsOfCampaigns = (order: PostOrder) =>
  findPosts('post_find_in_campaign', order, {
    asked: 'unnest($6::text[]) with ordinality as asked (campaign_id, ordinal)',
    isOfAsked: `${POST_KEYS} @> array[${campaignKey('$1', 'asked.campaign_id')}] and post.campaign_id = asked.campaign_id`,
    // Of many posts: the imports are listed once, and not looked up for each.
    isPublished: `post.import_id = any (array(select id from import where organization_id = $1 and status = 'PUBLISHED'))`,
  });

export const FIND_POSTS: Readonly<Record<PostOrder, Statement>> = {
  VIEWS_DESC: findPostsOfPerformances('VIEWS_DESC'),
  POSTED_AT_DESC: findPostsOfPerformances('POSTED_AT_DESC'),
};

/** Of a campaign all posts are read for a page: so many as it has. */
export const FIND_POSTS_IN_CAMPAIGN: Readonly<Record<PostOrder, Statement>> = {
  VIEWS_DESC: findPostsOfCampaigns('VIEWS_DESC'),
  POSTED_AT_DESC: findPostsOfCampaigns('POSTED_AT_DESC'),
};

const count = z.string().regex(/^-?\d{1,19}$/);
/** The order, the position, and the filter where there is one. */
const cursorOf = (order: PostOrder) =>
  z.tuple([z.literal(order), count, count, count, z.string().optional()]);

/**
 * For each performance, which the caller knows that the reader may see, a page of the posts that its numbers are the sum of: those that its
 * filter leaves.
 * @throws CallerError BAD_USER_INPUT for a cursor of another filter
 */
export async function listPosts(
  reader: Reader,
  performances: readonly PostsOfPerformance[],
  page: PostsPage,
): Promise<Page<Post>[]> {
  const [platforms, from, to] = performerFilterValues(page.filter);
  return listPages(reader, page, performances, FIND_POSTS, [
    performances.map(({ campaignId }) => campaignId),
    performances.map(({ influencerId }) => influencerId),
    platforms ?? null,
    from ?? null,
    to ?? null,
  ]);
}

/** For each campaign, which the caller knows that the reader may see, a page of all of its posts. */
export async function listPostsOfCampaigns(
  reader: Reader,
  campaigns: readonly PostsOfCampaign[],
  page: PostsPage,
): Promise<Page<Post>[]> {
  return listPages(reader, page, campaigns, FIND_POSTS_IN_CAMPAIGN, [
    campaigns.map(({ campaignId }) => campaignId),
  ]);
}

async function listPages(
  { database, organizationId }: Reader,
  { first, after: cursor, orderBy, filter }: PostsPage,
  asked: readonly { readonly postCount: bigint }[],
  statements: Readonly<Record<PostOrder, Statement>>,
  ids: readonly SqlValue[],
): Promise<Page<Post>[]> {
  // Who is searched for says nothing of which posts count.
  const filterOfCursor = filterParts(withoutSearch(filter));
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  if (after !== undefined && after[4] !== filterOfCursor[0]) throw ofAnotherFilter();
  const position = after === undefined ? [null, null, null] : [after[1], after[2], after[3]];
  const rows = await database.query<PostRow>(statements[orderBy], [
    organizationId,
    ...position,
    first + 1,
    ...ids,
  ]);
  const pages: PostRow[][] = asked.map(() => []);
  for (const row of rows) pages[Number(row.ordinal) - 1]?.push(row);
  return asked.map(({ postCount }, index) =>
    toPage(
      pages[index] ?? [],
      { first, after },
      ({ sortKey, importId, line }) =>
        encodeCursor([orderBy, String(sortKey), String(importId), String(line), ...filterOfCursor]),
      async () => postCount,
    ),
  );
}

function ofAnotherFilter(): CallerError {
  return new CallerError(
    'BAD_USER_INPUT',
    'after comes from posts with another filter, and these have their own: begin them without after.',
    { argument: 'after' },
  );
}
