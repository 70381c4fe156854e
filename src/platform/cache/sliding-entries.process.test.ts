import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisServer, hasRedisServer, type RedisServer } from './redis-server.fixture.ts';
import { createSlidingEntries } from './sliding-entries.ts';

/** Longer than anything here takes on a busy machine. */
const TTL = 100_000;

describe('entries in memory', () => {
  it('belong to an organization', async () => {
    const entries = createSlidingEntries({ redis: undefined, kind: 'test', ttl: TTL });
    await entries.keep('one', 'key', 'value');
    expect(await entries.find('one', 'key')).toBe('value');
    expect(await entries.find('two', 'key')).toBeUndefined();
  });
});

describe.runIf(hasRedisServer)('entries in Redis (run where redis-server is installed)', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await createRedisServer();
    await server.start();
    redis = new Redis({ path: server.path });
  });
  afterAll(async () => {
    redis?.disconnect();
    await server?.close();
  });

  it('are shared, and have their time anew when they are asked for', async () => {
    const options = { redis, kind: 'test', ttl: TTL };
    const [writer, reader] = [createSlidingEntries(options), createSlidingEntries(options)];
    await writer.keep('one', 'key', 'value');
    const [key] = await redis.keys('*');
    if (key === undefined) throw new Error('nothing was kept');
    await redis.pexpire(key, 40_000);
    expect(await reader.find('one', 'key')).toBe('value');
    expect(await redis.pttl(key)).toBeGreaterThan(400);
    await writer.keep('one', 'key', 'newer');
    expect(await reader.find('one', 'key')).toBe('newer');
  });
});
