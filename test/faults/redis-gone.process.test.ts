import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/platform/storage/database.ts';
import { openMemoryDatabase } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { hasRedis, type RedisServer, startRedisServer } from '../redis-server.ts';
import { type RunningApp, startApp } from '../running-app.ts';

const LIMIT = 40;
const TOP = '{ topPerformers(campaignId: "spring", limit: 1) { views } }';

describe.skipIf(!hasRedis)('with Redis gone (skipped where redis-server is not installed)', () => {
  let database: Database;
  let redis: RedisServer & { readonly port: number };
  let app: RunningApp;

  beforeAll(async () => {
    database = await openMemoryDatabase();
    await importRows(database, [{ campaignId: 'spring', influencerId: 'a', views: 10 }]);
    redis = await startRedisServer();
    app = await startApp(database, { REDIS_URL: redis.url, CLIENT_COST_PER_MINUTE: String(LIMIT) });
  });
  afterAll(async () => {
    await app.close();
    await redis.stop();
    await database.close();
  });

  /** The code of the answer: ok, or that of its error. */
  const ask = async () => String((await app.query(TOP)).errors?.[0]?.extensions.code ?? 'ok');
  const untilLimited = async () => {
    const codes: string[] = [];
    while (codes.length < LIMIT && codes.at(-1) !== 'RATE_LIMITED') codes.push(await ask());
    return [...new Set(codes)];
  };

  it('queries are answered, this process counts rate limits by itself, and it stays ready', async () => {
    expect(await untilLimited()).toEqual(['ok', 'RATE_LIMITED']);
    await redis.stop();
    expect(await untilLimited()).toEqual(['ok', 'RATE_LIMITED']);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  it('and with it back, empty, limits are counted there again without a restart', async () => {
    redis = await startRedisServer(redis.port);
    await vi.waitFor(async () => expect(await ask()).toBe('ok'), { timeout: 10_000 });
    expect(await untilLimited()).toEqual(['ok', 'RATE_LIMITED']);
  });
});
