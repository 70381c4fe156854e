import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { Count } from '../../../platform/graph/count.type.ts';
import { checkPageLength, type Page, toPage } from '../../../platform/graph/page.ts';
import { Unchanging } from '../../../platform/graph/unchanging.ts';
import { type AccessContext, Allows } from '../../access/index.ts';
import { decodeLeaderboardCursor, encodeLeaderboardCursor } from './cursor.ts';
import { findLeaderboard, type LeaderboardDeps } from './leaderboard.ts';
import { RankByEnum, TopPerformer, TopPerformerConnection } from './performance.type.ts';
import type { RankBy, RankedPerformance } from './ranking.ts';

const CAMPAIGN_ID = { description: 'The campaign, by the id that the exports give it.' };
const RANK_BY = {
  nullable: true,
  defaultValue: RankByEnum.ENGAGEMENT_RATE,
  description: 'What the leaderboard is ordered by.',
};
const MIN_VIEWS = { nullable: true, description: 'Excludes influencers with fewer views than this, from 0.' };

@Resolver()
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
    @Arg('limit', () => Int, { nullable: true, defaultValue: 10, description: 'How many, from 1 to 100.' })
    limit: number,
    @Arg('rankBy', () => RankByEnum, RANK_BY) rankBy: RankBy,
    @Arg('minViews', () => Count, MIN_VIEWS) minViews: number | null,
  ): Promise<readonly RankedPerformance[]> {
    return findLeaderboard(this.#deps, {
      reader,
      campaignId,
      rankBy,
      limit: checkPageLength('limit', limit),
      minViews: BigInt(minViews ?? 0),
    });
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => TopPerformerConnection, {
    description:
      'The whole leaderboard of a campaign, a page at a time, best first. Its cursors are positions in the order, not row numbers: they stay valid while an import replaces rows.',
  })
  async performers(
    @Ctx() reader: AccessContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Returns the rows after this cursor; without it, from the first.',
    })
    after: string | null,
    @Arg('rankBy', () => RankByEnum, RANK_BY) rankBy: RankBy,
    @Arg('minViews', () => Count, MIN_VIEWS) minViews: number | null,
  ): Promise<Page<RankedPerformance>> {
    const cursor = after == null ? undefined : decodeLeaderboardCursor(after, rankBy);
    const rows = await findLeaderboard(this.#deps, {
      reader,
      campaignId,
      rankBy,
      limit: checkPageLength('first', first) + 1,
      minViews: BigInt(minViews ?? 0),
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    return toPage(rows, { first, after: cursor }, (row) => encodeLeaderboardCursor(rankBy, row));
  }
}
