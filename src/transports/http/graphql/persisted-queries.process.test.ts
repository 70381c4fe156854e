import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSharedPersistedQueries } from '../../../platform/cache/persisted-queries.ts';
import {
  createRedisServer,
  hasRedisServer,
  type RedisServer,
} from '../../../platform/cache/redis-server.fixture.ts';
import { closeTestServers, startTestServer, type TestServer } from '../test-server.fixture.ts';

const HELLO = 'query Hello($name: String) { hello(name: $name) }';
const GREETING = { data: { hello: 'hello Ada' } };
const VARIABLES = { name: 'Ada' };

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const byHash = (text: string) => ({ persistedQuery: { version: 1, sha256Hash: hashOf(text) } });

/** Asks by the hash alone, as a client does first. */
const ask = ({ post }: TestServer, text = HELLO, variables: object = VARIABLES) =>
  post({ variables, extensions: byHash(text) });
/** Sends the text with its hash, as a client does when it is told that the hash is not known. */
const register = ({ post }: TestServer, text = HELLO, variables: object = VARIABLES) =>
  post({ query: text, variables, extensions: byHash(text) });
const askByGet = ({ fetch }: TestServer, text = HELLO) =>
  fetch(
    `/graphql?${new URLSearchParams({
      variables: JSON.stringify(VARIABLES),
      extensions: JSON.stringify(byHash(text)),
    })}`,
  );
const codeOf = async (answer: ReturnType<typeof ask>) => (await answer).body.errors[0].extensions.code;

afterEach(closeTestServers);

describe.each(['true', 'false'])('a persisted query (GRAPHQL_JIT=%s)', (jit) => {
  const start = (options = {}) => startTestServer({ settings: { GRAPHQL_JIT: jit }, ...options });

  it('is unknown at first, is registered with its text, and is then asked for by its hash', async () => {
    const server = await start();
    expect(await codeOf(ask(server))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(server.reached).toEqual([]);
    expect((await register(server)).body).toEqual(GREETING);
    for (let run = 1; run <= 4; run++) expect((await ask(server)).body).toEqual(GREETING);
    expect((await ask(server, HELLO, { name: 'Bo' })).body).toEqual({ data: { hello: 'hello Bo' } });
  });

  it('can be asked for with GET, so that a proxy can keep it', async () => {
    const server = await start();
    expect((await (await askByGet(server)).json()).errors[0].extensions.code).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
    await register(server);
    for (let run = 1; run <= 4; run++) expect(await (await askByGet(server)).json()).toEqual(GREETING);
  });

  it('is asked for by its hash in extensions alone, never by the hash as the query', async () => {
    const server = await start();
    await register(server);
    for (let run = 1; run <= 4; run++) expect((await ask(server)).body).toEqual(GREETING);
    for (const extensions of [undefined, null, {}]) {
      const { status, body } = await server.post({ query: hashOf(HELLO), variables: VARIABLES, extensions });
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    }
  });

  it('is not registered under the hash of another text', async () => {
    const server = await start();
    const { status } = await server.post({ query: '{ creators { id } }', extensions: byHash(HELLO) });
    expect(status).toBe(400);
    expect(await codeOf(ask(server))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(server.reached).toEqual([]);
  });

  it('keeps the limits: what is too much is refused by hash too, and is not registered', async () => {
    const server = await start();
    const wide = 'query Wide($limit: Int!) { creators(limit: $limit) { friends(first: 100) { id } } }';
    for (let run = 1; run <= 4; run++) expect((await register(server, wide, { limit: 1 })).status).toBe(200);
    for (let run = 1; run <= 4; run++) expect((await ask(server, wide, { limit: 1 })).status).toBe(200);
    const refused = await ask(server, wide, { limit: 1_000_000 });
    expect([refused.status, refused.body.errors[0].message]).toEqual([400, expect.stringMatching(/costs/)]);

    const deep = `{ creator(id: "c1") ${'{ friend '.repeat(40)} { id } ${'}'.repeat(40)} }`;
    expect((await register(server, deep)).status).toBe(400);
    expect(await codeOf(ask(server, deep))).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

describe.skipIf(!hasRedisServer)('persisted queries (skipped where redis-server is not installed)', () => {
  let server: RedisServer;
  const clients: Redis[] = [];

  const start = async () => {
    const redis = new Redis(server.path, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      lazyConnect: true,
    });
    redis.on('error', () => undefined);
    await redis.connect();
    clients.push(redis);
    return startTestServer({ persistedQueries: createSharedPersistedQueries(redis) });
  };

  afterEach(async () => {
    for (const redis of clients.splice(0)) redis.disconnect();
    await server.close();
  });

  it('that one process registers are known to all that share its Redis, and to each while it is away', async () => {
    server = await createRedisServer();
    await server.start();
    const [first, second, third] = [await start(), await start(), await start()];
    expect((await register(first)).body).toEqual(GREETING);
    await vi.waitFor(async () => expect((await ask(second)).body).toEqual(GREETING));

    await server.kill();
    await vi.waitFor(() => expect(clients[2]?.status).not.toBe('ready'));
    expect((await ask(first)).body).toEqual(GREETING);
    expect((await ask(second)).body).toEqual(GREETING);
    expect(await codeOf(ask(third))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await register(third)).body).toEqual(GREETING);
    await vi.waitFor(async () => expect((await ask(third)).body).toEqual(GREETING));
  });
});
