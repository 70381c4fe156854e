import { defineCapability, type Platform } from '../../platform/composition/capability.ts';
import { contribute } from '../../platform/composition/contributions.ts';
import { access, ORGANIZATION_DATA } from '../access/index.ts';
import { INFLUENCER_DATA } from '../imports/index.ts';
import { performance } from '../performance/index.ts';
import { checkServing } from './check-serving.ts';
import { liveExamples } from './examples.ts';
import { listEventBudgets } from './intake/budgets.ts';
import { influencerEvents } from './leaving/erase-influencer.ts';
import { forgetEvents } from './leaving/forget-organization.ts';
import { openLive } from './open-live.ts';
import { createLiveResolvers, liveResolvers } from './resolvers.ts';
import { registerLiveRoutes } from './serving/routes.ts';
import { type LiveSettings, liveSettings } from './settings.ts';
import { findEventStatus } from './status/event-status.ts';
import { createEventTablesJob } from './upkeep/keep-event-tables.job.ts';

/** Live metrics: what happens to the posts of a campaign, counted as it happens. */
export const live = defineCapability({
  name: 'live',
  settings: liveSettings,
  checkServing: (settings: LiveSettings) => checkServing(settings),
  resolvers: liveResolvers,
  examples: liveExamples,
  listBudgets: listEventBudgets,
  async open(platform: Platform, settings: LiveSettings) {
    const { authorizeCreating, authorizeReading } = platform.use(access);
    const { revisions, requireCampaign } = platform.use(performance);
    const opened = await openLive(platform, settings, revisions);
    const deps = { ...opened, ...platform, revisions, requireCampaign };
    return {
      api: undefined,
      resolvers: createLiveResolvers(deps),
      registerRoutes: (server) =>
        registerLiveRoutes(server, {
          ...deps,
          senderOf: (request) => authorizeCreating(request, 'EVENT'),
          metricsReaderOf: (request) => authorizeReading(request, 'CAMPAIGN'),
          statusReaderOf: (request) => authorizeReading(request, 'EVENT'),
          findStatus: (reader, id) => findEventStatus(deps, reader, id),
        }),
      contextPart: { name: 'live', create: opened.createPart({ ...platform, requireCampaign }) },
      scheduledJobs: [createEventTablesJob(platform.database.inBackground(), settings)],
      contributions: [
        contribute(INFLUENCER_DATA, influencerEvents),
        contribute(ORGANIZATION_DATA, { forget: forgetEvents }),
      ],
      findImpairments() {
        const fault = opened.findFault();
        return fault === null ? [] : [{ part: 'events', message: fault }];
      },
      close: opened.close,
    };
  },
});
