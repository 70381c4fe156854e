import type { Cache } from '../../../platform/cache/cache.ts';
import type { Database, OrganizationDatabase } from '../../../platform/storage/database.ts';
import { filterValues, isWithin, type ResourceFilter } from '../../access/contract.ts';
import { campaignNotFound } from '../totals/campaign-not-found.ts';
import type { CampaignRevisions } from '../totals/campaign-revisions.ts';
import {
  BEST_POSTS,
  FIND_ORGANIZATION_REVISION,
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
  readonly caption: string | null;
  readonly hashtags: readonly string[];
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
}

/** What a creator achieved within the scope, with the posts that had the most interactions. */
export interface CreatorNumbers {
  readonly influencerId: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
  readonly confidentEngagementRate: number | null;
  readonly bestPosts: readonly PostNumbers[];
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
    limit: number,
    load: () => Promise<Answer>,
  ) => {
    const { organizationId, campaignId = null, platform = null } = scope;
    const parts = [await revision(scope), campaignId, platform, limit];
    return cache.remember({ organizationId, kind, parts }, load);
  };

  return {
    revision,
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
  const posts = await database.query<
    { views: bigint; interactions: bigint; influencerId: string; hashtags: string[] | null } & Pick<
      PostNumbers,
      'caption' | 'engagementRate'
    >
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
        .map(({ caption, hashtags, engagementRate: rate, views, interactions }) => ({
          caption,
          hashtags: hashtags ?? [],
          engagementRate: rate,
          ...toNumbers({ views, interactions }),
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
