import { randomUUID } from 'node:crypto';
import { silentLogger } from '../../../../test/databases.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import { createSlidingEntries } from '../../../platform/cache/sliding-entries.ts';
import { createRunLeases } from '../../../platform/shared-runs/run-leases.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import { type BriefRequestInput, parseBriefRequest } from './brief-request.ts';
import { type BriefsDeps, createBriefs, type FollowOptions } from './generate-brief.ts';
import { waitForBriefs } from './wait-for-briefs.ts';
import { type BriefWriter, createWriters } from './writers.ts';

export const REQUEST: BriefRequestInput = {
  brand: 'Northwind',
  product: 'Trail Runner 2',
  goal: 'AWARENESS',
  platform: 'INSTAGRAM',
  campaignId: 'spring-26',
};
export const KEPT_MS = 1_000;

/** Briefs of an organization of their own, with a clock, an import and a model that the test moves. */
export function startBriefs(database: Database, changes: Partial<BriefsDeps> = {}) {
  const organizationId = randomUUID();
  const state = {
    revision: 'import-1',
    /** Of all campaigns together. */
    platformRevision: 'import-1',
    clock: Date.now(),
    runs: 0,
    write: undefined as BriefWriter['write'] | undefined,
  };
  const results = teamResultsOf(undefined, undefined, () => state.revision);
  const teamResults: TeamResults = {
    ...results,
    revision: async (scope) =>
      scope.campaignId === undefined ? state.platformRevision : results.revision(scope),
  };
  const { offline } = createWriters({
    settings: {
      apiKey: undefined,
      baseUrl: '',
      model: 'none',
      fallbackModels: [],
      timeoutMs: 10_000,
      maxModelCalls: 8,
      maxTokens: 10_000,
      cacheSeconds: 1,
      fallsBackOffline: false,
      retentionDays: undefined,
    },
    teamResults,
    logger: silentLogger,
    watchFor: () => NO_WATCH,
  });
  const model: BriefWriter = {
    signature: { kind: 'MODEL', model: 'test-model', promptVersion: '1' },
    async write(...args) {
      state.runs += 1;
      return state.write === undefined ? offline.write(...args) : state.write(...args);
    },
  };
  const makeEntries = () => createSlidingEntries({ redis: undefined, kind: 'brief', ttl: KEPT_MS });
  const makeBriefs = () =>
    createBriefs({
      database,
      teamResults,
      requireCreator: async () => undefined,
      writers: { model, offline },
      fallsBackOffline: false,
      kept: makeEntries(),
      keptMs: KEPT_MS,
      leases: createRunLeases(database, silentLogger),
      logger: silentLogger,
      now: () => new Date(state.clock),
      ...changes,
    });
  let briefs = makeBriefs();
  return {
    organizationId,
    state,
    offline,
    /** As if the process began again. */
    restart: () => {
      briefs = makeBriefs();
    },
    ask: (
      input: Partial<BriefRequestInput> = {},
      options: Partial<FollowOptions> = {},
      team: Partial<Team> = {},
    ) =>
      waitForBriefs(
        briefs.follow(
          { ...WHOLE_TEAM, ...team, organizationId },
          parseBriefRequest({ ...REQUEST, ...input }),
          {
            refresh: false,
            signal: new AbortController().signal,
            ...options,
          },
        ),
      ),
  };
}
