import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { CallerError } from '../../../errors.ts';
import { closeTestServers, startTestServer } from '../test-server.fixture.ts';

afterEach(closeTestServers);

const nest = (depth: number) =>
  `{ creator(id: "c1") ${'{ friend '.repeat(depth)} { id } ${'}'.repeat(depth)} }`;

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
      'TOO_MANY_TOKENS',
      /more than 2000 tokens/,
    ],
    [
      'too many fields',
      { query: `{ ${'hello '.repeat(600)} }` },
      'TOO_MANY_FIELDS',
      /600 fields; 500 are allowed/,
    ],
    ['too deep', { query: nest(40) }, 'OPERATION_TOO_DEEP', /nested too deeply.*Ask for less/],
    [
      'too dear',
      { query: '{ creators(limit: 1000000) { id } }' },
      'OPERATION_TOO_COSTLY',
      /Ask for shorter lists/,
    ],
    [
      'too many aliases',
      { query: `{ ${Array.from({ length: 101 }, (_, index) => `a${index}: hello`).join(' ')} }` },
      'TOO_MANY_ALIASES',
      /too many aliases.*Ask for less/,
    ],
    [
      'too many directives',
      { query: `{ hello ${'@note '.repeat(60)} }` },
      'TOO_MANY_DIRECTIVES',
      /Ask for less/,
    ],
    ['a batch', [{ query: '{ hello }' }], 'BATCHING_NOT_SUPPORTED', /Send one operation per request/],
    [
      'a hash of another text',
      { query: '{ hello }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
      'PERSISTED_QUERY_HASH_MISMATCH',
      /must be the SHA-256/,
    ],
    [
      'a version of persisted queries',
      { extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } },
      'PERSISTED_QUERY_VERSION_NOT_SUPPORTED',
      /version must be 1/,
    ],
  ])('in the request says what to change, and is no alarm: %s', async (_name, body, code, message) => {
    const { post, reached, logLines } = await startTestServer();
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].message).toMatch(message);
    expect(answer.body.errors[0].extensions).toMatchObject({
      code,
      requestId: answer.headers.get('x-request-id'),
    });
    expect(reached).toEqual([]);
    expect(logLines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('that a hash is not known has the message that clients compare, and a hint for who reads it', async () => {
    const { post } = await startTestServer();
    const { status, body } = await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } });
    expect(status).toBe(200);
    expect(body.errors).toMatchObject([
      {
        message: 'PersistedQueryNotFound',
        extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', hint: expect.stringContaining('"query"') },
      },
    ]);
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

  it.each(['true', 'false'])(
    'while the context is made has the status of its code (GRAPHQL_JIT=%s)',
    async (jit) => {
      const refusal = new CallerError('UNAUTHENTICATED', 'Send a token in the Authorization header.');
      let isRefused = false;
      const { post } = await startTestServer({
        settings: { GRAPHQL_JIT: jit },
        createContext: () => (isRefused ? Promise.reject(refusal) : {}),
      });
      for (let run = 1; run <= 3; run++) await post({ query: '{ hello }' });
      isRefused = true;
      const { status, body, headers } = await post({ query: '{ hello }' });
      expect(status).toBe(401);
      expect(body.errors).toEqual([
        {
          message: refusal.message,
          extensions: { code: 'UNAUTHENTICATED', requestId: headers.get('x-request-id') },
        },
      ]);
    },
  );

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

describe('a request that no route takes', () => {
  const json = { 'content-type': 'application/json' };

  it.each<[string, string, RequestInit, number, string, RegExp]>([
    ['an address that is not served', '/nothing', {}, 404, 'NOT_FOUND', /nothing at GET \/nothing/],
    ['an address that cannot be read', '/%zz', {}, 400, 'BAD_REQUEST', /%20/],
    ['a NUL in the address', '/%00', {}, 400, 'BAD_USER_INPUT', /U\+0000/],
    ['OPTIONS where nobody may call', '/nothing', { method: 'OPTIONS' }, 404, 'NOT_FOUND', /OPTIONS/],
    ['DELETE of the graph', '/graphql', { method: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED', /GET and POST/],
    ['PUT of streams', '/graphql/stream', { method: 'PUT' }, 404, 'NOT_FOUND', /PUT/],
    [
      'a form',
      '/graphql',
      { method: 'POST', body: new URLSearchParams({ a: 'b' }) },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /it takes application\/json/,
    ],
    [
      'no content type',
      '/graphql',
      { method: 'POST', body: new Blob(['{}']) },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      /The content type is ""/,
    ],
    [
      'a body too large',
      '/graphql',
      { method: 'POST', headers: json, body: `"${'x'.repeat(300_000)}"` },
      413,
      'BODY_TOO_LARGE',
      /larger than 256 KB/,
    ],
    ['an empty body', '/graphql', { method: 'POST', headers: json, body: '' }, 400, 'BAD_REQUEST', /empty/],
    ['a query twice', '/graphql?query={hello}&query={hello}', {}, 400, 'BAD_REQUEST', /once/],
    ['variables that are no JSON', '/graphql?query={hello}&variables=x', {}, 400, 'BAD_REQUEST', /JSON/],
  ])('is refused with a code and its id: %s', async (_name, path, init, status, code, message) => {
    const { fetch, logLines } = await startTestServer({ settings: { NODE_ENV: 'production' } });
    const response = await fetch(path, init);
    const body = await response.json();
    const { extensions = body, ...error } = body.errors?.[0] ?? body;
    expect([response.status, extensions.code]).toEqual([status, code]);
    expect(error.message).toMatch(message);
    expect(extensions.requestId).toBe(response.headers.get('x-request-id'));
    expect(logLines.filter((line) => line.includes('"error"'))).toEqual([]);
  });

  it('is answered as a preflight where it is OPTIONS and pages may call', async () => {
    const { fetch } = await startTestServer();
    const response = await fetch('/graphql', { method: 'OPTIONS' });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it.each<[string, string, number, string]>([
    [
      'header fields that are too large',
      `GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'an address that is too long',
      `GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['what is no HTTP', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
  ])('is refused on the bare connection: %s', async (_name, sent, status, code) => {
    const { url, server } = await startTestServer();
    const folder = await mkdtemp(join(tmpdir(), 'marquee-'));
    const path = join(folder, 'socket');
    await server.listenOnSocket(path);
    for (const address of [{ port: Number(new URL(url).port), host: '127.0.0.1' }, { path }]) {
      const socket = connect(address);
      socket.write(sent);
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const error = JSON.parse(body);
      expect(error).toMatchObject({ code, message: expect.stringMatching(/\.$/) });
      expect(head).toContain(`x-request-id: ${error.requestId}`);
    }
    await rm(folder, { recursive: true });
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
