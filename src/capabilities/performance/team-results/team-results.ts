import type { Cache } from '../../../platform/cache/cache.ts';
import type { Database, OrganizationDatabase } from '../../../platform/storage/database.ts';
import { filterValues, isWithin, type ResourceFilter } from '../../access/contract.ts';
import { campaignNotFound } from '../totals/campaign-not-found.ts';
import type { CampaignRevisions } from '../totals/campaign-revisions.ts';
import { LEAST_CREATORS } from './enough.ts';
import { formatOfUrl } from './post-format.ts';
import {
  BEST_POSTS,
  FIND_ORGANIZATION_REVISION,
  LEVEL,
  ONE_CREATOR,
  type SumScope,
  TOP_CREATORS,
  TOP_HASHTAGS,
} from './team-results.sql.ts';

/** How many of a creator's best posts come with the creator's numbers. */
const BEST_POSTS_EACH = 3;

/** Which results are meant: those of one campaign, of one platform, or of one platform within a campaign. */
export type ResultsScope = {
  readonly organizationId: string;
  /** The campaigns that may be seen by whoever asks: no others count. */
  readonly visible: ResourceFilter;
} & (
  | { readonly campaignId: string; readonly platform?: string }
  | { readonly campaignId?: undefined; readonly platform: string }
);

/** What the posts that carry a hashtag achieved together. The rate is weighted, percent of views. */
export interface HashtagNumbers {
  /** With its #, as a caption shows it. */
  readonly hashtag: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
}

/** A post with what it achieved. Its words are somebody else's: data, never instructions. */
export interface PostNumbers {
  /** The platform's own id, where the export gave one. */
  readonly postId: string | null;
  readonly platform: string | null;
  /** The day in UTC, YYYY-MM-DD. */
  readonly postedAt: string | null;
  /** REEL, STORY and so on, where the post's address says it. */
  readonly format: string | null;
  readonly caption: string | null;
  readonly hashtags: readonly string[];
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
}

/** What a creator achieved within the scope, with the posts that had the most interactions: first of those with a caption. */
export interface CreatorNumbers {
  readonly influencerId: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
  readonly confidentEngagementRate: number | null;
  readonly bestPosts: readonly PostNumbers[];
}

/** What all posts of a scope add up to. The rate is weighted, percent of views. */
export interface AverageNumbers {
  readonly engagementRate: number | null;
  readonly posts: number;
  readonly views: number;
}

/** How the weighted rates of a scope's creators are spread, percent of views. */
export interface SpreadNumbers {
  readonly median: number;
  readonly upperQuartile: number;
  /** How many creators it rests on: those with at least 1,000 views. */
  readonly creators: number;
}

/** The team's own results, for whoever builds on them. Every answer is cached until an import changes it. */
export interface TeamResults {
  /**
   * Best first by confident engagement rate; whoever has fewer than 1,000 views comes last.
   * @throws CallerError NOT_FOUND that names near ids
   */
  topPerformers(scope: ResultsScope, limit: number): Promise<readonly CreatorNumbers[]>;
  /** The same of hashtags. */
  topHashtags(scope: ResultsScope, limit: number): Promise<readonly HashtagNumbers[]>;
  /** The weighted rate over all posts of the scope; null where it has none. */
  average(scope: ResultsScope): Promise<AverageNumbers | null>;
  /** Median and upper quartile of the creators with at least 1,000 views; null with fewer than 4 of them. */
  spread(scope: ResultsScope): Promise<SpreadNumbers | null>;
  /** One creator's numbers and best posts; null where they have no views in the scope. */
  creator(scope: ResultsScope, influencerId: string): Promise<CreatorNumbers | null>;
  /** Changes with every import that touches the scope. @throws CallerError NOT_FOUND that names near ids */
  revision(scope: ResultsScope): Promise<string>;
}

export interface TeamResultsDeps {
  readonly database: Database;
  readonly cache: Cache;
  readonly revisions: CampaignRevisions;
}

type Counted<Numbers> = {
  readonly [Name in keyof Numbers]: Numbers[Name] extends number ? bigint : Numbers[Name];
};

/** Makes the results readable. Their counts are JavaScript numbers: exact up to 2^53 - 1. */
export function createTeamResults({ database, cache, revisions }: TeamResultsDeps): TeamResults {
  const revision = async ({ organizationId, campaignId, visible }: ResultsScope): Promise<string> => {
    if (campaignId === undefined) {
      const [row] = await database.query<{ revision: bigint | null }>(FIND_ORGANIZATION_REVISION, [
        organizationId,
      ]);
      return `${row?.revision ?? 'none'} ${visible.key}`;
    }
    const found = await revisions.find(organizationId, campaignId);
    if (found === undefined || !isWithin(visible, { id: campaignId, departmentId: found.departmentId })) {
      const organizationDatabase = database.forOrganization(organizationId);
      throw await campaignNotFound({ database: organizationDatabase, organizationId, visible }, campaignId);
    }
    return String(found.revision);
  };

  const remember = async <Answer>(
    kind: string,
    scope: ResultsScope,
    asked: number | string | null,
    load: () => Promise<Answer>,
  ) => {
    const { organizationId, campaignId = null, platform = null } = scope;
    const parts = [await revision(scope), campaignId, platform, asked];
    return cache.remember({ organizationId, kind, parts }, load);
  };

  const level = (scope: ResultsScope) =>
    remember('team-level', scope, null, () =>
      readLevel(database.forOrganization(scope.organizationId), scope),
    );

  return {
    revision,
    average: async (scope) => (await level(scope)).average,
    spread: async (scope) => (await level(scope)).spread,
    creator: (scope, influencerId) =>
      remember('team-creator', scope, influencerId, () =>
        readCreator(database.forOrganization(scope.organizationId), scope, influencerId),
      ),
    topPerformers: (scope, limit) =>
      remember('team-performers', scope, limit, () =>
        readTopPerformers(database.forOrganization(scope.organizationId), scope, limit),
      ),
    topHashtags: (scope, limit) =>
      remember('team-hashtags', scope, limit, async () => {
        const rows = await database
          .forOrganization(scope.organizationId)
          .query<Counted<HashtagNumbers>>(TOP_HASHTAGS[sumScopeOf(scope)], [
            ...scopeValues(scope),
            limit,
            ...askedFilter(scope),
          ]);
        return rows.map(({ hashtag, engagementRate, ...counts }) => ({
          hashtag,
          engagementRate,
          ...toNumbers(counts),
        }));
      }),
  };
}

async function readTopPerformers(
  database: OrganizationDatabase,
  scope: ResultsScope,
  limit: number,
): Promise<CreatorNumbers[]> {
  const creators = await database.query<Counted<Omit<CreatorNumbers, 'bestPosts'>>>(
    TOP_CREATORS[sumScopeOf(scope)],
    [...scopeValues(scope), limit, ...askedFilter(scope)],
  );
  return withBestPosts(database, scope, creators);
}

async function readCreator(
  database: OrganizationDatabase,
  scope: ResultsScope,
  influencerId: string,
): Promise<CreatorNumbers | null> {
  const found = await database.query<Counted<Omit<CreatorNumbers, 'bestPosts'>>>(
    ONE_CREATOR[sumScopeOf(scope)],
    [...scopeValues(scope), influencerId, ...askedFilter(scope)],
  );
  const [numbers] = found.length === 0 ? [] : await withBestPosts(database, scope, found);
  return numbers ?? null;
}

async function readLevel(database: OrganizationDatabase, scope: ResultsScope) {
  const [level] = await database.query<{
    posts: bigint;
    views: bigint;
    engagementRate: number | null;
    creators: bigint;
    median: number | null;
    upperQuartile: number | null;
  }>(LEVEL[sumScopeOf(scope)], [...scopeValues(scope), ...askedFilter(scope)]);
  if (level === undefined || level.posts === 0n) return { average: null, spread: null };
  const { posts, views, creators } = toNumbers({
    posts: level.posts,
    views: level.views,
    creators: level.creators,
  });
  const { engagementRate, median, upperQuartile } = level;
  return {
    average: { engagementRate, posts, views },
    spread:
      creators < LEAST_CREATORS || median === null || upperQuartile === null
        ? null
        : { median, upperQuartile, creators },
  };
}

async function withBestPosts(
  database: OrganizationDatabase,
  scope: ResultsScope,
  creators: readonly Counted<Omit<CreatorNumbers, 'bestPosts'>>[],
): Promise<CreatorNumbers[]> {
  const posts = await database.query<
    {
      readonly views: bigint;
      readonly interactions: bigint;
      readonly influencerId: string;
      readonly hashtags: string[] | null;
      readonly postedAt: Date | null;
      readonly url: string | null;
    } & Pick<PostNumbers, 'postId' | 'platform' | 'caption' | 'engagementRate'>
  >(BEST_POSTS, [
    ...scopeValues(scope),
    creators.map(({ influencerId }) => influencerId),
    BEST_POSTS_EACH,
    ...filterValues(scope.visible),
  ]);
  return creators.map(
    ({ influencerId, engagementRate, confidentEngagementRate, posts: postCount, ...counts }) => ({
      influencerId,
      engagementRate,
      confidentEngagementRate,
      posts: Number(postCount),
      ...toNumbers(counts),
      bestPosts: posts
        .filter((post) => post.influencerId === influencerId)
        .map(({ postId, platform, postedAt, url, caption, hashtags, engagementRate: rate, ...counted }) => ({
          postId,
          platform,
          postedAt: postedAt?.toISOString().slice(0, 10) ?? null,
          format: url === null ? null : formatOfUrl(url),
          caption,
          hashtags: hashtags ?? [],
          engagementRate: rate,
          ...toNumbers({ views: counted.views, interactions: counted.interactions }),
        })),
    }),
  );
}

/** A campaign was found to be visible before. */
function sumScopeOf({ campaignId, visible }: ResultsScope): SumScope {
  if (campaignId !== undefined) return 'campaign';
  return visible.everything ? 'everything' : 'visible';
}

function askedFilter(scope: ResultsScope): ReturnType<typeof filterValues> | [] {
  return sumScopeOf(scope) === 'visible' ? filterValues(scope.visible) : [];
}

function scopeValues({
  organizationId,
  campaignId,
  platform,
}: ResultsScope): [string, string | null, string | null] {
  return [organizationId, campaignId ?? null, platform ?? null];
}

function toNumbers<Name extends string>(counts: Readonly<Record<Name, bigint>>): Record<Name, number>;
function toNumbers(counts: Readonly<Record<string, bigint>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
}
