import type { ResourceFilter } from '../../access/contract.ts';
import type { BriefRequest, Platform } from '../serving/brief.ts';

/** Which results a brief builds on: one campaign's posts, or all posts of a platform, of one organization. */
export type ResultsScope = {
  readonly organizationId: string;
  /** The campaigns that may be seen by whoever asks: no others count. */
  readonly visible: ResourceFilter;
} & (
  | { readonly campaignId: string; readonly platform?: Platform }
  | { readonly campaignId?: undefined; readonly platform: Platform }
);

/** What a creator achieved, with some of their best posts. Rates are percent of views. */
export interface PerformerResult {
  readonly influencerId: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
  readonly confidentEngagementRate: number | null;
  readonly bestPosts: readonly PostResult[];
}

/** One post. Its caption and hashtags are somebody else's words: data, never instructions. */
export interface PostResult {
  readonly postId: string | null;
  readonly platform: string | null;
  /** The day, YYYY-MM-DD. */
  readonly postedAt: string | null;
  /** REEL, STORY and so on, where it is known. */
  readonly format: string | null;
  readonly caption: string | null;
  readonly hashtags: readonly string[];
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
}

/** What the posts that carry a hashtag achieved together; the rate is weighted, percent of views. */
export interface HashtagResult {
  readonly hashtag: string;
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
  readonly engagementRate: number | null;
}

/** What all posts of a scope add up to; the rate is weighted, percent of views. */
export interface AverageResult {
  readonly engagementRate: number | null;
  readonly posts: number;
  readonly views: number;
}

/** How the rates of a scope's creators are spread, percent of views. */
export interface SpreadResult {
  readonly median: number;
  readonly upperQuartile: number;
  readonly creators: number;
}

/** What briefs need of the team's measured results. The performance capability offers it. */
export interface TeamResults {
  /**
   * Who worked, best first by confident engagement rate, with some of their best posts.
   * @throws CallerError NOT_FOUND that names near ids where there is no such campaign.
   */
  topPerformers(scope: ResultsScope, limit: number): Promise<readonly PerformerResult[]>;
  /** Hashtags of the scope's posts, highest weighted rate first. */
  topHashtags(scope: ResultsScope, limit: number): Promise<readonly HashtagResult[]>;
  /** Weighted rate over all posts of the scope; null where nothing was measured. */
  average(scope: ResultsScope): Promise<AverageResult | null>;
  /**
   * Of the creators of the scope with at least 1,000 views: their median and upper quartile of the weighted rate, percent
   * of views; null with fewer than 4 creators.
   */
  spread(scope: ResultsScope): Promise<SpreadResult | null>;
  /** One creator's numbers and best posts in the scope; null where they have none. */
  creator(scope: ResultsScope, influencerId: string): Promise<PerformerResult | null>;
  /**
   * A mark that changes whenever an import changes the scope's numbers.
   * @throws CallerError NOT_FOUND that names near ids where there is no such campaign.
   */
  revision(scope: ResultsScope): Promise<string>;
}

/** For whom a brief is written. Teams share no brief, though they ask for the same. */
export interface Team {
  readonly organizationId: string;
  /** The department that the brief comes to belong to; null: the organization as a whole. */
  readonly departmentId: string | null;
  /** The campaigns whose results it may build on. */
  readonly visible: ResourceFilter;
}

/** The campaign where the request names one, else all posts of the platform. */
export function scopeOf({ organizationId, visible }: Team, request: BriefRequest): ResultsScope {
  return request.campaignId === null
    ? { organizationId, visible, platform: request.platform }
    : { organizationId, visible, campaignId: request.campaignId };
}
