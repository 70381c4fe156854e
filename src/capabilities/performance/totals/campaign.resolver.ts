import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import type { Campaign } from '../../../platform/storage/generated/client.ts';
import { Allows } from '../../access/index.ts';
import { InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { PerformanceContext } from '../loaders.ts';
import { listCampaigns } from './campaign.ts';
import { CampaignConnection, CampaignType } from './campaign.type.ts';
import { requireCampaignTotals } from './require-campaign-totals.ts';

@Resolver()
export class CampaignResolver {
  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignType, {
    nullable: true,
    description: 'One campaign. null, with a NOT_FOUND error that names near ids, where there is none.',
  })
  async campaign(
    @Ctx() context: PerformanceContext,
    @Arg('id', () => ID, { description: 'The id that the exports give it.' }) id: string,
  ): Promise<Campaign> {
    return requireCampaignTotals(context, id);
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignConnection, { description: 'The campaigns, by id.' })
  async campaigns(
    @Ctx() context: PerformanceContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, from 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Returns the rows after this cursor; without it, from the first.',
    })
    after: string | null,
    @Arg('search', () => String, { nullable: true, description: 'Part of an id, whatever its case.' })
    search: string | null,
  ): Promise<Page<Campaign>> {
    return listCampaigns(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      search: search ?? null,
    });
  }
}

/** The campaign that a performance belongs to. */
@Resolver(() => InfluencerPerformance)
export class PerformanceCampaignResolver {
  @FieldResolver(() => CampaignType, { nullable: true, description: 'The campaign with its sums.' })
  async campaign(@Ctx() { performance }: PerformanceContext, @Root() { campaignId }: InfluencerPerformance) {
    return performance.campaigns.load(campaignId);
  }
}
