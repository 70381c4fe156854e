import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { findFreePort } from '../../../../test/free-port.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { hasRedis, startRedisServer } from '../../../../test/redis-server.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { openPostgres } from '../../../platform/storage/postgres/postgres.ts';

const TOP = '{ topPerformers(campaignId: "spring") { influencerId views } }';

/** Two processes' worth of the product over one PostgreSQL, and an importer that is neither. */
describe('cached leaderboards over several processes', () => {
  let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
  const databases: Database[] = [];
  const apps: RunningApp[] = [];

  const openDatabase = () => {
    const database = openPostgres(created.url, silentLogger, { connections: 8 });
    databases.push(database);
    return database;
  };
  const start = async (settings: Readonly<Record<string, string>> = {}) => {
    const app = await startApp(openDatabase(), settings);
    apps.push(app);
    return app;
  };
  const viewsOf = async (app: RunningApp) => {
    const answer = await app.query<{ topPerformers: { views: number }[] }>(TOP);
    expect(answer.errors).toBeUndefined();
    return answer.data.topPerformers.map(({ views }) => views);
  };
  const importViews = (views: number) =>
    importRows(databases[0] ?? openDatabase(), [{ campaignId: 'spring', influencerId: 'a', views }]);
  const hits = async (app: RunningApp) => {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(
      /^marquee_cache_answers_total\{cache="leaderboard",answer="hit"\} (\d+)$/m.exec(text)?.[1] ?? 0,
    );
  };

  beforeEach(async () => {
    created = await createPostgresDatabase();
    openDatabase();
    await importViews(1);
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
    for (const database of databases.splice(0)) await database.close();
    await created.drop();
  });

  it('answer from memory until an import by another process makes them void', async () => {
    const [first, second] = [await start(), await start()];
    for (let views = 2; views <= 6; views += 1) {
      await importViews(views);
      for (const app of [first, second])
        await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([views]));
      const before = await hits(first);
      expect(await viewsOf(first)).toEqual([views]);
      expect(await hits(first)).toBe(before + 1);
    }
  });

  it('are right again after the connection that hears of imports was lost', async () => {
    const app = await start();
    expect(await viewsOf(app)).toEqual([1]);
    await databases[0]?.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
    );
    await importViews(2);
    await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([2]), { timeout: 10_000 });
  });

  it('never show, once an import has been heard of, what was before it', async () => {
    const app = await start();
    let published = 1;
    let isDone = false;
    const reading = (async () => {
      while (!isDone) {
        const atLeast = published - 1;
        const [views] = await viewsOf(app);
        expect(views).toBeGreaterThanOrEqual(atLeast);
      }
    })();
    for (let views = 2; views <= 12; views += 1) {
      await importViews(views);
      await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([views]));
      published = views;
    }
    isDone = true;
    await reading;
  });

  describe.skipIf(!hasRedis)('with a Redis (skipped where redis-server is not installed)', () => {
    it('share what one of them has read', async () => {
      const redis = await startRedisServer();
      const url = { REDIS_URL: redis.url };
      const [first, second] = [await start(url), await start(url)];
      await vi.waitFor(async () => {
        await viewsOf(first);
        const before = await hits(second);
        expect(await viewsOf(second)).toEqual([1]);
        expect(await hits(second)).toBe(before + 1);
      });
      await importViews(2);
      for (const app of [first, second])
        await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([2]));
      await redis.stop();
    });

    it('answer from the database while it is away, and go on when it is back', async () => {
      const port = await findFreePort();
      const app = await start({ REDIS_URL: `redis://127.0.0.1:${port}` });
      expect(await viewsOf(app)).toEqual([1]);
      const first = await startRedisServer(port);
      await importViews(2);
      await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([2]));
      await first.stop();
      await importViews(3);
      await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([3]));
      const second = await startRedisServer(port);
      await importViews(4);
      await vi.waitFor(async () => expect(await viewsOf(app)).toEqual([4]));
      await second.stop();
    });
  });
});
