import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import { checkPageLength, type Page } from '../../../platform/graph/page.ts';
import { AFTER, firstOf, orderByOf } from '../../../platform/graph/page-arguments.ts';
import { Allows } from '../../access/index.ts';
import { InfluencerPerformance } from '../leaderboard/performance.type.ts';
import type { PerformanceContext } from '../loaders.ts';
import { type Campaign, type CampaignOrder, listCampaigns } from './campaign.ts';
import { CampaignConnection, CampaignOrderEnum, CampaignType } from './campaign.type.ts';
import { requireCampaignTotals } from './require-campaign-totals.ts';

@Resolver()
export class CampaignResolver {
  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignType, {
    nullable: true,
    description:
      'One campaign. null, with a NOT_FOUND error that names near ids (extensions.nearIds), where there is none.',
  })
  async campaign(
    @Ctx() context: PerformanceContext,
    @Arg('id', () => ID, { description: 'The id that the exports give it.' }) id: string,
  ): Promise<Campaign> {
    return requireCampaignTotals(context, id);
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => CampaignConnection, { nullable: true, description: 'The campaigns that the viewer may see.' })
  async campaigns(
    @Ctx() context: PerformanceContext,
    @Arg('first', () => Int, firstOf(20)) first: number,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => CampaignOrderEnum, orderByOf(CampaignOrderEnum.ID_ASC)) orderBy: CampaignOrder,
    @Arg('search', () => String, { nullable: true, description: 'Part of an id, whatever its case.' })
    search: string | null,
  ): Promise<Page<Campaign>> {
    return listCampaigns(context, {
      first: checkPageLength('first', first),
      after: after ?? null,
      orderBy,
      search: search ?? null,
    });
  }
}

/** The campaign that a performance belongs to. */
@Resolver(() => InfluencerPerformance)
export class PerformanceCampaignResolver {
  @FieldResolver(() => CampaignType, { nullable: true, description: 'The campaign with its sums.' })
  async campaign(
    @Ctx() { performance }: PerformanceContext,
    @Root() { campaignId }: InfluencerPerformance,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID) ? { id: campaignId } : performance.campaigns.load(campaignId);
  }
}
