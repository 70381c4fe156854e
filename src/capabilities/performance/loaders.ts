import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { onePerPage } from '../../platform/graph/page-loaders.ts';
import type { Reader } from '../access/contract.ts';
import type { AccessContext } from '../access/index.ts';
import { findAudiences, type InfluencerAudience } from './influencer/audience.ts';
import {
  findInfluencers,
  type InfluencerCampaignsPage,
  type InfluencerKey,
  type InfluencerTotals,
  listInfluencerCampaigns,
} from './influencer/influencer.ts';
import { type InfluencerPlatform, listInfluencerPlatforms } from './influencer/influencer-platforms.ts';
import type { Performance } from './leaderboard/ranking.ts';
import { createMoneyLoaders, type MoneyLoaders } from './money/money.ts';
import {
  listPosts,
  listPostsOfCampaigns,
  type Post,
  type PostsOfCampaign,
  type PostsOfPerformance,
  type PostsPage,
} from './post/post.ts';
import { type Campaign, findCampaigns } from './totals/campaign.ts';

/** What one request has loaded: however many rows ask for the same kind of thing, one query answers them. */
export interface PerformanceLoaders {
  readonly campaigns: DataLoader<string, Campaign | undefined>;
  readonly influencers: DataLoader<string, InfluencerTotals | undefined>;
  readonly influencerPlatforms: DataLoader<string, readonly InfluencerPlatform[]>;
  /** By platform. */
  readonly influencerAudiences: DataLoader<string, ReadonlyMap<string, InfluencerAudience>>;
  influencerCampaigns(page: InfluencerCampaignsPage): DataLoader<InfluencerKey, Page<Performance>, string>;
  readonly money: MoneyLoaders;
  posts(page: PostsPage): DataLoader<PostsOfPerformance, Page<Post>, string>;
  campaignPosts(page: PostsPage): DataLoader<PostsOfCampaign, Page<Post>, string>;
}

/** The context that the resolvers of this capability need. */
export interface PerformanceContext extends AccessContext {
  readonly performance: PerformanceLoaders;
}

/** Loaders for one request: they load what its reader may see. */
export function createPerformanceLoaders(reader: Reader): PerformanceLoaders {
  return new Loaders(reader);
}

/** Guards the loaders of one request. Most requests need none, so that each is made where it is first asked for. */
class Loaders implements PerformanceLoaders {
  readonly #reader: Reader;
  #campaigns: PerformanceLoaders['campaigns'] | undefined;
  #influencers: PerformanceLoaders['influencers'] | undefined;
  #influencerPlatforms: PerformanceLoaders['influencerPlatforms'] | undefined;
  #influencerAudiences: PerformanceLoaders['influencerAudiences'] | undefined;
  #money: MoneyLoaders | undefined;
  #influencerCampaigns: PerformanceLoaders['influencerCampaigns'] | undefined;
  #posts: PerformanceLoaders['posts'] | undefined;
  #campaignPosts: PerformanceLoaders['campaignPosts'] | undefined;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  get campaigns() {
    this.#campaigns ??= new DataLoader((ids) => findCampaigns(this.#reader, ids));
    return this.#campaigns;
  }

  get influencers() {
    this.#influencers ??= new DataLoader((ids) => findInfluencers(this.#reader, ids));
    return this.#influencers;
  }

  get influencerPlatforms() {
    this.#influencerPlatforms ??= new DataLoader((ids) => listInfluencerPlatforms(this.#reader, ids));
    return this.#influencerPlatforms;
  }

  get influencerAudiences() {
    this.#influencerAudiences ??= new DataLoader((ids) => findAudiences(this.#reader, ids));
    return this.#influencerAudiences;
  }

  get money() {
    this.#money ??= createMoneyLoaders(this.#reader);
    return this.#money;
  }

  influencerCampaigns(page: InfluencerCampaignsPage) {
    this.#influencerCampaigns ??= onePerPage(
      (asked: InfluencerCampaignsPage) =>
        new DataLoader((keys) => listInfluencerCampaigns(this.#reader, keys, asked), {
          cacheKeyFn: ({ id }: InfluencerKey) => id,
        }),
    );
    return this.#influencerCampaigns(page);
  }

  posts(page: PostsPage) {
    this.#posts ??= onePerPage(
      (asked: PostsPage) =>
        new DataLoader((keys) => listPosts(this.#reader, keys, asked), {
          cacheKeyFn: ({ campaignId, influencerId }: PostsOfPerformance) =>
            JSON.stringify([campaignId, influencerId]),
        }),
    );
    return this.#posts(page);
  }

  campaignPosts(page: PostsPage) {
    this.#campaignPosts ??= onePerPage(
      (asked: PostsPage) =>
        new DataLoader((keys) => listPostsOfCampaigns(this.#reader, keys, asked), {
          cacheKeyFn: ({ campaignId }: PostsOfCampaign) => campaignId,
        }),
    );
    return this.#campaignPosts(page);
  }
}
