import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { hasRedis, startRedisServer } from '../redis-server.ts';
import { startServerProcess } from '../server-process.ts';
import { type CollectedSpan, type SpanCollector, startSpanCollector } from './span-collector.ts';

/** Says on a signal which modules of OpenTelemetry the process has loaded, but for its API, which prom-client loads. */
const TELL_MODULES = `
  import { createRequire } from 'node:module';
  const { cache } = createRequire('file:///');
  process.on('SIGWINCH', () => {
    const modules = Object.keys(cache).filter((path) => /opentelemetry.(?!api)|prisma.instrumentation/.test(path));
    console.log(JSON.stringify({ msg: 'modules', modules }));
  });
`;

const SERVER = 2;
const ERROR = 2;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
/** Of no form that the log knows. */
const KEY = 'gsk_0123456789secretkey';

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;

beforeAll(async () => {
  created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  await importRows(database, [{ campaignId: 'secret-campaign', influencerId: 'secret-creator', views: 10 }]);
  await database.close();
});
afterAll(() => created.drop());

/** Sends a GraphQL request. */
type Ask = (body: object, headers?: Readonly<Record<string, string>>) => Promise<Response>;

/** Runs a server that is sent some requests and then stopped, so that it delivers what it has. */
async function trace(
  settings: Readonly<Record<string, string>>,
  work: (ask: Ask, url: string) => Promise<void>,
) {
  const collector: SpanCollector = await startSpanCollector();
  const server = await startServerProcess({
    DATABASE_URL: created.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    // Each run of a job begins a trace of its own.
    RUN_JOBS: 'false',
    ...settings,
  });
  await work(
    (body, headers = {}) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    server.url,
  );
  await fetch(`${server.url}/readyz`);
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
  await collector.close();
  return { ...collector, log: server.log };
}

/** The spans under one, by their names. */
function tree(spans: readonly CollectedSpan[], under: string | undefined): Record<string, unknown> {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === under);
  return Object.fromEntries(children.map((child) => [child.name, tree(spans, child.spanId)]));
}

describe('traces', () => {
  it('follow a request from its caller through the operation to statements by their names, and tell no value', async () => {
    const { spans, services, texts } = await trace({}, async (ask) => {
      const query = `query Mine {
        topPerformers(campaignId: "secret-campaign") { views }
        briefs(first: 1) { edges { node { id } } }
      }`;
      const answer = await ask({ query }, { traceparent: `00-${TRACE}-${CALLER}-01` });
      expect((await answer.json()).errors).toBeUndefined();
    });
    expect(services).toEqual(new Set(['marquee']));
    expect(spans.every(({ traceId }) => traceId === TRACE)).toBe(true);
    const [request, ...others] = spans.filter(({ kind }) => kind === SERVER);
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      name: 'POST /graphql',
      parentSpanId: CALLER,
      attributes: {
        'http.route': '/graphql',
        'http.request.method': 'POST',
        'http.response.status_code': 200,
      },
    });
    expect(tree(spans, request?.spanId)).toEqual({
      'query several': {
        campaign_find_revision: {},
        leaderboard_first_engagement_rate: {},
        // Under row-level security, each query of Prisma is in a transaction with the statement that sets the organization.
        'prisma:client:operation': {
          'prisma:client:transaction': {
            'prisma:client:operation': {
              'prisma:client:start_transaction': {},
              'prisma:client:db_query': {},
              'prisma:client:commit_transaction': { 'prisma:client:db_query': {} },
            },
          },
        },
      },
    });
    expect(texts.join('')).not.toMatch(/secret-|Mine/);
  });

  it('begin anew without a caller, follow an import, and say by which code an operation failed', async () => {
    const { spans } = await trace({}, async (ask, url) => {
      await ask({ query: '{ topPerformers(campaignId: "nowhere") { views } }' });
      const headers = { 'content-type': 'text/csv' };
      const body = 'campaign_id,influencer_id,views,likes\nspring,a,1,1\n';
      expect((await fetch(`${url}/imports?source=traced`, { method: 'POST', headers, body })).status).toBe(
        200,
      );
    });
    const roots = spans.filter(({ kind }) => kind === SERVER);
    expect(roots.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['POST /graphql', undefined],
      ['POST /imports', undefined],
    ]);
    expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(2);
    expect(spans.find(({ name }) => name === 'query topPerformers')).toMatchObject({
      attributes: { 'marquee.outcome': 'NOT_FOUND', 'error.type': 'NOT_FOUND' },
      status: { code: ERROR },
    });
    const names = Object.keys(tree(spans, roots[1]?.spanId));
    expect(names).toEqual(expect.arrayContaining(['copy post_import', 'transaction', 'import_begin']));
  });

  it('stand in the log of what fails within them', async () => {
    const operator = openPostgres(created.url, silentLogger);
    await operator.execute('alter table campaign rename to campaign_elsewhere');
    const { log } = await trace({}, async (ask) => {
      await ask(
        { query: '{ topPerformers(campaignId: "secret-campaign") { views } }' },
        { traceparent: `00-${TRACE}-${CALLER}-01` },
      );
      await operator.execute('alter table campaign_elsewhere rename to campaign');
    });
    await operator.close();
    expect(log.find(({ msg }) => msg === 'a resolver failed')).toMatchObject({ traceId: TRACE });
    expect(log.find(({ msg }) => msg === 'stopping')).not.toHaveProperty('traceId');
  });

  it.skipIf(!hasRedis)(
    'show the commands of Redis by their names (skipped where redis-server is not installed)',
    async () => {
      const redis = await startRedisServer();
      const { spans, texts } = await trace({ REDIS_URL: redis.url }, async (ask) => {
        await ask({ query: '{ topPerformers(campaignId: "secret-campaign") { views } }' });
      });
      await redis.stop();
      const operation = spans.find(({ name }) => name === 'query topPerformers');
      expect(tree(spans, operation?.spanId)).toMatchObject({ 'redis get': {}, 'redis set': {} });
      expect(texts.join('')).not.toContain('secret-');
    },
  );

  it('show model calls by the model, and pass the trace on to its server', async () => {
    const asked: (string | undefined)[] = [];
    const model = createServer((request, response) => {
      asked.push(String(request.headers.traceparent));
      // As model servers do that mean well.
      const message = `no such key: ${request.headers.authorization?.replace('Bearer ', '')}`;
      response.writeHead(401).end(JSON.stringify({ error: { message } }));
    }).listen(0, '127.0.0.1');
    await once(model, 'listening');
    const address = model.address();
    if (address === null || typeof address === 'string') throw new Error('the model has no port');
    const settings = {
      OPENAI_API_KEY: KEY,
      OPENAI_BASE_URL: `http://127.0.0.1:${address.port}/v1`,
      BRIEF_MODEL: 'test-model',
    };
    const query = `mutation { generateBrief(input: {
      brand: "secret-brand", product: "Shoe", goal: AWARENESS, platform: INSTAGRAM
    }) { brief { caption } } }`;
    const { spans, texts, log } = await trace(settings, async (ask) => {
      const { errors } = await (await ask({ query })).json();
      expect(errors[0].extensions.code).toBe('UPSTREAM_UNAVAILABLE');
      expect(JSON.stringify(errors)).not.toContain(KEY);
    });
    model.close();
    const operation = spans.find(({ name }) => name === 'mutation generateBrief');
    const call = spans.find(({ name }) => name === 'chat test-model');
    expect(call).toMatchObject({ traceId: operation?.traceId, parentSpanId: operation?.spanId });
    expect(asked).toContain(`00-${call?.traceId}-${call?.spanId}-01`);
    expect(texts.join('')).not.toContain('secret-');
    // It is said what the model answered, and not with which key.
    expect(JSON.stringify(log)).toContain('no such key: [redacted]');
    expect(JSON.stringify(log) + texts.join('')).not.toContain(KEY);
  });
});

describe('the SDK of OpenTelemetry', () => {
  const modulesWith = async (settings: Readonly<Record<string, string>>) => {
    const server = await startServerProcess({ DATABASE_URL: created.url, ...settings }, TELL_MODULES);
    server.signal('SIGWINCH');
    const { modules } = await server.logged(/^modules$/);
    await fetch(`${server.url}/graphql?query={__typename}`);
    server.signal('SIGTERM');
    const exit = await server.exited;
    return { modules, exit, log: server.log };
  };

  it('is not loaded at all where no collector is set', async () => {
    expect(await modulesWith({})).toMatchObject({ modules: [], exit: 0 });
  });

  it('is loaded where one is set; that nobody listens there is said once and stops nothing', async () => {
    const { modules, exit, log } = await modulesWith({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    expect(modules).not.toEqual([]);
    expect(exit).toBe(0);
    expect(log.filter(({ msg }) => msg.startsWith('traces cannot be delivered'))).toHaveLength(1);
    expect(log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
