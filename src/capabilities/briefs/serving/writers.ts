import type { Logger } from 'pino';
import {
  type AgentEvent,
  connectModels,
  createOfflineModel,
  type Model,
  type ModelWatch,
  NO_WATCH,
  type RetrySettings,
} from '../../../platform/agents/index.ts';
import { writeBrief } from '../agent/write-brief.ts';
import { offlineWriter } from '../offline-writer/offline-writer.ts';
import type { Shortlist } from '../plan/shortlist.ts';
import { PROMPT_VERSION } from '../prompts/prompts.ts';
import { type BriefSettings, listModels } from '../settings.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import type { BriefRequest, Writer, WrittenBrief } from './brief.ts';
import type { Variant } from './variant.ts';

/** Somebody who writes briefs. */
export interface BriefWriter {
  /** Who a brief is written by, as long as nobody has to stand in. */
  readonly signature: Writer;
  /** See writeBrief in agent/write-brief.ts. */
  write(
    team: Team,
    request: BriefRequest,
    emit: (event: AgentEvent) => void,
    signal: AbortSignal,
    variant?: Variant,
  ): Promise<WrittenBrief>;
}

export interface WritersDeps {
  readonly settings: BriefSettings;
  readonly teamResults: TeamResults;
  /** Whom to ask; by default nobody is named. */
  readonly shortlist?: Shortlist | undefined;
  /** For tests; by default the system's. */
  now?(): Date;
  readonly logger: Logger;
  /** Who is told of an organization's model calls. */
  watchFor(organizationId: string): ModelWatch;
  /** What asks the model's server; by default the platform's. */
  readonly fetch?: typeof fetch | undefined;
  /** By default those of platform/agents. */
  readonly retries?: RetrySettings | undefined;
}

const MOST_TOOL_CALLS = 16;

/** The longest answer has 4,000 tokens, each with some 300 bytes around it: several times that. */
const MOST_ANSWER_BYTES = 8 * 1024 * 1024;

/** The writer that works with a model, undefined without a key for one, and the one that needs none. */
export function createWriters(deps: WritersDeps): { model: BriefWriter | undefined; offline: BriefWriter } {
  const { apiKey, baseUrl } = deps.settings;
  const models = listModels(deps.settings);
  return {
    model:
      apiKey === undefined
        ? undefined
        : createWriter(deps, 'MODEL', connectModels({ apiKey, baseUrl, models, fetch: deps.fetch })),
    offline: createWriter(deps, 'OFFLINE', [createOfflineModel('offline', offlineWriter)]),
  };
}

function createWriter(
  { settings, teamResults, shortlist, now = () => new Date(), logger, watchFor, retries }: WritersDeps,
  kind: Writer['kind'],
  models: readonly Model[],
): BriefWriter {
  const { timeoutMs, maxModelCalls, maxTokens } = settings;
  const budgets = {
    timeoutMs,
    maxModelCalls,
    maxTokens,
    maxToolCalls: MOST_TOOL_CALLS,
    maxAnswerBytes: MOST_ANSWER_BYTES,
  };
  return {
    signature: { kind, model: models[0]?.name ?? 'none', promptVersion: PROMPT_VERSION },
    async write(team, request, emit, signal, variant) {
      const watch = kind === 'MODEL' ? watchFor(team.organizationId) : NO_WATCH;
      const deps = { kind, models, budgets, retries, watch, teamResults, shortlist, now, logger };
      return writeBrief(deps, team, request, emit, signal, variant);
    },
  };
}
