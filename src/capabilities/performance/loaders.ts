import DataLoader from 'dataloader';
import type { Page } from '../../platform/graph/page.ts';
import { type NestedPage, onePerPage } from '../../platform/graph/page-loaders.ts';
import type { Campaign } from '../../platform/storage/generated/client.ts';
import type { Reader } from '../access/contract.ts';
import type { AccessContext } from '../access/index.ts';
import { findInfluencers, type InfluencerTotals, listInfluencerCampaigns } from './influencer/influencer.ts';
import type { Performance } from './leaderboard/ranking.ts';
import { listPosts, type PerformanceKey, type Post } from './post/post.ts';
import { findCampaigns } from './totals/campaign.ts';

/** What one request has loaded: however many rows ask for the same kind of thing, one query answers them. */
export interface PerformanceLoaders {
  readonly campaigns: DataLoader<string, Campaign | undefined>;
  readonly influencers: DataLoader<string, InfluencerTotals | undefined>;
  influencerCampaigns(page: NestedPage): DataLoader<string, Page<Performance>>;
  posts(page: NestedPage): DataLoader<PerformanceKey, Page<Post>, string>;
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
  #influencerCampaigns: PerformanceLoaders['influencerCampaigns'] | undefined;
  #posts: PerformanceLoaders['posts'] | undefined;

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

  influencerCampaigns(page: NestedPage) {
    this.#influencerCampaigns ??= onePerPage(
      (asked) => new DataLoader((ids) => listInfluencerCampaigns(this.#reader, ids, asked)),
    );
    return this.#influencerCampaigns(page);
  }

  posts(page: NestedPage) {
    this.#posts ??= onePerPage(
      (asked) =>
        new DataLoader((keys) => listPosts(this.#reader, keys, asked), {
          cacheKeyFn: ({ campaignId, influencerId }: PerformanceKey) =>
            JSON.stringify([campaignId, influencerId]),
        }),
    );
    return this.#posts(page);
  }
}
