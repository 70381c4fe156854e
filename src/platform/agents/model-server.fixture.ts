import { type ChatCompletionRequest, type Fixture, LLMock } from '@copilotkit/aimock';
import { type Logger, pino } from 'pino';
import { composeBrief } from '../offline-writer/compose.ts';
import { readRequest } from '../prompts/prompts.ts';
import type { Evidence, WritingEvent } from '../serving/brief.ts';
import { type BriefRequestInput, checkBriefRequest, parseBriefRequest } from '../serving/brief-request.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import type { TeamResults } from '../tools/team-results.ts';
import { type ModelWatch, NO_WATCH } from './model-watch.ts';
import { connectModels, type ModelSource } from './models.ts';
import type { RunLimits } from './run.ts';
import { writeBrief } from './write-brief.ts';

export type Answer = Exclude<Fixture['response'], (request: ChatCompletionRequest) => unknown>;

const BRIEF_REQUEST: BriefRequestInput = {
  brand: 'Northwind',
  product: 'Trail Runner 2',
  goal: 'AWARENESS',
  platform: 'INSTAGRAM',
  campaignId: 'spring-26',
};

/** What the tools answered so far. */
export function toolResultsOf({ messages }: ChatCompletionRequest): Evidence[] {
  const names = new Map(
    messages.flatMap(({ tool_calls }) =>
      (tool_calls ?? []).map((call) => [call.id, call.function.name] as const),
    ),
  );
  return messages.flatMap(({ role, content, tool_call_id }) => {
    if (role !== 'tool' || typeof content !== 'string' || !content.startsWith('{')) return [];
    return [{ tool: names.get(tool_call_id ?? '') ?? '', ...JSON.parse(content) }];
  });
}

export function textOf(request: ChatCompletionRequest): string {
  return request.messages
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
    .join('\n');
}

/** The standing instructions, however the client wraps them. */
export function instructionsOf({ messages }: ChatCompletionRequest): string {
  const content = messages.find(({ role }) => role === 'system')?.content ?? '';
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n');
}

/** The next call or the answer of a model that does what it is told. */
export function ableModel(request: ChatCompletionRequest): Answer {
  const prompt = request.messages.find(({ role }) => role === 'user')?.content;
  const wanted = checkBriefRequest(readRequest(String(prompt)));
  const results = toolResultsOf(request);
  const { brand, product, goal, platform, audience } = wanted;
  if (results.length === 0) {
    return {
      toolCalls: [
        { name: 'trendFetcher', arguments: JSON.stringify({ platform, brand, product }) },
        { name: 'personaClassifier', arguments: JSON.stringify({ brand, product, goal, audience }) },
        { name: 'topPerformers', arguments: JSON.stringify({ campaignId: wanted.campaignId, platform }) },
      ],
    };
  }
  if (!results.some(({ tool }) => tool === 'creativeAngle')) {
    const persona = Object(results.find(({ tool }) => tool === 'personaClassifier')?.data.persona).name;
    return {
      toolCalls: [{ name: 'creativeAngle', arguments: JSON.stringify({ product, goal, platform, persona }) }],
    };
  }
  return {
    content: JSON.stringify(composeBrief(wanted, results)),
    usage: { prompt_tokens: 900, completion_tokens: 300 },
  };
}

/** A model server on loopback, and briefs that are written with it. */
export async function startModelServer() {
  const mock = new LLMock({ port: 0, logLevel: 'silent', journalMaxEntries: 5_000 });
  await mock.start();
  const everything = { predicate: () => true };
  const models = (...names: string[]): ModelSource[] =>
    connectModels({ apiKey: 'sk-not-a-key', baseUrl: `${mock.url}/v1`, models: names });
  return {
    mock,
    /** Every call is answered by this. */
    answer(
      respond: (request: ChatCompletionRequest) => Answer | Promise<Answer>,
      options: Omit<Fixture, 'match' | 'response'> = {},
    ) {
      mock.clearFixtures();
      mock.clearRequests();
      mock.on(everything, respond, options);
    },
    /** The next call is answered by this, before {@link answer}. */
    answerOnce(response: Answer, options: Omit<Fixture, 'match' | 'response'> = {}) {
      let isUsed = false;
      mock.prependFixture({
        match: {
          predicate: () => {
            const isFirst = !isUsed;
            isUsed = true;
            return isFirst;
          },
        },
        response,
        ...options,
      });
    },
    models,
    write: (options: WriteOptions = {}) =>
      writeBrief(
        {
          kind: 'MODEL',
          models: options.models ?? models('main-model'),
          limits: {
            timeoutMs: 5_000,
            maxModelCalls: 12,
            maxTokens: 100_000,
            maxToolCalls: 12,
            ...options.limits,
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
  readonly models?: readonly ModelSource[];
  readonly limits?: Partial<RunLimits>;
  readonly maxRetries?: number;
  readonly teamResults?: TeamResults;
  readonly logger?: Logger;
  readonly request?: Partial<BriefRequestInput>;
  readonly emit?: (event: WritingEvent) => void;
  readonly signal?: AbortSignal;
}
