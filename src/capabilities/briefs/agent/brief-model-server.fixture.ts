import { type Logger, pino } from 'pino';
import {
  type AgentEvent,
  type Budgets,
  type Model,
  type ModelWatch,
  NO_WATCH,
} from '../../../platform/agents/index.ts';
import {
  type ModelRequest,
  type ScriptedAnswer,
  startModelServer,
  toolResultsOf,
} from '../../../platform/agents/model-server.fixture.ts';
import { composeBrief } from '../offline-writer/compose.ts';
import { readRequest } from '../prompts/prompts.ts';
import { type BriefRequestInput, checkBriefRequest, parseBriefRequest } from '../serving/brief-request.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import type { TeamResults } from '../tools/team-results.ts';
import { writeBrief } from './write-brief.ts';

const BRIEF_REQUEST: BriefRequestInput = {
  brand: 'Northwind',
  product: 'Trail Runner 2',
  goal: 'AWARENESS',
  platform: 'INSTAGRAM',
  campaignId: 'spring-26',
};

/** The next call or the answer of a model that does what it is told. */
export function ableModel(request: ModelRequest): ScriptedAnswer {
  const prompt = request.messages.find(({ role }) => role === 'user')?.content;
  const wanted = checkBriefRequest(readRequest(String(prompt)));
  const results = toolResultsOf(request);
  if (!results.some(({ tool }) => tool === 'creativeDirection')) {
    const names = ['trendFetcher', 'creativeDirection', 'topPerformers'];
    return { toolCalls: names.map((name) => ({ name, arguments: '{}' })) };
  }
  return {
    content: JSON.stringify(composeBrief(wanted, results)),
    usage: { prompt_tokens: 900, completion_tokens: 300 },
  };
}

/** A model server on loopback, and briefs that are written with it. */
export async function startBriefModelServer() {
  const server = await startModelServer();
  return {
    ...server,
    write: (options: WriteOptions = {}) =>
      writeBrief(
        {
          kind: 'MODEL',
          models: options.models ?? server.models('main-model'),
          budgets: {
            timeoutMs: 30_000,
            maxModelCalls: 12,
            maxTokens: 100_000,
            maxToolCalls: 12,
            maxAnswerBytes: 1_000_000,
            ...options.budgets,
          },
          retries: { maxRetries: options.maxRetries ?? 4, initialDelayMs: 1, maxDelayMs: 20 },
          teamResults: options.teamResults ?? teamResultsOf(),
          watch: options.watch ?? NO_WATCH,
          logger: options.logger ?? pino({ level: 'silent' }),
        },
        WHOLE_TEAM,
        parseBriefRequest({ ...BRIEF_REQUEST, ...options.request }),
        options.emit ?? (() => undefined),
        options.signal ?? new AbortController().signal,
      ),
  };
}

interface WriteOptions {
  readonly watch?: ModelWatch;
  readonly models?: readonly Model[];
  readonly budgets?: Partial<Budgets>;
  readonly maxRetries?: number;
  readonly teamResults?: TeamResults;
  readonly logger?: Logger;
  readonly request?: Partial<BriefRequestInput>;
  readonly emit?: (event: AgentEvent) => void;
  readonly signal?: AbortSignal;
}
