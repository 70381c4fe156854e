import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../test/free-port.ts';
import { createMetrics } from '../../platform/telemetry/metrics.ts';
import { openHealthServer } from './health/health-server.ts';
import type { RequestFacts } from './request/request-facts.ts';
import { closeTestServers, startTestServer } from './test-server.fixture.ts';

afterEach(closeTestServers);

/** A gate that resolvers wait at. */
function makeGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

function rethrow(error: unknown): never {
  throw error;
}

async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await nextTurn();
}

describe('the GraphQL route', () => {
  it('answers POST, and GET for queries alone', async () => {
    const { post, fetch } = await startTestServer();
    expect((await post({ query: '{ hello }' })).body).toEqual({ data: { hello: 'hello world' } });
    const get = (query: string) => fetch(`/graphql?query=${encodeURIComponent(query)}`);
    expect(await (await get('{ hello }')).json()).toEqual({ data: { hello: 'hello world' } });
    expect((await get('mutation { rename(id: "c1", name: "x") { id } }')).status).toBe(405);
    const put = await fetch('/graphql', { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('sends answers as they are, whatever may be compressed: that is the work of the proxy before it', async () => {
    const { post } = await startTestServer();
    const long = 'x'.repeat(50_000);
    for (let run = 1; run <= 4; run++) {
      const answer = await post(
        { query: 'query ($name: String) { hello(name: $name) }', variables: { name: long } },
        { 'accept-encoding': 'br, gzip, deflate' },
      );
      expect(answer.headers.get('content-encoding')).toBeNull();
      expect(answer.headers.get('content-length')).toBe(String(answer.text.length));
      expect(answer.body.data.hello).toBe(`hello ${long}`);
    }
  });

  it('gives each request a context of its own, with what is known of the request', async () => {
    const facts: RequestFacts[] = [];
    const { post } = await startTestServer({
      createContext(request) {
        facts.push(request);
        return { request };
      },
    });
    await post({ query: '{ hello }' }, { 'x-request-id': 'request-0001', authorization: 'Bearer abc' });
    await post({ query: '{ hello }' });
    expect(facts).toHaveLength(2);
    expect(facts[0]).toMatchObject({
      id: 'request-0001',
      ip: '127.0.0.1',
      headers: { authorization: 'Bearer abc' },
    });
  });

  it('believes X-Forwarded-For from a trusted proxy alone', async () => {
    const addresses: unknown[] = [];
    const createContext = ({ ip }: RequestFacts) => {
      addresses.push(ip);
      return {};
    };
    const trusting = await startTestServer({ settings: { TRUST_PROXY: 'loopback' }, createContext });
    const careful = await startTestServer({ createContext });
    for (const { post } of [trusting, careful])
      await post({ query: '{ hello }' }, { 'x-forwarded-for': '203.0.113.9' });
    expect(addresses).toEqual(['203.0.113.9', '127.0.0.1']);
  });

  it('tells resolvers when the client goes away, and never when it stays', async () => {
    const signals: AbortSignal[] = [];
    const gate = makeGate();
    const { url, post, reached } = await startTestServer({
      createContext: ({ signal }) => {
        signals.push(signal);
        return {};
      },
      resolvers: { 'Query.wait': () => gate.opened },
    });
    await post({ query: '{ hello }' });
    const leaving = new AbortController();
    const left = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ wait }"}',
      signal: leaving.signal,
    });
    await waitUntil(() => reached.includes('Query.wait'));
    leaving.abort();
    await expect(left).rejects.toThrow();
    const [stayed, gone] = signals;
    await waitUntil(() => gone?.aborted === true);
    expect(stayed?.aborted).toBe(false);
    gate.open();
  });
});

describe('cross-origin requests', () => {
  const preflight = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };

  it.each([
    [{}, 'http://localhost:5173', true],
    [{}, 'http://127.0.0.1:3000', true],
    [{}, 'https://localhost:5173', true],
    [{}, 'http://[::1]:5173', true],
    [{}, 'https://console.marquee.localhost:8443', true],
    [{}, 'https://studio.apollographql.com', true],
    [{}, 'https://evil.example', false],
    [{}, 'http://localhost.evil.example', false],
    [{}, 'http://evillocalhost', false],
    [{}, 'http://[::1].evil.example', false],
    [{ NODE_ENV: 'production' }, 'http://localhost:5173', false],
    [{ NODE_ENV: 'production' }, 'https://[::1]:5173', false],
    [{ NODE_ENV: 'production' }, 'http://app.localhost', false],
    [{ CORS_ORIGINS: 'https://app.example.com, https://b.example' }, 'https://app.example.com', true],
    [{ CORS_ORIGINS: 'https://app.example.com' }, 'http://localhost:5173', false],
    [{ NODE_ENV: 'production', CORS_ORIGINS: '*' }, 'https://any.example', true],
  ])('are allowed as the settings say: %j from %s: %s', async (settings, origin, isAllowed) => {
    const { fetch } = await startTestServer({ settings });
    const response = await fetch('/graphql', { method: 'OPTIONS', headers: { origin, ...preflight } });
    const allowed = response.headers.get('access-control-allow-origin');
    expect(allowed === origin || allowed === '*').toBe(isAllowed);
  });

  it('let a page read the header fields that an answer has for it', async () => {
    const { fetch } = await startTestServer();
    const { headers } = await fetch('/graphql?query={hello}', {
      headers: { origin: 'http://localhost:5173' },
    });
    expect(headers.get('access-control-expose-headers')?.split(', ')).toEqual([
      'X-Request-Id',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Import-Id',
    ]);
  });
});

describe('routes of the capabilities', () => {
  const countBytes = (server: FastifyInstance) => {
    server.post('/imports', async ({ body }) => {
      if (!(body instanceof Readable)) throw new Error('the body is no stream');
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.length;
      return { bytes };
    });
  };

  it.each(['text/csv', 'application/json', 'text/plain', 'application/octet-stream', 'application/gzip'])(
    'get an endless body of %s as it is, unparsed',
    async (contentType) => {
      const { url } = await startTestServer({ registerRoutes: countBytes });
      const chunk = Buffer.alloc(64 * 1024, '{');
      const answer = await new Promise<string>((resolve, reject) => {
        const sent = request(
          `${url}/imports`,
          { method: 'POST', headers: { 'content-type': contentType } },
          (response) => resolve(readText(response)),
        );
        sent.on('error', reject);
        Readable.from(Array.from({ length: 160 }, () => chunk)).pipe(sent);
      });
      expect(JSON.parse(answer)).toEqual({ bytes: 160 * chunk.length });
    },
  );

  it('get a body without a content type, too', async () => {
    const { url } = await startTestServer({ registerRoutes: countBytes });
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = request(`${url}/imports`, { method: 'POST' }, (response) => resolve(readText(response)));
      sent.on('error', reject);
      sent.write('a,b\n');
      sent.end('c,d\n');
    });
    expect(JSON.parse(answer)).toEqual({ bytes: 8 });
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost:5173', 200],
    [undefined, 200],
  ])('take nothing that a page of a strange site posts: from %s %d', async (origin, expected) => {
    const { fetch } = await startTestServer({ registerRoutes: countBytes });
    const headers = { 'content-type': 'text/plain', ...(origin !== undefined && { origin }) };
    expect((await fetch('/imports', { method: 'POST', headers, body: 'a,b' })).status).toBe(expected);
  });

  it('leave the limit of /graphql alone', async () => {
    const { post, reached } = await startTestServer({ registerRoutes: countBytes });
    const { status, body } = await post({ query: `{ hello } #${'x'.repeat(256 * 1024)}` });
    expect(status).toBe(413);
    expect(body.errors[0].extensions.code).toBe('BODY_TOO_LARGE');
    expect(reached).toEqual([]);
  });

  it('are served on a Unix socket too, which replaces what an earlier process left', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'marquee-socket-'));
    const socketPath = join(folder, 'server.sock');
    for (let process = 1; process <= 2; process++) {
      const { server } = await startTestServer({ registerRoutes: countBytes });
      await server.listenOnSocket(socketPath);
      const answer = await new Promise<string>((resolve, reject) => {
        const sent = request(
          { socketPath, path: '/imports', method: 'POST', headers: { 'content-type': 'text/csv' } },
          (response) => resolve(readText(response)),
        );
        sent.on('error', reject);
        sent.end('a,b\n');
      });
      expect(JSON.parse(answer)).toEqual({ bytes: 4 });
    }
    await closeTestServers();
    await rm(folder, { recursive: true });
  });
});

describe('health', () => {
  it('tells that the process lives, and whether it can serve', async () => {
    let faults = [{ part: 'database', message: 'The database does not answer.' }];
    const { fetch } = await startTestServer({ checkReadiness: async () => faults });
    expect(await (await fetch('/livez')).json()).toEqual({ status: 'alive' });
    const unready = await fetch('/readyz');
    expect([unready.status, await unready.json()]).toEqual([503, { status: 'not ready', faults }]);
    faults = [];
    const ready = await fetch('/readyz');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('has a port of its own where one is set, which serves nothing else and ends with the server', async () => {
    const healthPort = await findFreePort();
    const { server } = await startTestServer({ settings: { HEALTH_PORT: String(healthPort) } });
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${healthPort}${path}`)).status;
    expect(await Promise.all(['/livez', '/readyz?from=probe', '/graphql', '/'].map(ask))).toEqual([
      200, 200, 404, 404,
    ]);
    await server.close();
    await expect(ask('/livez')).rejects.toThrow('fetch failed');
  });

  it('answers on its own port as it did before while the server reads requests of others, but for routes that it never answered', async () => {
    const healthPort = await findFreePort();
    const { server } = await startTestServer({ settings: { HEALTH_PORT: String(healthPort) } });
    expect((await fetch(`http://127.0.0.1:${healthPort}/livez`)).status).toBe(200);
    // This event loop, which is the server's, stands still until the other process has ended.
    const askMeanwhile = (path: string, milliseconds: number) =>
      spawnSync(process.execPath, [
        '--eval',
        `fetch('http://127.0.0.1:${healthPort}${path}', { signal: AbortSignal.timeout(${milliseconds}) }).then(({ status }) => console.log(status), ({ name }) => console.log(name))`,
      ])
        .stdout.toString()
        .trim();
    expect([askMeanwhile('/livez', 60_000), askMeanwhile('/readyz', 500)]).toEqual(['200', 'TimeoutError']);
    await server.close();
  });

  it('does not answer for a server that has answered nothing for a while', async () => {
    const port = await findFreePort();
    const health = await openHealthServer(
      { host: '127.0.0.1', port, freshMilliseconds: 0 },
      {
        answer: ({ id }) =>
          id === 1 ? Promise.resolve({ status: 200, headers: {}, body: '' }) : new Promise(() => undefined),
        onFailure: rethrow,
      },
    );
    const ask = () => fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(300) });
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    await expect(ask()).rejects.toThrow('timeout');
    await health.close();
  });

  it('tells that its thread has ended by an error', async () => {
    const port = await findFreePort();
    const failures: unknown[] = [];
    const health = await openHealthServer(
      { host: '127.0.0.1', port },
      {
        answer: async () => ({ status: 0, headers: {}, body: '' }),
        onFailure: (error) => failures.push(error),
      },
    );
    await expect(fetch(`http://127.0.0.1:${port}/livez`)).rejects.toThrow('fetch failed');
    await waitUntil(() => failures.length > 0);
    expect(failures).toMatchObject([{ code: 'ERR_HTTP_INVALID_STATUS_CODE' }]);
    await health.close();
  });

  it('says that its port is taken', async () => {
    const port = await findFreePort();
    const never = { answer: () => new Promise<never>(() => undefined), onFailure: rethrow };
    const health = await openHealthServer({ host: '127.0.0.1', port }, never);
    await expect(openHealthServer({ host: '127.0.0.1', port }, never)).rejects.toThrow('EADDRINUSE');
    await health.close();
  });

  it('is not ready where the check itself fails, and does not say why', async () => {
    const { fetch } = await startTestServer({
      checkReadiness: () => Promise.reject(new Error('connect ECONNREFUSED postgresql://u:hunter2@db')),
    });
    const response = await fetch('/readyz');
    expect(response.status).toBe(503);
    expect(await response.text()).not.toMatch(/hunter2|ECONNREFUSED/);
  });

  it('serves metrics by root field and outcome, in which no name of a caller appears', async () => {
    const { post, fetch } = await startTestServer({ metrics: createMetrics() });
    await post({ query: 'query Mine1 { hello }' });
    await post({ query: 'query Mine2 { notFound }' });
    await post({ query: 'query Mine3 { evilField }' });
    await post({ query: 'query Mine4 {' });
    await post({ query: 'query Mine5 { __typename }' });
    const response = await fetch('/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('marquee_operations_total{type="query",operation="hello",outcome="ok"} 1');
    expect(text).toContain(
      'marquee_operations_total{type="query",operation="notFound",outcome="NOT_FOUND"} 1',
    );
    expect(text).toContain(
      'marquee_operations_total{type="unknown",operation="unknown",outcome="GRAPHQL_PARSE_FAILED"} 1',
    );
    expect(text).toContain('marquee_resolver_errors_total{code="NOT_FOUND"} 1');
    expect(text).toContain('nodejs_eventloop_lag');
    expect(text).not.toMatch(/Mine|evil/);
  });
});

describe('closing', () => {
  it('answers the 200 requests that are open, while readiness is already off', async () => {
    const gate = makeGate();
    const { url, server, reached, fetch } = await startTestServer({
      resolvers: { 'Query.wait': async () => gate.opened },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
    const answers = Array.from(
      { length: 200 },
      () =>
        new Promise<number | undefined>((resolve, reject) => {
          const sent = request(
            `${url}/graphql`,
            { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
            (response) => {
              response.resume().on('end', () => resolve(response.statusCode));
            },
          );
          sent.on('error', reject);
          sent.end('{"query":"{ wait }"}');
        }),
    );
    await waitUntil(() => reached.length === 200);
    const readinessConnection = await fetch('/readyz');
    expect(readinessConnection.status).toBe(200);
    const closed = server.close();
    const draining = await server.fastify.inject('/readyz');
    expect([draining.statusCode, draining.json()]).toEqual([503, { status: 'draining' }]);
    gate.open();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
    await closed;
    await expect(fetch('/livez')).rejects.toThrow();
  });

  it('gives up on a request that does not end within the grace period', async () => {
    const { post, server, reached } = await startTestServer({
      settings: { SHUTDOWN_GRACE_SECONDS: '1' },
      resolvers: { 'Query.wait': () => new Promise(() => undefined) },
    });
    const lost = expect(post({ query: '{ wait }' })).rejects.toThrow();
    await waitUntil(() => reached.length === 1);
    await Promise.all([server.close(), server.close()]);
    await lost;
  });
});
