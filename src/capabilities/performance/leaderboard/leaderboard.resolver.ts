import { Arg, Ctx, Extensions, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { encodeCursor } from '../../../platform/graph/cursor.ts';
import { checkPageLength, toPage } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { Unchanging } from '../../../platform/graph/unchanging.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import { FILTER, PerformerFilterInput } from '../filter/performer-filter.input.ts';
import { readPerformerFilter } from '../filter/performer-filter.ts';
import type { PerformanceContext } from '../loaders.ts';
import { CampaignType } from '../totals/campaign.type.ts';
import { decodeLeaderboardCursor, encodeLeaderboardCursor } from './cursor.ts';
import { countLeaderboard, findLeaderboard, type LeaderboardDeps } from './leaderboard.ts';
import { requirePerformance } from './performance.ts';
import { CampaignPerformance, RankByEnum, TopPerformer } from './performance.type.ts';
import { PerformerConnection } from './performer.type.ts';
import type { Performance, RankBy, RankedPerformance } from './ranking.ts';
import { type Standings as CountedStandings, checkPoints, countStandings, findSpread } from './spread.ts';
import { Standings } from './standings.type.ts';
import { suggestMinViews } from './suggested-views.ts';

const CAMPAIGN_ID = { description: 'The campaign, by the id that the exports give it.' };
const MIN_VIEWS = { nullable: true, description: 'Excludes influencers with fewer views than this, from 0.' };
/** Each campaign of a list has it read by itself. */
const COST = { cost: 10 };

@Resolver(() => CampaignType)
export class LeaderboardResolver {
  readonly #deps: LeaderboardDeps;

  constructor(deps: LeaderboardDeps) {
    this.#deps = deps;
  }

  @Allows('READ', 'CAMPAIGN')
  @Unchanging()
  @Query(() => [TopPerformer], {
    description:
      'Who performs best in a campaign, best first. Fails with NOT_FOUND and near ids (extensions.nearIds) where there is no such campaign.',
  })
  async topPerformers(
    @Ctx() reader: AccessContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('limit', () => Int, firstOf(10)) limit: number,
    @Arg('rankBy', () => RankByEnum, {
      nullable: true,
      defaultValue: RankByEnum.ENGAGEMENT_RATE,
      description: 'What the leaderboard is ordered by.',
    })
    rankBy: RankBy,
    @Arg('minViews', () => Count, MIN_VIEWS) minViews: number | null,
  ): Promise<readonly RankedPerformance[]> {
    const { rows } = await findLeaderboard(this.#deps, {
      reader,
      campaignId,
      rankBy,
      limit: checkPageLength('limit', limit),
      minViews: BigInt(minViews ?? 0),
    });
    return rows;
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignPerformance, {
    nullable: true,
    description:
      'What one influencer achieved in one campaign. null, with a NOT_FOUND error, where the influencer has no posts in it, or there is no such campaign.',
  })
  async campaignPerformance(
    @Ctx() context: PerformanceContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('influencerId', () => ID, {
      description: 'The influencer, by the id that the exports give the creator.',
    })
    influencerId: string,
  ): Promise<Performance> {
    return requirePerformance(context, { campaignId, influencerId });
  }

  @Extensions(COST)
  @FieldResolver(() => PerformerConnection, {
    nullable: true,
    description: 'The whole leaderboard, a page at a time, best first.',
  })
  async performers(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => RankByEnum, orderByOf(RankByEnum.ENGAGEMENT_RATE)) rankBy: RankBy,
    @Arg('minViews', () => Count, MIN_VIEWS) givenMinViews: number | null,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<object> {
    const minViews = BigInt(givenMinViews ?? 0);
    const identity = { campaignId, rankBy, minViews, filter: readPerformerFilter(filter) };
    const cursor = after == null ? undefined : decodeLeaderboardCursor(after, identity);
    const { revision, rows } = await findLeaderboard(this.#deps, {
      reader,
      ...identity,
      limit: checkPageLength('first', first) + 1,
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    const page = toPage(
      rows,
      { first, after: cursor },
      (row) => encodeLeaderboardCursor(identity, revision, row),
      () => countLeaderboard(this.#deps, { reader, campaignId, minViews, filter: identity.filter }),
    );
    return {
      ...page,
      edges: page.edges.map((edge) => ({ ...edge, rank: edge.node.rank })),
      revision: encodeCursor([campaignId, String(revision)]),
    };
  }

  @Extensions(COST)
  @FieldResolver(() => [CampaignPerformance], {
    nullable: true,
    description:
      'How the influencers are spread over views and rates, most viewed first: for a chart. All who have views, or where there are more than limit, the best by each ranking and a stable sample of the others.',
  })
  async spread(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('limit', () => Int, {
      nullable: true,
      defaultValue: 500,
      description: 'How many at most, from 1 to 1500.',
    })
    limit: number,
    @Arg('minViews', () => Count, MIN_VIEWS) minViews: number | null,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<readonly Performance[]> {
    return findSpread(this.#deps, {
      reader,
      campaignId,
      limit: checkPoints(limit),
      minViews: BigInt(minViews ?? 0),
      filter: readPerformerFilter(filter),
    });
  }

  @Extensions(COST)
  @FieldResolver(() => Standings, {
    nullable: true,
    description:
      'How many influencers stand above the engagement rate of all posts that count, for certain or perhaps by chance, and below it.',
  })
  async standings(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('minViews', () => Count, MIN_VIEWS) minViews: number | null,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<CountedStandings> {
    return countStandings(this.#deps, {
      reader,
      campaignId,
      minViews: BigInt(minViews ?? 0),
      filter: readPerformerFilter(filter),
    });
  }

  @Extensions(COST)
  @FieldResolver(() => Count, {
    nullable: true,
    description:
      "From how many views on a leaderboard of rates is fair in this campaign: the larger of 1,000 and a hundredth of the median influencer's views, rounded down to two digits, and at most the median. A suggestion for minViews.",
  })
  async suggestedMinViews(
    @Ctx() reader: AccessContext,
    @Root() { id: campaignId }: CampaignType,
    @Arg('filter', () => PerformerFilterInput, FILTER) filter: PerformerFilterInput | null,
  ): Promise<bigint> {
    return suggestMinViews(this.#deps, reader, campaignId, readPerformerFilter(filter));
  }
}
