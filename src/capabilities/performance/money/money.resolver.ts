import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PerformerFilter } from '../filter/performer-filter.ts';
import { Influencer } from '../influencer/influencer.type.ts';
import type { LeaderboardDeps } from '../leaderboard/leaderboard.ts';
import { InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { PerformanceContext } from '../loaders.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import { CampaignPlatform, CampaignTotals } from '../totals/campaign-totals.type.ts';
import {
  computeFigures,
  computeMediaValue,
  type Figure,
  type MoneyFigures,
  type MoneyValue,
  type PlatformCounts,
} from './figures.ts';
import { findCampaignCounts, findCampaignMoney } from './money.ts';
import { MoneyFigure, MoneyFiguresType } from './money.type.ts';

const MONEY = { nullable: true, description: 'What the posts cost, and what came of them.' };
/** Reads the posts of what it stands in. */
const COST = { cost: 10 };

/** Figures, and how to find what the earned media value is computed of: it is looked up where it is asked for. */
interface CountedFigures extends MoneyFigures {
  findCounts(): Promise<readonly PlatformCounts[]>;
  readonly allPosts: bigint;
}

/** Which posts of a campaign sums are over. */
interface Scope {
  readonly campaignId: string;
  readonly filter: PerformerFilter | undefined;
  readonly postCount: bigint;
}

async function figuresOfCampaign(
  deps: LeaderboardDeps,
  context: PerformanceContext,
  { campaignId, filter, postCount }: Scope,
  isCounted: (of: { readonly platform: string | null }) => boolean = () => true,
): Promise<CountedFigures> {
  const sums = await findCampaignMoney(deps, context, campaignId, filter);
  return {
    ...computeFigures(sums.filter(isCounted), postCount),
    findCounts: async () => (await findCampaignCounts(deps, context, campaignId, filter)).filter(isCounted),
    allPosts: postCount,
  };
}

@Resolver(() => CampaignType)
export class CampaignMoneyResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => MoneyFiguresType, MONEY)
  async money(
    @Ctx() context: PerformanceContext,
    @Root() { id, postCount }: CampaignType,
  ): Promise<CountedFigures> {
    return figuresOfCampaign(this.#deps, context, { campaignId: id, filter: undefined, postCount });
  }
}

@Resolver(() => CampaignTotals)
export class TotalsMoneyResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => MoneyFiguresType, MONEY)
  async money(@Ctx() context: PerformanceContext, @Root() scope: Scope): Promise<CountedFigures> {
    return figuresOfCampaign(this.#deps, context, scope);
  }
}

@Resolver(() => CampaignPlatform)
export class PlatformMoneyResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Extensions(COST)
  @FieldResolver(() => MoneyFiguresType, MONEY)
  async money(
    @Ctx() context: PerformanceContext,
    @Root() scope: Scope & { readonly platform: string | null },
  ): Promise<CountedFigures> {
    return figuresOfCampaign(this.#deps, context, scope, ({ platform }) => platform === scope.platform);
  }
}

@Resolver(() => InfluencerPerformance)
export class PerformanceMoneyResolver {
  @Extensions(COST)
  @FieldResolver(() => MoneyFiguresType, MONEY)
  async money(
    @Ctx() { performance: { money } }: PerformanceContext,
    @Root() { campaignId, influencerId, filter, postCount }: Scope & { readonly influencerId: string },
  ): Promise<CountedFigures> {
    const key = { campaignId, influencerId, filter };
    return {
      ...computeFigures(await money.ofPerformances.load(key), postCount),
      findCounts: () => money.countsOfPerformances.load(key),
      allPosts: postCount,
    };
  }
}

@Resolver(() => Influencer)
export class InfluencerMoneyResolver {
  @Extensions(COST)
  @FieldResolver(() => MoneyFiguresType, MONEY)
  async money(
    @Ctx() { performance: { money } }: PerformanceContext,
    @Root() { id, postCount }: Influencer,
  ): Promise<CountedFigures> {
    return {
      ...computeFigures(await money.ofInfluencers.load(id), postCount),
      findCounts: () => money.countsOfInfluencers.load(id),
      allPosts: postCount,
    };
  }
}

@Resolver(() => MoneyFiguresType)
export class MediaValueResolver {
  @Extensions(COST)
  @FieldResolver(() => MoneyFigure, {
    nullable: true,
    description:
      "Earned media value: views, likes, comments and shares, each times the organization's rate for it on the post's platform, over the posts on platforms that have rates. A count that was not reported adds nothing. It is a valuation by those rates, not money that anybody received.",
  })
  async emv(
    @Ctx() { performance: { money } }: PerformanceContext,
    @Root() { findCounts, allPosts }: CountedFigures,
  ): Promise<Figure<MoneyValue>> {
    const rates = await money.rates();
    return computeMediaValue(rates.length === 0 ? [] : await findCounts(), rates, allPosts);
  }
}
