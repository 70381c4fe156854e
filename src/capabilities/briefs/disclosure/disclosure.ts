import { z } from 'zod';
import type { Cache } from '../../../platform/cache/cache.ts';
import { decodeCursor, encodeCursor } from '../../../platform/graph/cursor.ts';
import { type Page, toPage } from '../../../platform/graph/page.ts';
import type { SqlValue } from '../../../platform/storage/database.ts';
import type { Reader } from '../../access/contract.ts';
import type { Post, PostOrder } from '../../performance/contract.ts';
import { KNOWN_LABELS } from '../checks/posted-label.ts';
import { PLATFORMS } from '../serving/brief.ts';
import { COUNT_BY_CREATOR, LIST_CREATORS, LIST_NEXT } from './disclosure.sql.ts';
import {
  type DisclosureRule,
  describeFinding,
  type Finding,
  lookedAtOn,
  ruleOf,
} from './disclosure-rules.ts';
import { beginningsOfLabels, hashtagsOf, patternOfLabels } from './label-pattern.ts';

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

export interface DisclosureDeps {
  readonly cache: Cache;
  /** @throws CallerError NOT_FOUND that names near ids */
  requireCampaign(reader: Reader, id: string): Promise<{ readonly revision: bigint }>;
}

/** What is kept of a campaign. */
interface CampaignDisclosures extends DisclosureCounts {
  /** Who has posts that are not disclosed; null where they are too many to name. */
  readonly creators: readonly string[] | null;
  /** How many posts those creators have in all. */
  readonly postCount: bigint;
}

/** So many posts are judged by one statement: one visitor does not hold the embedded database for long. */
const POSTS_AT_ONCE = 1_000;
/** So many are judged before anything is known of the campaign. */
const POSTS_AT_FIRST = 500;
/** Posts that are not disclosed are looked for among so few creators, or among all: where there are more, such posts are not rare. */
const MOST_CREATORS = 500;
/** Changes with what is kept. */
const SHAPE = 1;

/**
 * How many posts of a campaign, which the caller knows that the reader may see, say that they are paid for. Kept until an import touches the
 * campaign.
 */
export async function countDisclosures(
  { cache, requireCampaign }: DisclosureDeps,
  reader: Reader,
  scope: DisclosureScope,
): Promise<CampaignDisclosures> {
  const { revision } = await requireCampaign(reader, scope.campaignId);
  return cache.remember(
    {
      organizationId: reader.organizationId,
      kind: 'disclosure',
      parts: [SHAPE, scope.campaignId, revision, scope.country],
    },
    () => countAnew(reader, scope),
  );
}

async function countAnew(
  { database, organizationId }: Reader,
  scope: DisclosureScope,
): Promise<CampaignDisclosures> {
  const counts = new Map<string, bigint>();
  const creators: string[] = [];
  let postCount = 0n;
  const all = await database.query<CreatorSize>(LIST_CREATORS, [organizationId, scope.campaignId]);
  for (const portion of portionsOf(all)) {
    const rows = await database.query<{ influencerId: string; disclosure: string; count: bigint }>(
      COUNT_BY_CREATOR,
      [...valuesOf(organizationId, scope), portion.map(({ influencerId }) => influencerId)],
    );
    const undisclosed = new Set<string>();
    for (const { influencerId, disclosure, count } of rows) {
      counts.set(disclosure, (counts.get(disclosure) ?? 0n) + count);
      if (disclosure === 'UNDISCLOSED') undisclosed.add(influencerId);
    }
    for (const { influencerId, postCount: posts } of portion) {
      if (!undisclosed.has(influencerId)) continue;
      creators.push(influencerId);
      postCount += posts;
    }
  }
  return {
    disclosedCount: counts.get('DISCLOSED') ?? 0n,
    undisclosedCount: counts.get('UNDISCLOSED') ?? 0n,
    unknownCount: counts.get('UNKNOWN') ?? 0n,
    notNeededCount: counts.get('NOT_NEEDED') ?? 0n,
    ...(creators.length > MOST_CREATORS
      ? { creators: null, postCount: all.reduce((sum, { postCount: posts }) => sum + posts, 0n) }
      : { creators, postCount }),
  };
}

interface CreatorSize {
  readonly influencerId: string;
  readonly postCount: bigint;
}

/** Creators in portions of so many posts; who has more stands alone. */
function portionsOf(creators: readonly CreatorSize[]): CreatorSize[][] {
  const portions: CreatorSize[][] = [];
  let room = 0;
  for (const creator of creators) {
    room -= Number(creator.postCount);
    if (room < 0) {
      portions.push([]);
      room = POSTS_AT_ONCE - Number(creator.postCount);
    }
    portions.at(-1)?.push(creator);
  }
  return portions;
}

const number = z.string().regex(/^-?\d{1,19}$/);
const cursorOf = (order: PostOrder) => z.tuple([z.literal(order), number, number, number]);

/** A post that was looked at; of those that are in order, only the last comes along. */
type LookedAt = Post & { readonly sortKey: bigint; readonly isUndisclosed: boolean; readonly looked: bigint };

/** A page of the posts of a campaign, which the caller knows that the reader may see, whose caption has no label that will do. */
export async function listUndisclosed(
  deps: DisclosureDeps,
  reader: Reader,
  scope: DisclosureScope,
  {
    first,
    after: cursor,
    orderBy,
  }: { readonly first: number; readonly after: string | null; readonly orderBy: PostOrder },
): Promise<Page<UndisclosedPost>> {
  const after = cursor === null ? undefined : decodeCursor(cursor, cursorOf(orderBy));
  const wanted = { orderBy, position: after?.slice(1) ?? [null, null, null], least: first + 1 };
  // In most campaigns the next posts have enough of them; where they have not, the kept counts tell where to look.
  const near = await lookAhead(reader, scope, { ...wanted, creators: null, atOnce: POSTS_AT_FIRST, most: 1 });
  const rows = near.isDone ? near.rows : await lookWhereTheyAre(deps, reader, scope, wanted);
  const page = toPage(
    rows.slice(0, first + 1),
    { first, after },
    ({ sortKey, importId, line }) => encodeCursor([orderBy, String(sortKey), String(importId), String(line)]),
    async () => (await countDisclosures(deps, reader, scope)).undisclosedCount,
  );
  return {
    ...page,
    edges: page.edges.map(({ node, cursor: at }) => ({ cursor: at, node: judge(node, scope) })),
  };
}

interface Wanted {
  readonly orderBy: PostOrder;
  /** Behind which they begin. */
  readonly position: readonly SqlValue[];
  /** How many rows are enough. */
  readonly least: number;
}

async function lookWhereTheyAre(
  deps: DisclosureDeps,
  reader: Reader,
  scope: DisclosureScope,
  wanted: Wanted,
): Promise<LookedAt[]> {
  const { undisclosedCount, creators, postCount } = await countDisclosures(deps, reader, scope);
  if (undisclosedCount === 0n) return [];
  // As many as hold a page where they are spread evenly, and some more.
  const spread = Math.ceil((wanted.least * Number(postCount) * 1.5) / Number(undisclosedCount));
  const atOnce = Math.min(POSTS_AT_ONCE, spread);
  return (await lookAhead(reader, scope, { ...wanted, creators, atOnce, most: Infinity })).rows;
}

/** Looks at the next posts, so many at once, until enough of them are found or none is left; or so many times at most. */
async function lookAhead(
  { database, organizationId }: Reader,
  scope: DisclosureScope,
  {
    orderBy,
    position,
    least,
    creators,
    atOnce,
    most,
  }: Wanted & { readonly creators: readonly string[] | null; readonly atOnce: number; readonly most: number },
): Promise<{ readonly rows: LookedAt[]; readonly isDone: boolean }> {
  const rows: LookedAt[] = [];
  let next = position;
  for (let times = 0; times < most; times++) {
    const found = await database.query<LookedAt>(LIST_NEXT[creators === null ? 'ALL' : 'SOME'][orderBy], [
      ...valuesOf(organizationId, scope),
      creators === null ? null : [...creators],
      ...next,
      atOnce,
    ]);
    rows.push(...found.filter(({ isUndisclosed }) => isUndisclosed));
    const last = found.at(-1);
    if (rows.length >= least || last === undefined || last.looked < atOnce) return { rows, isDone: true };
    next = [last.sortKey, last.importId, last.line];
  }
  return { rows, isDone: false };
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
    JSON.stringify(
      rules.map(({ platform, rule, lookedAt }) => ({
        platform,
        pattern: rule === null ? null : patternOfLabels(rule.acceptedLabels),
        looked_at: lookedAt,
      })),
    ),
    other === null ? null : patternOfLabels(other.acceptedLabels),
    BEGINNINGS,
    hashtags,
    patternOfLabels(hashtags.map((hashtag) => `#${hashtag}`)),
  ];
}

const BEGINNINGS = beginningsOfLabels(KNOWN_LABELS);
