import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { columnName } from '../../../platform/storage/column-name.ts';
import { statement } from '../../../platform/storage/database.ts';
import { type Post as PostModel, Prisma } from '../../../platform/storage/generated/client.ts';
import type { Reader } from '../../access/contract.ts';
import { POST_KEYS, performanceKey } from './post-keys.sql.ts';

/** One measured post: what its model has. Counts that the export did not report are null. */
export interface Post extends Readonly<Omit<PostModel, 'organizationId' | 'hashtags'>> {
  readonly hashtags: readonly string[] | null;
}

/** One influencer in one campaign. */
export interface PerformanceKey {
  readonly campaignId: string;
  readonly influencerId: string;
}

const COLUMNS = Object.keys(Prisma.PostScalarFieldEnum)
  .filter((field) => field !== 'organizationId')
  .map((field) => `post.${columnName(field)} as "${field}"`);

/**
 * A page of the posts of each of many performances, most viewed first, then newest import, then line.
 * Served by post_keys_idx, and import_pkey for what is published. The view organization_post is the row
 * security of posts: it shows those of the session's organization.
 */
export const FIND_POSTS = statement(
  'post_find',
  `select ${COLUMNS.join(', ')}
     from unnest($2::text[], $3::text[]) with ordinality as asked (campaign_id, influencer_id, ordinal)
    cross join lateral (
      select post.* from organization_post as post
        join import on import.id = post.import_id and import.status = 'PUBLISHED'
       where ${POST_KEYS} @> array[${performanceKey('$1', 'asked.campaign_id', 'asked.influencer_id')}]
         and post.organization_id = $1
         and post.campaign_id = asked.campaign_id and post.influencer_id = asked.influencer_id
         and ($4::bigint is null or (post.views, post.import_id, post.line) < ($4::bigint, $5::bigint, $6::bigint))
       order by post.views desc, post.import_id desc, post.line desc
       limit $7
    ) as post
    order by asked.ordinal, post.views desc, post.import_id desc, post.line desc`,
);

const count = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
const Cursor: z.ZodType<[bigint, bigint, bigint]> = z.tuple([count, count, count]);

/** For each performance, which the caller knows that the reader may see, a page of the posts that its numbers are the sum of. */
export async function listPosts(
  { database, organizationId }: Reader,
  performances: readonly PerformanceKey[],
  page: { first: number; after: string | null },
): Promise<Page<Post>[]> {
  const after = page.after === null ? undefined : decodeCursor(page.after, Cursor);
  const rows = await database.query<Post>(FIND_POSTS, [
    organizationId,
    performances.map(({ campaignId }) => campaignId),
    performances.map(({ influencerId }) => influencerId),
    ...(after ?? [null, null, null]),
    page.first + 1,
  ]);
  const keyOf = ({ campaignId, influencerId }: PerformanceKey) => JSON.stringify([campaignId, influencerId]);
  const byPerformance = new Map<string, Post[]>(performances.map((performance) => [keyOf(performance), []]));
  for (const row of rows) byPerformance.get(keyOf(row))?.push(row);
  return performances.map((performance) =>
    toPage(
      byPerformance.get(keyOf(performance)) ?? [],
      { first: page.first, after },
      ({ views, importId, line }) => encodeCursor([String(views), String(importId), String(line)]),
    ),
  );
}
