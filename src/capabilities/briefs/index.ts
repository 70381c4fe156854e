import { createModelMetrics } from '../../platform/agents/model-metrics.ts';
import { defineCapability, type Platform } from '../../platform/composition/capability.ts';
import { contribute } from '../../platform/composition/contributions.ts';
import { CREATOR_SHORTLISTS } from '../../platform/composition/creator-shortlists.ts';
import { createRetention } from '../../platform/jobs/index.ts';
import { access, NODES, RESOURCE_KINDS } from '../access/index.ts';
import { performance } from '../performance/index.ts';
import { briefExamples } from './examples.ts';
import { openBriefs } from './open-briefs.ts';
import { createShortlist } from './plan/shortlist.ts';
import { purgeBriefs } from './purge-briefs.ts';
import { briefResolvers, createBriefResolvers } from './resolvers.ts';
import { briefKind } from './serving/brief-kind.ts';
import { requireBrief } from './serving/brief-record.ts';
import { registerBriefRoutes } from './serving/generate-brief.route.ts';
import { type BriefSettings, briefSettings } from './settings.ts';
import { watchModel } from './watch-model.ts';

const CACHE_ANSWERS = { HIT: 'hit', MISS: 'miss', STALE: 'stale' } as const;

/** Briefs that build on the team's own results. */
export const briefs = defineCapability({
  name: 'briefs',
  settings: briefSettings,
  resolvers: briefResolvers,
  examples: briefExamples,
  open(platform: Platform, settings: BriefSettings) {
    const { charge } = platform;
    const modelMetrics = createModelMetrics(platform.metrics);
    const { authorizeCreating, deleteResource } = platform.use(access);
    const { teamResults, requireInfluencer, requireCampaign } = platform.use(performance);
    const api = openBriefs({
      ...platform,
      settings,
      teamResults,
      shortlist: createShortlist(() => platform.contributionsTo(CREATOR_SHORTLISTS)),
      requireCreator: ({ organizationId, visible }, id) => requireInfluencer({ organizationId, visible }, id),
      watchFor: (organizationId) => watchModel(organizationId, { ...platform, modelMetrics }),
      fetch: platform.outbound.trusted,
      onAnswer: (status) => platform.countCacheAnswer('brief', CACHE_ANSWERS[status]),
    });
    return {
      api,
      resolvers: createBriefResolvers({
        now: () => new Date(),
        deleteResource,
        cache: platform.cache,
        requireCampaign,
      }),
      registerRoutes: (server) =>
        registerBriefRoutes(server, {
          briefs: api,
          charge,
          contextOf: (request) => authorizeCreating(request, 'BRIEF'),
          timeoutMs: settings.timeoutMs,
        }),
      contextPart: { name: 'briefs', create: () => api },
      scheduledJobs: createRetention({
        name: 'purge-briefs',
        database: platform.database.inBackground(),
        days: settings.retentionDays,
        purge: purgeBriefs,
      }),
      contributions: [
        contribute(RESOURCE_KINDS, { resource: 'BRIEF', kind: briefKind }),
        contribute(NODES, {
          type: 'Brief',
          resource: 'BRIEF',
          find: (context, [id = '']) => requireBrief(context, 'READ', id),
        }),
      ],
    };
  },
});
