import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import { type SqlValue, type Statement, statement } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import {
  filteredPosts,
  POST_COLUMNS,
  POST_SORT_KEYS,
  type Post,
  type PostOrder,
} from '../../performance/contract.ts';
import { PLATFORMS } from '../serving/brief.ts';
import {
  type DisclosureRule,
  describeFinding,
  type Finding,
  lookedAtOn,
  ruleOf,
} from './disclosure-rules.ts';
import { hashtagsOf, patternOfLabels } from './label-pattern.ts';

/** Which posts are looked through, and by whose rules. */
export interface DisclosureScope {
  readonly campaignId: string;
  readonly country: string | null;
}

/** How many posts of a campaign say in their caption that they are paid for. */
export interface DisclosureCounts {
  readonly disclosedCount: bigint;
  readonly undisclosedCount: bigint;
  readonly unknownCount: bigint;
  readonly notNeededCount: bigint;
}

export interface UndisclosedPost {
  readonly post: Post;
  readonly finding: Finding;
  readonly foundLabels: readonly string[];
  readonly rule: DisclosureRule;
}

/**
 * A table `judged` of a WITH clause: the posts of a campaign ($2) of an organization ($1) with their state. $3 to $5 a filter of posts, $6 the rules of
 * platforms, as JSON: the pattern, or null where none is needed, and how much of the caption is looked at; $7 the pattern of all others;
 * $8 the hashtags that are labels, $9 their pattern. Where an export has hashtags in a column of their own, and the caption has
 * none of them, they are taken for part of what is seen. Served by post_keys_idx: it reads the posts of the campaign.
 */
const JUDGED = `rules as materialized (
  select * from jsonb_to_recordset($6::jsonb) as given (platform text, pattern text, looked_at integer)
), judged as (
  select post.*,
         case
           when rule.pattern is null then 'NOT_NEEDED'
           when left(written.caption, rule.looked_at) ~ rule.pattern then 'DISCLOSED'
           when post.hashtags && $8::text[] and (written.caption ~ $9::text) is not true then 'DISCLOSED'
           when written.caption = '' then 'UNKNOWN'
           else 'UNDISCLOSED'
         end as disclosure
    from organization_post as post
   cross join lateral (select coalesce(normalize(post.caption), '') as caption) as written
   cross join lateral (
     select coalesce(max(given.pattern), case when count(*) = 0 then $7::text end) as pattern,
            coalesce(max(given.looked_at), 2147483647) as looked_at
       from rules as given
      where given.platform = post.platform
   ) as rule
   where ${filteredPosts(3)}
)`;

const COUNT = statement(
  'disclosure_count',
  `with ${JUDGED}
   select disclosure, count(*) as count from judged group by disclosure`,
);

/** $10 to $12 the cursor, $13 how many. */
const list = (order: PostOrder): Statement =>
  statement(
    `disclosure_list_${order.toLowerCase()}`,
    `with ${JUDGED}
     select ${POST_COLUMNS}, ${POST_SORT_KEYS[order]} as "sortKey" from judged as post
      where disclosure = 'UNDISCLOSED'
        and ($10::bigint is null or (${POST_SORT_KEYS[order]}, post.import_id, post.line) < ($10::bigint, $11::bigint, $12::bigint))
      order by ${POST_SORT_KEYS[order]} desc, post.import_id desc, post.line desc
      limit $13`,
  );

const LIST: Readonly<Record<PostOrder, Statement>> = {
  VIEWS_DESC: list('VIEWS_DESC'),
  POSTED_AT_DESC: list('POSTED_AT_DESC'),
};

/** How many posts of a campaign, which the caller knows that the reader may see, say that they are paid for. */
export async function countDisclosures(
  { database, organizationId }: Reader,
  scope: DisclosureScope,
): Promise<DisclosureCounts> {
  const rows = await database.query<{ disclosure: string; count: bigint }>(
    COUNT,
    valuesOf(organizationId, scope),
  );
  const countOf = (state: string) => rows.find(({ disclosure }) => disclosure === state)?.count ?? 0n;
  return {
    disclosedCount: countOf('DISCLOSED'),
    undisclosedCount: countOf('UNDISCLOSED'),
    unknownCount: countOf('UNKNOWN'),
    notNeededCount: countOf('NOT_NEEDED'),
  };
}

const number = z.string().regex(/^-?\d{1,19}$/);
const cursorOf = (order: PostOrder) => z.tuple([z.literal(order), number, number, number]);

/** A page of the posts of a campaign, which the caller knows that the reader may see, whose caption has no label that will do. */
export async function listUndisclosed(
  reader: Reader,
  scope: DisclosureScope,
  {
    first,
    after: cursor,
    orderBy,
    countAll,
  }: {
    readonly first: number;
    readonly after: string | null;
    readonly orderBy: PostOrder;
    countAll(): Promise<bigint>;
  },
): Promise<Page<UndisclosedPost>> {
  const { database, organizationId } = reader;
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  const [, ...position] = after ?? [orderBy, null, null, null];
  const rows = await database.query<Post & { readonly sortKey: bigint }>(LIST[orderBy], [
    ...valuesOf(organizationId, scope),
    ...position,
    first + 1,
  ]);
  const page = toPage(
    rows,
    { first, after },
    ({ sortKey, importId, line }) => encodeCursor([orderBy, String(sortKey), String(importId), String(line)]),
    countAll,
  );
  return {
    ...page,
    edges: page.edges.map(({ node, cursor: at }) => ({ cursor: at, node: judge(node, scope) })),
  };
}

function judge(post: Post, { country }: DisclosureScope): UndisclosedPost {
  const rule = ruleOf(country, post.platform);
  if (rule === null) throw new Error('a post is undisclosed without a rule');
  return { post, rule, ...describeFinding(post.caption ?? '', rule) };
}

function valuesOf(organizationId: string, { campaignId, country }: DisclosureScope): SqlValue[] {
  const rules = PLATFORMS.map((platform) => {
    const rule = ruleOf(country, platform);
    return { platform, rule, lookedAt: rule === null ? null : lookedAtOn(rule, platform) };
  });
  const other = ruleOf(country, null);
  const labels = [...rules.map(({ rule }) => rule), other].flatMap((rule) => rule?.acceptedLabels ?? []);
  const hashtags = hashtagsOf(labels);
  return [
    organizationId,
    campaignId,
    null,
    null,
    null,
    JSON.stringify(
      rules.map(({ platform, rule, lookedAt }) => ({
        platform,
        pattern: rule === null ? null : patternOfLabels(rule.acceptedLabels),
        looked_at: lookedAt,
      })),
    ),
    other === null ? null : patternOfLabels(other.acceptedLabels),
    hashtags,
    patternOfLabels(hashtags.map((hashtag) => `#${hashtag}`)),
  ];
}
