import type { Logger } from 'pino';
import type { RetrySettings } from '../agent/model-calls.ts';
import type { ModelWatch } from '../agent/model-watch.ts';
import { PROMPT_VERSION } from '../prompts/prompts.ts';
import { type BriefSettings, listModels } from '../settings.ts';
import type { Team, TeamResults } from '../tools/team-results.ts';
import type { BriefRequest, Writer, WritingEvent, WrittenBrief } from './brief.ts';

/** Somebody who writes briefs. */
export interface BriefWriter {
  /** Who a brief is written by, as long as nobody has to stand in. */
  readonly signature: Writer;
  /** See writeBrief in agent/write-brief.ts. */
  write(
    team: Team,
    request: BriefRequest,
    emit: (event: WritingEvent) => void,
    signal: AbortSignal,
  ): Promise<WrittenBrief>;
}

export interface WritersDeps {
  readonly settings: BriefSettings;
  readonly teamResults: TeamResults;
  readonly logger: Logger;
  /** Who is told of an organization's model calls. */
  watchFor(organizationId: string): ModelWatch;
  /** What asks the model's server; by default the platform's. */
  readonly fetch?: typeof fetch | undefined;
  /** By default those of agent/model-calls.ts. */
  readonly retries?: RetrySettings | undefined;
}

const MOST_TOOL_CALLS = 16;

/** The writer that works with a model, undefined without a key for one, and the one that needs none. */
export function createWriters(deps: WritersDeps): { model: BriefWriter | undefined; offline: BriefWriter } {
  const { apiKey, baseUrl } = deps.settings;
  const models = listModels(deps.settings);
  const [first = 'none'] = models;
  return {
    model:
      apiKey === undefined
        ? undefined
        : createWriter(deps, { kind: 'MODEL', model: first, promptVersion: PROMPT_VERSION }, (agent) =>
            agent.connectModels({ apiKey, baseUrl, models, fetch: deps.fetch }),
          ),
    offline: createWriter(
      deps,
      { kind: 'OFFLINE', model: 'offline', promptVersion: PROMPT_VERSION },
      (agent) => [agent.createOfflineModel()],
    ),
  };
}

function createWriter(
  { settings, teamResults, logger, watchFor, retries }: WritersDeps,
  signature: Writer,
  connect: (agent: Agent) => ReturnType<Agent['connectModels']>,
): BriefWriter {
  let loading: Promise<{ agent: Agent; models: ReturnType<Agent['connectModels']> }> | undefined;
  return {
    signature,
    async write(team, request, emit, signal) {
      loading ??= loadAgent().then((agent) => ({ agent, models: connect(agent) }));
      const { agent, models } = await loading;
      const { timeoutMs, maxModelCalls, maxTokens } = settings;
      const deps = {
        kind: signature.kind,
        models,
        limits: { timeoutMs, maxModelCalls, maxTokens, maxToolCalls: MOST_TOOL_CALLS },
        retries: retries ?? agent.DEFAULT_RETRIES,
        watch: signature.kind === 'MODEL' ? watchFor(team.organizationId) : agent.NO_WATCH,
        teamResults,
        logger,
      };
      return agent.writeBrief(deps, team, request, emit, signal);
    },
  };
}

type Agent = Awaited<ReturnType<typeof loadAgent>>;

/** LangChain takes a second or more to load: the first brief waits for it, the start of the server does not. */
function loadAgent() {
  return import('../agent/agent.ts');
}
