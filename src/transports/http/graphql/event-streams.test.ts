import { createHash } from 'node:crypto';
import { createClient } from 'graphql-sse';
import { pino } from 'pino';
import { Client, fetchExchange } from 'urql';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../config.ts';
import { createRateLimits, listRequestBudgets } from '../../../platform/limits/rate-limits.ts';
import { closeTestServers, startTestServer, type TestServer } from '../test-server.fixture.ts';

afterEach(closeTestServers);

const URQL =
  'application/graphql-response+json, application/graphql+json, application/json, text/event-stream';
const EVENTS = 'text/event-stream';
const COUNT = 'subscription Count($last: Int!) { countTo(last: $last) }';
const HELLO = 'query Hello { hello }';
const RENAME = 'mutation Rename { rename(id: "c1", name: "x") { name } }';
const SUBSCRIBE = { query: COUNT, variables: { last: 2 } };
const COUNTED = [
  ['next', { data: { countTo: 1 } }],
  ['next', { data: { countTo: 2 } }],
  ['complete', null],
];
const GREETED = { data: { hello: 'hello world' } };

interface Operation {
  readonly query?: string;
  readonly variables?: object;
  readonly extensions?: object;
}

type Method = 'GET' | 'POST';

/** Events as pairs of name and data, or what came as JSON. */
async function ask(
  { fetch }: TestServer,
  method: Method,
  accept: string,
  { query, variables, extensions }: Operation,
  { path = '/graphql', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
) {
  const parameters = new URLSearchParams({
    ...(query !== undefined && { query }),
    ...(variables && { variables: JSON.stringify(variables) }),
    ...(extensions && { extensions: JSON.stringify(extensions) }),
  });
  const response =
    method === 'GET'
      ? await fetch(`${path}?${parameters}`, { headers: { accept, ...headers } })
      : await fetch(path, {
          method,
          headers: { accept, 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query, variables, extensions }),
        });
  const text = await response.text();
  const isStream = response.headers.get('content-type')?.startsWith(EVENTS) === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isStream ? readEvents(text) : JSON.parse(text),
    code: (isStream ? readEvents(text)[0]?.[1] : JSON.parse(text))?.errors?.[0]?.extensions,
  };
}

function readEvents(text: string) {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [, event, data] = /^event: (\w+)\ndata: ?(.*)$/.exec(block) ?? [];
      return [event, data ? JSON.parse(data) : null] as const;
    });
}

const byHash = (text: string) => ({
  persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
});

describe.each(['true', 'false'])('/graphql (GRAPHQL_JIT=%s)', (jit) => {
  const start = () => startTestServer({ settings: { GRAPHQL_JIT: jit } });

  it.each<[string, Method, string, Operation, unknown]>([
    ['a subscription', 'POST', EVENTS, SUBSCRIBE, COUNTED],
    ['a subscription', 'POST', URQL, SUBSCRIBE, COUNTED],
    ['a subscription', 'POST', `${EVENTS}, multipart/mixed`, SUBSCRIBE, COUNTED],
    ['a subscription', 'GET', EVENTS, SUBSCRIBE, COUNTED],
    ['a subscription', 'GET', URQL, SUBSCRIBE, COUNTED],
    [
      'a query',
      'POST',
      EVENTS,
      { query: HELLO },
      [
        ['next', GREETED],
        ['complete', null],
      ],
    ],
    [
      'a query',
      'GET',
      EVENTS,
      { query: HELLO },
      [
        ['next', GREETED],
        ['complete', null],
      ],
    ],
    ['a query', 'POST', URQL, { query: HELLO }, GREETED],
    ['a query', 'GET', URQL, { query: HELLO }, GREETED],
    ['a query', 'POST', `${EVENTS};q=0, */*`, { query: HELLO }, GREETED],
    ['a query with the word in it', 'POST', URQL, { query: `# no subscription\n${HELLO}` }, GREETED],
    [
      'a mutation',
      'POST',
      EVENTS,
      { query: RENAME },
      [
        ['next', { data: { rename: { name: 'x' } } }],
        ['complete', null],
      ],
    ],
  ])('answers %s by %s with accept: %s', async (_name, method, accept, operation, expected) => {
    const server = await start();
    // Enough for a query to be compiled, which must not answer for what accepts events alone.
    for (let run = 1; run <= 3; run++) await server.post({ query: HELLO }, { accept: URQL });
    const { status, body } = await ask(server, method, accept, operation);
    expect([status, body]).toEqual([200, expected]);
  });

  it.each<[string, Method, string, Operation, number, string, RegExp]>([
    [
      'a subscription',
      'POST',
      'application/json',
      SUBSCRIBE,
      406,
      'EVENT_STREAM_REQUIRED',
      /Accept: text\/event-stream/,
    ],
    ['a subscription', 'GET', '*/*', SUBSCRIBE, 406, 'EVENT_STREAM_REQUIRED', /Accept: text\/event-stream/],
    ['a mutation', 'POST', 'text/html', { query: RENAME }, 406, 'NOT_ACCEPTABLE', /application\/json/],
    ['a mutation', 'GET', URQL, { query: RENAME }, 405, 'METHOD_NOT_ALLOWED', /sent by POST/],
    ['a mutation', 'GET', EVENTS, { query: RENAME }, 200, 'METHOD_NOT_ALLOWED', /sent by POST/],
    ['no operation', 'POST', EVENTS, {}, 200, 'BAD_REQUEST', /"query"/],
    [
      'none of the name',
      'POST',
      EVENTS,
      { query: `${HELLO} query B { hello }` },
      200,
      'OPERATION_RESOLUTION_FAILURE',
      /name/,
    ],
    ['what is not valid', 'POST', EVENTS, { query: '{ helo }' }, 200, 'GRAPHQL_VALIDATION_FAILED', /helo/],
    [
      'an invalid subscription',
      'POST',
      URQL,
      { query: 'subscription { helo }' },
      200,
      'GRAPHQL_VALIDATION_FAILED',
      /helo/,
    ],
    ['broken variables', 'POST', EVENTS, { query: HELLO, variables: [1] }, 400, 'BAD_REQUEST', /variables/],
  ])('refuses %s by %s with accept: %s', async (_name, method, accept, operation, status, code, sentence) => {
    const server = await start();
    const refused = await ask(server, method, accept, operation);
    const [error] = (refused.status === 200 ? refused.body[0][1] : refused.body).errors;
    expect([refused.status, error.extensions.code]).toEqual([status, code]);
    expect(error.message).toMatch(sentence);
    expect(error.extensions.requestId).toBe(refused.headers.get('x-request-id'));
    expect(server.reached).toEqual([]);
    expect(server.logLines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('knows a subscription by its hash, once its text came with it', async () => {
    const server = await start();
    const { variables } = SUBSCRIBE;
    const asks = (operation: Operation) => ask(server, 'POST', EVENTS, { variables, ...operation });
    const unknown = await asks({ extensions: byHash(COUNT) });
    expect(unknown.body[0][1].errors[0]).toMatchObject({
      message: 'PersistedQueryNotFound',
      extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
    });
    const wrong = await asks({ query: COUNT, extensions: byHash(HELLO) });
    expect(wrong.code).toMatchObject({ code: 'PERSISTED_QUERY_HASH_MISMATCH' });
    expect((await asks({ query: COUNT, extensions: byHash(COUNT) })).body).toEqual(COUNTED);
    expect((await asks({ extensions: byHash(COUNT) })).body).toEqual(COUNTED);
    for (const method of ['GET', 'POST'] as const) {
      const mixed = await ask(server, method, URQL, { variables, extensions: byHash(COUNT) });
      expect(mixed.body).toEqual(COUNTED);
      const json = await ask(server, method, 'application/json', { variables, extensions: byHash(COUNT) });
      expect([json.status, json.code]).toMatchObject([406, { code: 'EVENT_STREAM_REQUIRED' }]);
    }
  });
});

describe('a stream of events', () => {
  it('tells of the budgets, also where they are spent', async () => {
    const server = await startTestServer({
      rateLimits: createRateLimits({
        budgets: listRequestBudgets(readConfig({ CLIENT_COST_PER_MINUTE: '1' })),
        logger: pino({ level: 'silent' }),
      }),
    });
    const first = await ask(server, 'POST', EVENTS, SUBSCRIBE);
    expect(first.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+$/);
    const refused = await ask(server, 'POST', EVENTS, SUBSCRIBE);
    expect(refused.code).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refused.headers.get('ratelimit-policy')).toBe('"client";q=1;w=60');
    expect(refused.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:5173' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
  ])('begins by GET for pages that may call: %j: %s', async (headers, isAllowed) => {
    const answer = await ask(await startTestServer(), 'GET', EVENTS, SUBSCRIBE, { headers });
    expect(isAllowed ? answer.body : answer.code.code).toEqual(isAllowed ? COUNTED : 'FORBIDDEN');
  });

  it('is at /graphql/stream too, for whoever accepts events', async () => {
    const server = await startTestServer();
    const path = '/graphql/stream';
    for (const method of ['GET', 'POST'] as const)
      expect((await ask(server, method, EVENTS, SUBSCRIBE, { path })).body).toEqual(COUNTED);
    const refused = await ask(server, 'POST', 'application/json', SUBSCRIBE, { path });
    expect([refused.status, refused.code]).toMatchObject([406, { code: 'EVENT_STREAM_REQUIRED' }]);
  });

  it.each(['/graphql', '/graphql/stream'])('is read by graphql-sse at %s', async (path) => {
    const { url } = await startTestServer();
    const client = createClient({ url: `${url}${path}`, retryAttempts: 0 });
    const results = [];
    for await (const { data } of client.iterate(SUBSCRIBE)) results.push(data);
    client.dispose();
    expect(results).toEqual([{ countTo: 1 }, { countTo: 2 }]);
  });

  it('is read by urql, whose queries go by GET beside it', async () => {
    const { url } = await startTestServer();
    const methods: (string | undefined)[] = [];
    const client = new Client({
      url: `${url}/graphql`,
      exchanges: [fetchExchange],
      fetchSubscriptions: true,
      fetch(address, options) {
        methods.push(options?.method);
        return fetch(address, options);
      },
      preferGetMethod: 'within-url-limit',
    });
    const counts: unknown[] = [];
    await new Promise<void>((resolve, reject) => {
      client.subscription(COUNT, { last: 2 }).subscribe(({ data, error, hasNext }) => {
        if (error !== undefined) reject(error);
        if (data !== undefined) counts.push(data.countTo);
        if (!hasNext || counts.length === 2) resolve();
      });
    });
    expect(counts).toEqual([1, 2]);
    const { data, error } = await client.query('query ($name: String) { hello(name: $name) }', {
      name: 'Ada',
    });
    expect([data, error]).toEqual([{ hello: 'hello Ada' }, undefined]);
    expect(methods).toEqual(['POST', 'GET']);
  });
});
