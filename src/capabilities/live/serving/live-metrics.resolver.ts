import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { asksOnlyFor, FIELDS_OF_ID } from '../../../platform/graph/asked-fields.ts';
import { DateTime } from '../../../platform/graph/date-time.type.ts';
import { checkPageLength } from '../../../platform/graph/page.ts';
import { Allows } from '../../access/index.ts';
import { InfluencerPerformance, InfluencerType } from '../../performance/index.ts';
import type { LiveContext } from '../context.ts';
import type { Origin, Window } from '../windows/window.ts';
import type { Bucket, LiveRankBy } from '../windows/windows.sql.ts';
import {
  findCampaignMetrics,
  findInfluencerMetrics,
  findLivePerformers,
  findMetricsTimeline,
  type LiveMetrics,
  type LivePerformer,
  type LivePeriod,
  MOST_PERIODS,
  type WindowRequest,
} from '../windows/windows.ts';
import { BucketEnum, LiveRankByEnum, OriginEnum, WindowEnum } from './live-enums.type.ts';
import { LiveMetricsType, LivePerformerType, LivePeriodType } from './live-numbers.type.ts';

const CAMPAIGN_ID = { description: 'The campaign.' };
const WINDOW = { description: 'Over which time.' };
const ORIGIN = {
  nullable: true,
  defaultValue: 'TRUSTED' satisfies Origin,
  description: 'Whose events. Those of public write keys can be forged, and are never added to the others.',
};
const NOT_FOUND =
  'null, with a NOT_FOUND error that names near ids (extensions.nearIds), where there is no such campaign.';

@Resolver(() => LivePerformerType)
export class LiveMetricsResolver {
  @Allows('READ', 'CAMPAIGN')
  @Query(() => LiveMetricsType, {
    nullable: true,
    description: `What the events of a campaign add up to. ${NOT_FOUND}`,
  })
  async campaignMetrics(
    @Ctx() context: LiveContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('window', () => WindowEnum, WINDOW) window: Window,
    @Arg('origin', () => OriginEnum, ORIGIN) origin: Origin,
  ): Promise<LiveMetrics> {
    return findCampaignMetrics(await readRequest(context, { campaignId, window, origin }));
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => LiveMetricsType, {
    nullable: true,
    description: `What the events of one influencer in a campaign add up to; all 0 where there are none. ${NOT_FOUND}`,
  })
  async influencerMetrics(
    @Ctx() context: LiveContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('influencerId', () => ID, { description: 'The influencer, as the events give it.' })
    influencerId: string,
    @Arg('window', () => WindowEnum, WINDOW) window: Window,
    @Arg('origin', () => OriginEnum, ORIGIN) origin: Origin,
  ): Promise<LiveMetrics> {
    return findInfluencerMetrics(await readRequest(context, { campaignId, window, origin }), influencerId);
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => [LivePerformerType], {
    nullable: true,
    description: `Who performs best in a campaign by its events, best first. ${NOT_FOUND}`,
  })
  async liveTopPerformers(
    @Ctx() context: LiveContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('window', () => WindowEnum, WINDOW) window: Window,
    @Arg('limit', () => Int, { nullable: true, defaultValue: 10, description: 'How many, from 1 to 100.' })
    limit: number,
    @Arg('rankBy', () => LiveRankByEnum, {
      nullable: true,
      defaultValue: 'ENGAGEMENT_RATE' satisfies LiveRankBy,
      description: 'What the leaderboard is ordered by.',
    })
    rankBy: LiveRankBy,
    @Arg('origin', () => OriginEnum, ORIGIN) origin: Origin,
  ): Promise<LivePerformer[]> {
    const request = await readRequest(context, { campaignId, window, origin });
    return findLivePerformers(request, { rankBy, limit: checkPageLength('limit', limit) });
  }

  @Allows('READ', 'CAMPAIGN')
  @Query(() => [LivePeriodType], {
    nullable: true,
    description: `What the events of a campaign add up to by time, in order, at most ${MOST_PERIODS} stretches; those without events are left out. ${NOT_FOUND}`,
  })
  async metricsTimeline(
    @Ctx() context: LiveContext,
    @Arg('campaignId', () => ID, CAMPAIGN_ID) campaignId: string,
    @Arg('bucket', () => BucketEnum, { description: 'How long a stretch is.' }) bucket: Bucket,
    @Arg('from', () => DateTime, {
      nullable: true,
      description: 'It begins with the stretch that this falls into; by default 60 stretches before the end.',
    })
    from: Date | null,
    @Arg('to', () => DateTime, {
      nullable: true,
      description: 'It ends before this; by default with the stretch that has begun.',
    })
    to: Date | null,
    @Arg('origin', () => OriginEnum, ORIGIN) origin: Origin,
  ): Promise<LivePeriod[]> {
    const request = await readRequest(context, { campaignId, window: 'TOTAL', origin });
    return findMetricsTimeline(request, { from: from ?? null, to: to ?? null, bucket });
  }

  @FieldResolver(() => InfluencerType, {
    nullable: true,
    description:
      'The influencer with the sums of exports over all campaigns; null where no export names them.',
  })
  async influencer(
    @Ctx() { performance }: LiveContext,
    @Root() { influencerId }: LivePerformer,
    @Info() info: GraphQLResolveInfo,
  ) {
    return asksOnlyFor(info, FIELDS_OF_ID)
      ? { id: influencerId }
      : performance.influencers.load(influencerId);
  }
}

/** What was measured of a performance while it happened. */
@Resolver(() => InfluencerPerformance)
export class PerformanceLiveResolver {
  @FieldResolver(() => LiveMetricsType, {
    nullable: true,
    description:
      'What the trusted events of this influencer in this campaign add up to in total; null where there are none. The other numbers here are those of exports alone: the two may have measured the same posts, and are never added up.',
  })
  async live(
    @Ctx() { live }: LiveContext,
    @Root() { campaignId, influencerId }: InfluencerPerformance,
  ): Promise<LiveMetrics | null> {
    return live.performances.load({ campaignId, influencerId });
  }
}

async function readRequest(
  context: LiveContext,
  asked: Pick<WindowRequest, 'campaignId' | 'window' | 'origin'>,
): Promise<WindowRequest> {
  await context.live.requireCampaign(context, asked.campaignId);
  const { database, organizationId } = context;
  return { ...asked, database, organizationId, now: new Date() };
}
