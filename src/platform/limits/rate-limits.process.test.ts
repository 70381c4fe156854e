import { once } from 'node:events';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasRedis, startRedisServer } from '../../../test/redis-server.ts';
import { readConfig } from '../../config.ts';
import { createRateLimits } from './rate-limits.ts';

let server: Awaited<ReturnType<typeof startRedisServer>>;
const clients: Redis[] = [];

/** What another process would have: a client and limits of its own. */
function joinLimits() {
  const redis = new Redis({ port: server.port, maxRetriesPerRequest: 1, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  clients.push(redis);
  const config = readConfig({ CLIENT_COST_PER_MINUTE: '100' });
  return { redis, limits: createRateLimits({ config, redis, logger: pino({ level: 'silent' }) }) };
}

describe.runIf(hasRedis)('rate limits in Redis (run where redis-server is installed)', () => {
  beforeEach(async () => {
    server = await startRedisServer();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect();
    await server.stop();
  });

  it('are one limit for two processes, to the point', async () => {
    const [one, other] = [joinLimits(), joinLimits()];
    await Promise.all([one, other].map(({ redis }) => once(redis, 'ready')));
    const outcomes = await Promise.all(
      Array.from({ length: 150 }, (_, index) =>
        (index % 2 === 0 ? one : other).limits.charge('client', '203.0.113.1').then(
          () => 'ok',
          () => 'refused',
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(100);
  });

  it('go on in memory while Redis is away, and in Redis when it is back', async () => {
    const { redis, limits } = joinLimits();
    await once(redis, 'ready');
    await limits.charge('client', 'a', 100);
    await expect(limits.charge('client', 'a')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const away = once(redis, 'close');
    await server.stop();
    await away;
    expect(await limits.charge('client', 'a', 60)).toMatchObject({ remaining: 40 });
    await expect(limits.charge('client', 'a', 60)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const back = once(redis, 'ready');
    server = await startRedisServer(server.port);
    await back;
    expect(await limits.charge('client', 'a', 60)).toMatchObject({ remaining: 40 });
  });
});
