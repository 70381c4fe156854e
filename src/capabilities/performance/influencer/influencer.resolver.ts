import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { CallerError } from '../../../errors.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { Allows } from '../../access/index.ts';
import { CampaignPerformanceConnection, InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { Performance } from '../leaderboard/ranking.ts';
import type { PerformanceContext } from '../loaders.ts';
import type { InfluencerTotals } from './influencer.ts';
import { Influencer } from './influencer.type.ts';

@Resolver(() => Influencer)
export class InfluencerResolver {
  @Allows('READ', 'CAMPAIGN')
  @Query(() => Influencer, {
    nullable: true,
    description: 'One creator. null, with a NOT_FOUND error, where there is none.',
  })
  async influencer(
    @Ctx() { performance }: PerformanceContext,
    @Arg('id', () => ID, { description: 'The id that the exports give the creator.' }) id: string,
  ): Promise<InfluencerTotals> {
    const influencer = await performance.influencers.load(id);
    if (influencer !== undefined) return influencer;
    throw new CallerError(
      'NOT_FOUND',
      `There is no influencer ${JSON.stringify(id.slice(0, 100))}. An influencer is found by the very id that the exports give.`,
    );
  }

  @FieldResolver(() => CampaignPerformanceConnection, {
    description: 'What the creator achieved, campaign by campaign, by the id of the campaign.',
  })
  async campaigns(
    @Ctx() { performance }: PerformanceContext,
    @Root() { id }: Influencer,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Returns the rows after this cursor; without it, from the first.',
    })
    after: string | null,
  ): Promise<Page<Performance>> {
    return performance
      .influencerCampaigns({ first: checkPageLength('first', first), after: after ?? null })
      .load(id);
  }
}

/** The creator of a performance. */
@Resolver(() => InfluencerPerformance)
export class PerformanceInfluencerResolver {
  @FieldResolver(() => Influencer, {
    nullable: true,
    description: 'The creator with the sums over all campaigns.',
  })
  async influencer(
    @Ctx() { performance }: PerformanceContext,
    @Root() { influencerId }: InfluencerPerformance,
  ) {
    return performance.influencers.load(influencerId);
  }
}
