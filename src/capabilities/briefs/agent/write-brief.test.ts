import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import type { AgentEvent } from '../../../platform/agents/index.ts';
import { instructionsOf, textOf, toolResultsOf } from '../../../platform/agents/model-server.fixture.ts';
import { teamResultsOf } from '../tools/team-results.fixture.ts';
import { ableModel, startBriefModelServer } from './brief-model-server.fixture.ts';

let server: Awaited<ReturnType<typeof startBriefModelServer>>;
beforeAll(async () => {
  server = await startBriefModelServer();
});
beforeEach(() => server.answer(ableModel));
afterAll(() => server.mock.stop());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('a brief by a model', () => {
  it('rests on the tools that the model called, and says what it cost', async () => {
    const brief = await server.write();
    expect(brief.writer).toMatchObject({ kind: 'MODEL', model: 'main-model' });
    expect(brief.evidence.map(({ tool }) => tool)).toEqual([
      'trendFetcher',
      'creativeDirection',
      'topPerformers',
    ]);
    expect(brief.usage.modelCalls).toBe(2);
    expect(brief.usage.outputTokens).toBeGreaterThanOrEqual(300);
  });

  it('is asked for as JSON with a schema once the tools have answered', async () => {
    await server.write();
    const formats = server.mock.getRequests().map(({ body }) => Object(body).response_format?.type);
    expect(formats).toEqual([undefined, 'json_schema']);
  });

  it('is told of as it comes: the tools, then the caption as it grows', async () => {
    const events: AgentEvent[] = [];
    const brief = await server.write({ emit: (event) => events.push(event) });
    const texts = events.filter((event) => event.type === 'TEXT').map(({ text }) => text);
    expect(events.slice(0, 3).every(({ type }) => type === 'TOOL_STARTED')).toBe(true);
    expect(events.filter(({ type }) => type === 'TOOL_FINISHED')).toHaveLength(3);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.at(-1)).toBe(brief.caption);
  });

  it('goes back once with the reasons where it does not pass', async () => {
    server.answer((request) => {
      const answer = ableModel(request);
      if (!('content' in answer) || textOf(request).includes('cannot be used as it is')) return answer;
      return { content: String(answer.content).replace('"cta":"', '"cta":"Join 77,000 runners. ') };
    });
    const brief = await server.write();
    expect(brief.cta).not.toContain('77,000');
    expect(brief.usage.modelCalls).toBe(3);
    const last = server.mock.getLastRequest();
    expect(JSON.stringify(last?.body)).toContain('cta names \\\\\\"77,000\\\\\\"');
  });

  it('is refused with every reason where the second one does not pass either', async () => {
    server.answer((request) => {
      const answer = ableModel(request);
      if (!('content' in answer)) return answer;
      return {
        content: JSON.stringify({
          ...JSON.parse(String(answer.content)),
          hookIdeas: ['The same line.', 'The same line.', 'Another line.'],
          hashtags: ['#a'],
        }),
      };
    });
    await expect(server.write()).rejects.toMatchObject({
      code: 'BRIEF_REJECTED',
      details: {
        reasons: ['There are 1 different hashtags; Instagram takes 3 to 5.', 'A hook idea comes twice.'],
      },
    });
  });

  it('is refused where the model never calls the tools', async () => {
    server.answer(() => ({ content: '{"caption":"Buy now"}' }));
    expect(await codeOf(server.write())).toBe('BRIEF_REJECTED');
  });

  it('is read out of a code fence, and refused where it is not JSON at all', async () => {
    server.answer((request) => {
      const answer = ableModel(request);
      return 'content' in answer
        ? { content: `Here you are:\n\`\`\`json\n${answer.content}\n\`\`\`` }
        : answer;
    });
    expect((await server.write()).caption).not.toBe('');
    server.answer((request) =>
      'content' in ableModel(request) ? { content: '{"caption": "half' } : ableModel(request),
    );
    expect(await codeOf(server.write())).toBe('BRIEF_REJECTED');
  });
});

describe('a model server in trouble', () => {
  it('is asked again after 429, not before the time that it asked for', async () => {
    server.answerOnce({
      error: { message: 'slow down', type: 'rate_limit_error' },
      status: 429,
      retryAfter: 1,
    });
    const started = performance.now();
    await server.write();
    // A timer may fire a millisecond early by this clock; being late is no fault.
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('is left for the next model where it asks for more time than there is', async () => {
    server.answerOnce({
      error: { message: 'slow down', type: 'rate_limit_error' },
      status: 429,
      retryAfter: 600,
    });
    const brief = await server.write({ models: server.models('main-model', 'spare-model') });
    expect(brief.writer.model).toBe('spare-model');
  });

  it.each([500, 502, 503, 408])('is asked again after %i', async (status) => {
    server.answerOnce({ error: { message: 'oops' }, status });
    expect((await server.write()).usage.modelCalls).toBe(3);
  });

  it.each([400, 401, 403, 404])('is not asked again after %i: the next model is', async (status) => {
    server.answerOnce({ error: { message: 'no' }, status });
    const brief = await server.write({ models: server.models('main-model', 'spare-model') });
    expect(brief.writer.model).toBe('spare-model');
    expect(brief.usage.modelCalls).toBe(3);
  });

  it('gives UPSTREAM_UNAVAILABLE where no model answers, without a word of what the server wrote', async () => {
    server.answer(() => ({ error: { message: 'database password is hunter2' }, status: 500 }));
    const error = await server
      .write({ models: server.models('main-model', 'spare-model'), maxRetries: 2 })
      .catch((it) => it);
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(error.message).toContain('main-model (HTTP 500), spare-model (HTTP 500)');
    expect(JSON.stringify([error.message, error.details])).not.toContain('hunter2');
  });

  it('is asked again after a stream that breaks off', async () => {
    server.answerOnce(
      { content: '{"caption":"A caption that is long enough to be cut"}' },
      { truncateAfterChunks: 1, chunkSize: 5 },
    );
    expect((await server.write()).usage.modelCalls).toBe(3);
  });

  it('is given up where it hangs, for the next model, and in the end for an error', async () => {
    server.answer((request) =>
      request.model === 'hanging-model' ? new Promise(() => undefined) : ableModel(request),
    );
    const brief = await server.write({
      models: server.models('hanging-model', 'spare-model'),
      budgets: { timeoutMs: 6_000 },
    });
    expect(brief.writer.model).toBe('spare-model');
    const alone = server.write({ models: server.models('hanging-model'), budgets: { timeoutMs: 300 } });
    expect(await codeOf(alone)).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('is no longer waited for once the client is gone', async () => {
    server.answer(() => new Promise(() => undefined));
    const client = new AbortController();
    const writing = server.write({ signal: client.signal }).catch((error: unknown) => error);
    client.abort(new Error('the client went away'));
    expect(await writing).toMatchObject({ message: 'the client went away' });
  });

  it('is asked without response_format where it refuses it', async () => {
    server.answer((request) =>
      request.response_format === undefined
        ? ableModel(request)
        : { error: { message: 'response_format is not supported with tools' }, status: 400 },
    );
    const models = server.models('main-model');
    await server.write({ models });
    server.mock.clearRequests();
    await server.write({ models });
    expect(server.mock.getRequests().every(({ body }) => Object(body).response_format === undefined)).toBe(
      true,
    );
  });
});

describe('a model that misbehaves', () => {
  it('is made to answer, or refused, where it loops on tools', async () => {
    server.answer((request) =>
      request.tool_choice === 'none' && toolResultsOf(request).length > 3
        ? ableModel(request)
        : { toolCalls: [...loopingCalls(request)] },
    );
    expect((await server.write({ budgets: { maxModelCalls: 5 } })).usage.modelCalls).toBe(5);
    server.answer((request) => ({ toolCalls: [...loopingCalls(request)] }));
    await expect(server.write({ budgets: { maxModelCalls: 5 } })).rejects.toMatchObject({
      code: 'BRIEF_REJECTED',
      message: expect.stringContaining('5 model calls'),
    });
    expect(server.mock.getRequests()).toHaveLength(5);
  });

  it('runs no more tools than it may, however many it asks for at once', async () => {
    let queries = 0;
    const results = teamResultsOf();
    const teamResults = {
      ...results,
      topHashtags: (...args: Parameters<typeof results.topHashtags>) => {
        queries += 1;
        return results.topHashtags(...args);
      },
    };
    server.answer((request) => {
      if (toolResultsOf(request).length > 0) return ableModel(request);
      const calls = Array.from({ length: 60 }, (_item, index) => ({
        name: 'trendFetcher',
        arguments: JSON.stringify({ category: index % 2 === 0 ? 'fitness' : 'fashion', index }),
      }));
      return { toolCalls: calls };
    });
    await server.write({ teamResults }).catch(() => undefined);
    expect(queries).toBeLessThanOrEqual(12);
  });

  it('is told which tools there are where it calls another', async () => {
    server.answer((request) =>
      textOf(request).includes('is not a valid tool')
        ? ableModel({
            ...request,
            messages: request.messages.filter(({ content }) => !String(content).includes('valid tool')),
          })
        : { toolCalls: [{ name: 'dropTables', arguments: '{}' }] },
    );
    const brief = await server.write();
    expect(brief.evidence.map(({ tool }) => tool)).not.toContain('dropTables');
  });

  it.each(['{"category":"spaceships"}', '{"category":', '[]', '{"kind":7}'])(
    'is told what a tool takes where the arguments are %s',
    async (args) => {
      let isFirst = true;
      server.answer((request) => {
        if (!isFirst) return ableModel(request);
        isFirst = false;
        return { toolCalls: [{ name: 'trendFetcher', arguments: args }] };
      });
      expect((await server.write()).caption).not.toBe('');
    },
  );

  it('may not repeat its instructions', async () => {
    server.answer((request) => {
      const answer = ableModel(request);
      if (!('content' in answer)) return answer;
      const sentence = /Whatever it says[^.]*\./u.exec(instructionsOf(request))?.[0].replace(/\s+/gu, ' ');
      return { content: JSON.stringify({ ...JSON.parse(String(answer.content)), caption: sentence }) };
    });
    await expect(server.write()).rejects.toMatchObject({
      code: 'BRIEF_REJECTED',
      details: { reasons: ['caption repeats instructions; it must not.'] },
    });
  });

  it('is not blamed where the database was overloaded when a tool asked it', async () => {
    const overloaded = new CallerError('UNAVAILABLE', 'The database is overloaded. Try again in a moment.');
    const teamResults = { ...teamResultsOf(), topPerformers: () => Promise.reject(overloaded) };
    await expect(server.write({ teamResults })).rejects.toBe(overloaded);
  });

  it('ends where it takes more tokens than a run may', async () => {
    server.answer((request) => ({
      ...Object(ableModel(request)),
      usage: { prompt_tokens: 60_000, completion_tokens: 10 },
    }));
    await expect(server.write()).rejects.toMatchObject({
      code: 'BRIEF_REJECTED',
      message: expect.stringContaining('100000 tokens'),
    });
  });

  it('learns nothing of why a tool failed, and whoever asks is not told to change the request', async () => {
    const fault = new Error('connect postgres://admin:hunter2@db:5432 failed');
    const teamResults = { ...teamResultsOf(), topPerformers: () => Promise.reject(fault) };
    // What is thrown here is told at the border, in words of ours.
    await expect(server.write({ teamResults })).rejects.toBe(fault);
    const seen = JSON.stringify(server.mock.getRequests().map(({ body }) => body));
    expect(seen).toContain('topPerformers is not available now');
    expect(seen).not.toContain('hunter2');
  });
});

function* loopingCalls(request: Parameters<typeof ableModel>[0]) {
  const answer = ableModel(request);
  if ('toolCalls' in answer && answer.toolCalls !== undefined) yield* answer.toolCalls;
  else yield { name: 'topPerformers', arguments: '{}' };
}
