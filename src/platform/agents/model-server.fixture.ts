import { type ChatCompletionRequest, type Fixture, LLMock } from '@copilotkit/aimock';
import { connectModels, type Model } from './models.ts';
import type { Evidence } from './tool.ts';

/** What a model is asked, as OpenAI's chat completions have it. */
export type ModelRequest = ChatCompletionRequest;
export type ScriptedAnswer = Exclude<Fixture['response'], (request: ModelRequest) => unknown>;

/** What the tools answered so far. */
export function toolResultsOf({ messages }: ModelRequest): Evidence[] {
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

export function textOf(request: ModelRequest): string {
  return request.messages
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
    .join('\n');
}

/** The standing instructions, however the client wraps them. */
export function instructionsOf({ messages }: ModelRequest): string {
  const content = messages.find(({ role }) => role === 'system')?.content ?? '';
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n');
}

/** A model server on loopback, whose answers a test scripts. */
export async function startModelServer() {
  const mock = new LLMock({ port: 0, logLevel: 'silent', journalMaxEntries: 5_000 });
  await mock.start();
  const everything = { predicate: () => true };
  const models = (...names: string[]): Model[] =>
    connectModels({ apiKey: 'sk-not-a-key', baseUrl: `${mock.url}/v1`, models: names });
  return {
    mock,
    /** Every call is answered by this. */
    answer(
      respond: (request: ModelRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
      options: Omit<Fixture, 'match' | 'response'> = {},
    ) {
      mock.clearFixtures();
      mock.clearRequests();
      mock.on(everything, respond, options);
    },
    /** The next call is answered by this, before {@link answer}. */
    answerOnce(response: ScriptedAnswer, options: Omit<Fixture, 'match' | 'response'> = {}) {
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
  };
}
