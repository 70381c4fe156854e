import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../test/databases.ts';
import { type Cache, type CacheKey, type CacheOptions, createCache } from './cache.ts';
import { connectRedis } from './redis.ts';
import { createRedisServer, hasRedisServer, type RedisServer } from './redis-server.fixture.ts';

const ANSWER = [
  { influencerId: 'a', views: 9_007_199_254_740_993n, rate: 1.5, at: new Date(1_790_000_000_000) },
];
const HANGS_MS = 10_000;

const keyOf = (...parts: CacheKey['parts']): CacheKey => ({ organizationId: 'one', kind: 'test', parts });

/** What is given, or a failure where nothing is given for so long that nothing ever will be. */
async function inTime<Result>(promise: Promise<Result>): Promise<Result> {
  const guard = new AbortController();
  const hangs = sleep(HANGS_MS, undefined, { signal: guard.signal }).then(
    () => Promise.reject(new Error('it hangs')),
    () => new Promise<never>(() => undefined),
  );
  return Promise.race([promise, hangs]).finally(() => guard.abort());
}

describe('the cache of a process', () => {
  it('loads once for all who ask at once, and for each organization by itself', async () => {
    const cache = createCache({ redis: undefined, logger: silentLogger });
    let loads = 0;
    const load = async () => ++loads;
    const asked = Array.from({ length: 20 }, () => cache.remember(keyOf('x'), load));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
    expect(await cache.remember({ ...keyOf('x'), organizationId: 'two' }, load)).toBe(2);
    expect(await cache.remember(keyOf('x'), load)).toBe(1);
  });

  it('keeps what was asked for last, up to so many bytes, and no answer that is larger', async () => {
    const cache = createCache({ redis: undefined, logger: silentLogger, maxBytes: 25_000 });
    const text = 'x'.repeat(10_000);
    let loads = 0;
    const ask = (name: string, answer: string) =>
      cache.remember(keyOf(name), async () => {
        loads += 1;
        return answer;
      });
    for (const name of ['a', 'b', 'a', 'c']) await ask(name, text);
    expect(loads).toBe(3);
    await ask('a', text);
    expect(loads).toBe(3);
    await ask('b', text);
    expect(loads).toBe(4);
    for (const _time of [1, 2]) expect(await ask('large', text.repeat(3))).toHaveLength(30_000);
    expect(loads).toBe(6);
  });

  it('tells everybody who waits of a failure, and loads anew for the next', async () => {
    const cache = createCache({ redis: undefined, logger: silentLogger });
    const fail = () => Promise.reject(new Error('the database is away'));
    const asked = await Promise.allSettled([1, 2].map(() => cache.remember(keyOf('x'), fail)));
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.remember(keyOf('x'), async () => 7)).toBe(7);
  });

  it('lets nobody wait for a loading that does not end: whoever has waited long enough loads, one for all', async () => {
    const cache = createCache({ redis: undefined, logger: silentLogger, longestWait: 20 });
    let loads = 0;
    const load = () => {
      loads += 1;
      return loads === 1 ? new Promise<number>(() => undefined) : Promise.resolve(loads);
    };
    void cache.remember(keyOf('x'), load);
    const others = Array.from({ length: 20 }, () => cache.remember(keyOf('x'), load));
    expect(new Set(await inTime(Promise.all(others)))).toEqual(new Set([2]));
    expect(await cache.remember(keyOf('x'), load)).toBe(2);
  });
});

describe.runIf(hasRedisServer)('caches that share a Redis (run where redis-server is installed)', () => {
  let server: RedisServer;
  const connections: Redis[] = [];

  beforeAll(async () => {
    server = await createRedisServer();
    await server.start();
  });
  afterEach(async () => {
    const [redis] = connections;
    await redis?.flushall();
    for (const connection of connections.splice(0)) connection.disconnect();
  });
  afterAll(() => server?.close());

  const connect = () => {
    const redis = new Redis({ path: server.path, commandTimeout: 500 });
    connections.push(redis);
    return redis;
  };
  const open = (options: Partial<CacheOptions> = {}): Cache =>
    createCache({ redis: connect(), logger: silentLogger, ...options });

  it('give what one has loaded to 20 who ask another at once, in each of 100 rounds', async () => {
    const [one, other] = [open(), open()];
    const isLoadedTwice = () => Promise.reject(new Error('Redis has it'));
    for (let round = 0; round < 100; round += 1) {
      await inTime(one.remember(keyOf(round), async () => ANSWER));
      await kept(keyOf(round));
      const asked = Array.from({ length: 20 }, () => other.remember(keyOf(round), isLoadedTwice));
      for (const answer of await inTime(Promise.all(asked))) expect(answer).toEqual(ANSWER);
    }
  });

  it('keep an answer for a short time at first, and for longer once another process has asked for it', async () => {
    const ttl = 60_000;
    const redis = connect();
    await open({ ttl }).remember(keyOf('x'), async () => ANSWER);
    await kept(keyOf('x'));
    const [name = ''] = await redis.keys('*');
    expect(await redis.pttl(name)).toBeLessThanOrEqual(ttl / 12);
    await open({ ttl }).remember(keyOf('x'), async () => ANSWER);
    await until(async () => (await redis.pttl(name)) > ttl / 2);
  });

  it('load anew what they cannot read', async () => {
    const redis = connect();
    await open().remember(keyOf('x'), async () => 1);
    await kept(keyOf('x'));
    const [name = ''] = await redis.keys('*');
    await redis.set(name, 'something else');
    expect(await open().remember(keyOf('x'), async () => 2)).toBe(2);
  });

  it('pass over a Redis that is connected and does not answer', async () => {
    const stalled = connectRedis(server.path, silentLogger);
    connections.push(stalled);
    await until(async () => stalled.status === 'ready');
    server.pause();
    const cache = createCache({ redis: stalled, logger: silentLogger });
    const asked = Array.from({ length: 20 }, () => cache.remember(keyOf('x'), async () => 7));
    expect(new Set(await inTime(Promise.all(asked)))).toEqual(new Set([7]));
    server.goOn();
  });

  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await sleep(1);
  };

  /** Resolves once Redis has the answer: it is written after whoever asked has it. */
  const kept = async (key: CacheKey) => {
    const [redis = connect()] = connections;
    await until(async () => (await redis.keys(`*${JSON.stringify(key.parts[0])}]`)).length > 0);
  };
});
