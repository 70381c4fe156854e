import { afterEach, describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';

afterEach(closeTestServers);

const SECRETS = /hunter2|postgres|SELECT|\/srv|\.ts\b|stack/;

describe('an error', () => {
  it.each(['true', 'false'])(
    "of the caller's leaves whole, with its code and details (GRAPHQL_JIT=%s)",
    async (jit) => {
      const { post, logLines } = await startTestServer({ settings: { GRAPHQL_JIT: jit } });
      for (let run = 1; run <= 3; run++) {
        const { status, body, headers } = await post({ query: '{ hello notFound }' });
        expect(status).toBe(200);
        expect(body.data).toEqual({ hello: 'hello world', notFound: null });
        expect(body.errors).toEqual([
          {
            message: 'No campaign "sping". Near: spring.',
            locations: [{ line: 1, column: 9 }],
            path: ['notFound'],
            extensions: { code: 'NOT_FOUND', near: ['spring'], requestId: headers.get('x-request-id') },
          },
        ]);
      }
      expect(logLines.filter((line) => line.includes('failed'))).toEqual([]);
    },
  );

  it.each(['true', 'false'])(
    'of ours is masked, and logged with its cause and the request id (GRAPHQL_JIT=%s)',
    async (jit) => {
      const { post, logLines } = await startTestServer({ settings: { GRAPHQL_JIT: jit } });
      for (let run = 1; run <= 3; run++) {
        logLines.length = 0;
        const { status, body, text, headers } = await post({ query: '{ crash }' });
        expect(status).toBe(200);
        expect(text).not.toMatch(SECRETS);
        const requestId = headers.get('x-request-id');
        expect(body.errors[0].extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId });
        const [line = '{}'] = logLines.filter((text) => text.includes('a resolver failed'));
        expect(JSON.parse(line)).toMatchObject({ level: 'error', reqId: requestId, path: 'crash' });
        expect(JSON.parse(line).err.stack).toContain('test-server.fixture.ts');
        expect(line).not.toContain('hunter2');
      }
    },
  );

  it('that a library throws with a code of its own is masked all the same', async () => {
    const { post } = await startTestServer();
    const { text, body } = await post({ query: '{ denied }' });
    expect(text).not.toMatch(SECRETS);
    expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
  });

  it.each<[string, unknown, string, RegExp]>([
    ['a syntax error', { query: '{ hello' }, 'GRAPHQL_PARSE_FAILED', /Expected Name/],
    ['an unknown field', { query: '{ helo }' }, 'GRAPHQL_VALIDATION_FAILED', /Did you mean "hello"/],
    [
      'a wrong variable',
      { query: 'query ($n: Int!) { creators(limit: $n) { id } }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
      /"\$n".*"x"/,
    ],
    [
      'an unknown operation',
      { query: 'query A { hello }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
      /"B"/,
    ],
    ['an empty body', {}, 'BAD_REQUEST', /JSON object with a "query"/],
    ['broken JSON', '{"query":', 'BAD_REQUEST', /JSON/],
    ['variables as text', { query: '{ hello }', variables: '{}' }, 'BAD_REQUEST', /variables/],
    [
      'too many tokens',
      { query: `{ ${'hello '.repeat(3_000)} }` },
      'GRAPHQL_PARSE_FAILED',
      /more than 2000 tokens/,
    ],
  ])('in the request says what to change: %s', async (_name, body, code, message) => {
    const { post, reached } = await startTestServer();
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].message).toMatch(message);
    expect(answer.body.errors[0].extensions.code).toBe(code);
    expect(reached).toEqual([]);
  });

  it('keeps the names of the schema to itself where introspection is off', async () => {
    const { post } = await startTestServer({ settings: { INTROSPECTION: 'false' } });
    const { body, status } = await post({ query: '{ helo }' });
    expect(status).toBe(400);
    expect(body.errors[0].message).toBe('Cannot query field "helo" on type "Query".');
    const introspection = await post({ query: '{ __schema { types { name } } }' });
    expect(introspection.status).toBe(400);
    expect(introspection.body.data).toBeUndefined();
  });

  it('while the context is made has the status of its code', async () => {
    const refusal = new CallerError('UNAUTHENTICATED', 'Send a token in the Authorization header.');
    const { post } = await startTestServer({ createContext: () => Promise.reject(refusal) });
    const { status, body } = await post({ query: '{ hello }' });
    expect(status).toBe(401);
    expect(body.errors[0]).toMatchObject({
      message: refusal.message,
      extensions: { code: 'UNAUTHENTICATED' },
    });
  });

  it('while the context is made is masked and logged where it is ours', async () => {
    const { post, logLines } = await startTestServer({
      createContext: () => Promise.reject(new Error('no connection to postgresql://u:hunter2@db')),
    });
    const { status, text } = await post({ query: '{ hello }' });
    expect(status).toBe(500);
    expect(text).not.toMatch(SECRETS);
    expect(logLines.join('')).toContain('postgresql://u:[redacted]@db');
  });
});

describe('an error outside GraphQL', () => {
  it('is JSON with a code: a caller error with its status, one that a capability declares too, anything else masked', async () => {
    const { fetch } = await startTestServer({
      registerRoutes(server) {
        server.get('/conflict', async () => {
          throw new CallerError('CONFLICT', 'Somebody else holds it.', { holder: 'x' });
        });
        server.get('/full', async () => {
          throw new CallerError({ code: 'STORE_FULL', status: 507 }, 'There is no room left.');
        });
        server.get('/crash', async () => {
          throw new Error('SELECT hunter2');
        });
      },
    });
    const conflict = await fetch('/conflict', { headers: { 'x-request-id': 'request-1' } });
    expect(conflict.status).toBe(409);
    expect(await conflict.json()).toEqual({
      code: 'CONFLICT',
      message: 'Somebody else holds it.',
      holder: 'x',
      requestId: 'request-1',
    });
    const full = await fetch('/full');
    expect([full.status, (await full.json()).code]).toEqual([507, 'STORE_FULL']);
    const crash = await fetch('/crash');
    expect(crash.status).toBe(500);
    expect(await crash.text()).not.toMatch(SECRETS);
    const nothing = await fetch('/nothing');
    expect([nothing.status, (await nothing.json()).code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a request id', () => {
  it.each([
    ['sane-id-0001', true],
    ['4bf92f3577b34da6a3ce929d0e0e4736', true],
    ['x', false],
    ['with space and "quotes"', false],
    ['a'.repeat(500), false],
  ])('is taken from the caller where it is sane: %s', async (given, isTaken) => {
    const { post } = await startTestServer();
    const { headers, body } = await post({ query: '{ notFound }' }, { 'x-request-id': given });
    const id = headers.get('x-request-id');
    expect(id === given).toBe(isTaken);
    expect(id).toMatch(/^[\w-]{8,}$/);
    expect(body.errors[0].extensions.requestId).toBe(id);
  });
});
