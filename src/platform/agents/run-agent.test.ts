import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CircuitState } from 'cockatiel';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { CallerError } from '../../errors.ts';
import {
  type AgentEvent,
  type AgentTask,
  connectModels,
  createOfflineModel,
  defineTool,
  NO_WATCH,
  runAgent,
} from './index.ts';
import { type ModelRequest, startModelServer, toolResultsOf } from './model-server.fixture.ts';
import { createBreaker } from './models.ts';

/** Who asks, as a tool sees it. */
interface Asker {
  readonly isAdmin: boolean;
}

const countTool = defineTool({
  name: 'countPosts',
  description: 'How many posts a campaign has.',
  schema: z.object({ campaign: z.string() }),
  async run({ campaign }, _asker: Asker) {
    if (campaign === 'secret') throw new CallerError('FORBIDDEN', 'You may not read the campaign "secret".');
    return { summary: '12 posts', data: { posts: 12 } };
  },
});

const deleteTool = defineTool({
  name: 'deletePosts',
  description: 'Deletes posts.',
  schema: z.object({}),
  isAllowed: ({ isAdmin }: Asker) => isAdmin,
  run: async () => ({ summary: 'deleted', data: {} }),
});

const TASK: Omit<AgentTask<string, Asker>, 'models'> = {
  name: 'answer',
  system: 'Answer the question.',
  messages: [{ from: 'user', text: 'How many posts?' }],
  tools: [countTool, deleteTool],
  context: { isAdmin: false },
  output: { form: 'TEXT', schema: z.string().min(1) },
  budgets: {
    timeoutMs: 20_000,
    maxModelCalls: 6,
    maxTokens: 10_000,
    maxToolCalls: 4,
    maxAnswerBytes: 100_000,
  },
  retries: { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 5 },
  signal: new AbortController().signal,
  watch: NO_WATCH,
  logger: pino({ level: 'silent' }),
};

let server: Awaited<ReturnType<typeof startModelServer>>;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.mock.stop());

const offered = () => server.mock.getRequests().map(({ body }) => toolNamesOf(Object(body)));
const toolNamesOf = ({ tools }: ModelRequest) => (tools ?? []).map((tool) => tool.function.name);

describe('an agent that answers in plain text', () => {
  it('goes on with what was said before, tells of its answer as it grows, and names what it rests on', async () => {
    server.answer((request) =>
      toolResultsOf(request).length === 0
        ? { toolCalls: [{ name: 'countPosts', arguments: '{"campaign":"spring"}' }] }
        : { content: 'Spring has 12 posts, which is what you asked for.' },
    );
    const events: AgentEvent[] = [];
    const result = await runAgent({
      ...TASK,
      messages: [
        { from: 'user', text: 'Which campaign runs?' },
        { from: 'assistant', text: 'Spring.' },
        { from: 'user', text: 'How many posts has it?' },
      ],
      models: server.models('main'),
      onEvent: (event) => events.push(event),
    });
    expect(result).toMatchObject({
      answer: 'Spring has 12 posts, which is what you asked for.',
      model: 'main',
      evidence: [{ tool: 'countPosts', data: { posts: 12 } }],
      usage: { modelCalls: 2 },
    });
    expect(events.at(-1)).toEqual({ type: 'TEXT', text: result.answer });
    const [first] = server.mock.getRequests();
    expect(Object(first?.body).messages.map(({ role }: { role: string }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(Object(first?.body).response_format).toBeUndefined();
  });

  it('is given one answer where nothing says how it would be mended', async () => {
    server.answer(() => ({ content: 'No.' }));
    const output = { ...TASK.output, check: () => ['It says too little.'] };
    await expect(runAgent({ ...TASK, output, models: server.models('main') })).rejects.toMatchObject({
      name: 'AnswerRejected',
      reasons: ['It says too little.'],
    });
    expect(server.mock.getRequests()).toHaveLength(1);
  });
});

describe('a run', () => {
  it('leaves no combined signal that somebody listens to and that never fires: Node keeps those for good', async () => {
    const any = vi.spyOn(AbortSignal, 'any');
    server.answer(() => ({ content: 'Done.' }));
    await runAgent({ ...TASK, models: server.models('main') });
    await expect(runAgent({ ...TASK, models: [] })).rejects.toThrow('no model');
    const signals = any.mock.results.map(({ value }) => value);
    any.mockRestore();
    expect(signals.length).toBeGreaterThan(2);
    const kept = signals.filter((made) => !made.aborted && getEventListeners(made, 'abort').length > 0);
    expect(kept).toEqual([]);
  });
});

describe('a tool', () => {
  it('does not exist for a model where whoever asks may not use it', async () => {
    server.answer(() => ({ content: 'Done.' }));
    await runAgent({ ...TASK, models: server.models('main') });
    expect(offered()).toEqual([['countPosts']]);
    server.mock.clearRequests();
    await runAgent({ ...TASK, context: { isAdmin: true }, models: server.models('main') });
    expect(offered()).toEqual([['countPosts', 'deletePosts']]);
  });

  it('says why it refuses what whoever asks may not see', async () => {
    server.answer(({ messages }) =>
      messages.some(({ content }) => content === 'You may not read the campaign "secret".')
        ? { content: 'I may not read it.' }
        : { toolCalls: [{ name: 'countPosts', arguments: '{"campaign":"secret"}' }] },
    );
    const { answer, evidence } = await runAgent({ ...TASK, models: server.models('main') });
    expect(answer).toBe('I may not read it.');
    expect(evidence).toEqual([]);
  });
});

describe('a model that is restarted', () => {
  it('costs each run one failure with all its retries, and is waited for by runs that have time', async () => {
    const [model] = server.models('main');
    if (model === undefined) throw new Error('no model');
    const restarting = { ...model, breaker: createBreaker(300) };
    const run = () => runAgent({ ...TASK, models: [restarting] });
    server.answer(() => ({ error: { message: 'restarting' }, status: 503 }));
    const codes = await Promise.all(
      Array.from({ length: 4 }, () => run().catch((error: unknown) => Object(error).code)),
    );
    expect(codes).toEqual(Array(4).fill('UPSTREAM_UNAVAILABLE'));
    // Twelve calls have failed in four runs: it is still asked.
    expect(restarting.breaker.state).toBe(CircuitState.Closed);
    await run().catch(() => undefined);
    expect(restarting.breaker.state).toBe(CircuitState.Open);
    server.answer(() => ({ content: 'Back.' }));
    const answers = await Promise.all(Array.from({ length: 5 }, run));
    expect(answers.map(({ answer }) => answer)).toEqual(Array(5).fill('Back.'));
  });

  it('is not waited for where there is another one', async () => {
    const [model] = server.models('main');
    if (model === undefined) throw new Error('no model');
    const broken = { ...model, breaker: createBreaker(60_000) };
    server.answer((request) =>
      request.model === 'main' ? { error: { message: 'no' }, status: 503 } : { content: 'Spare.' },
    );
    for (let run = 0; run < 5; run += 1) await runAgent({ ...TASK, models: [broken] }).catch(() => undefined);
    server.mock.clearRequests();
    const { answer } = await runAgent({ ...TASK, models: [broken, ...server.models('spare')] });
    expect(answer).toBe('Spare.');
    expect(server.mock.getRequests()).toHaveLength(1);
  });
});

describe('what is sent', () => {
  it('has the standing instructions as one text, which every server takes', async () => {
    server.answer(() => ({ content: 'Done.' }));
    await runAgent({ ...TASK, models: server.models('main') });
    const [request] = server.mock.getRequests();
    expect(Object(request?.body).messages[0]).toEqual({ role: 'system', content: 'Answer the question.' });
  });
});

describe('an answer as JSON', () => {
  const output = {
    form: 'JSON',
    schema: z.strictObject({ posts: z.number() }),
    check: ({ posts }: { posts: number }) => (posts < 0 ? ['posts is below zero.'] : []),
    checkForm: ({ posts }: { posts: number }) => (posts > 100 ? ['posts has more than two digits.'] : []),
  } as const;
  const ask = () =>
    runAgent({ ...TASK, output, repair: (reasons) => reasons.join(' '), models: server.models('main') });

  it.each([
    ['behind thoughts', '<think>Perhaps {"posts": 3}, or {more}?</think>{"posts": 12}'],
    ['behind thoughts without their beginning', 'Perhaps {"posts": 3}.</think>\n{"posts": 12}'],
    ['behind a sentence with a brace', 'I use the shape {posts}: {"posts": 12}'],
    ['before a sentence with a brace', '{"posts": 12} That is {all}.'],
    ['as the last of two', '{"posts": 3}\n\nNo, rather:\n{"posts": 12}'],
    ['before an object of another shape', '{"posts": 12}\n{"note": "done"}'],
    ['in a code fence', '```json\n{"posts": 12}\n```'],
    ['within thoughts alone', '<think>It is {"posts": 12}</think>'],
  ])('is found %s', async (_where, content) => {
    server.answer(() => ({ content }));
    expect((await ask()).answer).toEqual({ posts: 12 });
    expect(server.mock.getRequests()).toHaveLength(1);
  });

  it.each([
    ['twice where its form alone was wrong', ['{"posts": "many"}', '{"posts": -1}', '{"posts": 12}'], 3],
    ['twice where a figure alone was wrong', ['{"posts": 101}', '{"posts": -1}', '{"posts": 12}'], 3],
    ['not a third time', ['{', '{', '{', '{"posts": 12}'], null],
    ['once where more was wrong', ['{"posts": -1}', '{"posts": 101}', '{"posts": 12}'], null],
  ])('may be mended %s', async (_times, contents, calls) => {
    const left = [...contents];
    server.answer(() => ({ content: left.shift() ?? '' }));
    const asked = ask();
    if (calls === null) await expect(asked).rejects.toMatchObject({ name: 'AnswerRejected' });
    else expect((await asked).usage.modelCalls).toBe(calls);
  });
});

describe('the arguments of a tool', () => {
  const seen: unknown[] = [];
  const findTool = defineTool({
    name: 'findPosts',
    description: 'Finds posts.',
    schema: z.object({ campaign: z.string().nullable(), limit: z.int().max(9) }),
    run: async (args, _asker: Asker) => {
      seen.push(args);
      return { summary: 'found', data: {} };
    },
  });

  it('may lack what may be null, and are named where they are wrong', async () => {
    server.answer(({ messages }) => {
      const answers = messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
      if (answers.length === 0) return { toolCalls: [{ name: 'findPosts', arguments: '{"limit":10}' }] };
      if (answers.length === 1)
        return {
          toolCalls: [
            { name: 'findPosts', arguments: '{"limit":5}' },
            { name: 'findPosts', arguments: '{"campaign":null,"limit":6}' },
          ],
        };
      return { content: answers[0] ?? '' };
    });
    const { answer } = await runAgent({ ...TASK, tools: [findTool], models: server.models('main') });
    expect(answer).toContain('limit: Too big');
    expect(answer).toContain('findPosts takes: campaign, limit.');
    expect(seen).toEqual([
      { campaign: null, limit: 5 },
      { campaign: null, limit: 6 },
    ]);
  });
});

describe('a model whose answer does not end', () => {
  it('is read up to the budget, is not asked again, and the next one is', async () => {
    let sent = 0;
    let requests = 0;
    const endless = createServer((request, response) => {
      requests += 1;
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = {
        id: '1',
        object: 'chat.completion.chunk',
        choices: [{ index: 0, delta: { content: 'on and on ' } }],
      };
      const block = `data: ${JSON.stringify(chunk)}\n\n`.repeat(100);
      const send = () => {
        while (!response.destroyed && response.write(block)) sent += block.length;
      };
      response.on('drain', send);
      send();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => endless.once('listening', resolve));
    const { port } = endless.address() as AddressInfo;
    const models = connectModels({
      apiKey: 'sk-none',
      baseUrl: `http://127.0.0.1:${port}`,
      models: ['endless'],
    });
    server.answer(() => ({ content: 'Short.' }));
    const { answer } = await runAgent({ ...TASK, models: [...models, ...server.models('spare')] });
    expect(answer).toBe('Short.');
    expect(requests).toBe(1);
    // What the sockets hold is beyond the budget.
    expect(sent).toBeLessThan(20_000_000);
    await expect(runAgent({ ...TASK, models })).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: expect.stringContaining('endless (an endless answer)'),
    });
    endless.closeAllConnections();
    endless.close();
  });
});

it('works by rules where a writer stands in for a model', async () => {
  const offline = createOfflineModel('offline', {
    respond: ({ messages, results }) =>
      results.length === 0
        ? { calls: [{ name: 'countPosts', args: { campaign: 'spring' } }] }
        : { text: `${messages.at(-1)?.text} ${results[0]?.summary}` },
  });
  const { answer, usage } = await runAgent({ ...TASK, models: [offline] });
  expect(answer).toBe('How many posts? 12 posts');
  expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, modelCalls: 2 });
});
