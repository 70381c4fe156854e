import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { hasRedis, type RedisServer, startRedisServer } from '../redis-server.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';

const ROUNDS = 100;
const AT_ONCE = 20;
/** A guard against what hangs, not a measure. */
const HANGS_MS = 30_000;

describe.skipIf(!hasRedis)(
  'two processes that share a Redis (skipped where redis-server is not installed)',
  () => {
    let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
    let redis: RedisServer;
    const servers: ServerProcess[] = [];

    beforeAll(async () => {
      created = await createPostgresDatabase();
      const database = openPostgres(created.url, silentLogger);
      await importRows(database, [{ campaignId: 'spring', influencerId: 'a', views: 10_000 }]);
      await database.close();
      redis = await startRedisServer();
      const settings = {
        DATABASE_URL: created.url,
        REDIS_URL: redis.url,
        CLIENT_COST_PER_MINUTE: '0',
        ORGANIZATION_COST_PER_MINUTE: '0',
      };
      servers.push(...(await Promise.all([startServerProcess(settings), startServerProcess(settings)])));
    });
    afterAll(async () => {
      for (const server of servers) server.signal('SIGKILL');
      await redis?.stop();
      await created?.drop();
    });

    const ask = async ({ url }: ServerProcess, minViews: number) => {
      const query = `{ topPerformers(campaignId: "spring", limit: 1, minViews: ${minViews}) { influencerId views } }`;
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
        signal: AbortSignal.timeout(HANGS_MS),
      });
      return response.json();
    };
    const countHits = async ({ url }: ServerProcess) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(
        /^marquee_cache_answers_total\{cache="leaderboard",answer="hit"\} (\d+)$/m.exec(text)?.[1] ?? 0,
      );
    };

    it(`answer ${AT_ONCE} clients at once with what the other has asked the database for, ${ROUNDS} times, and stop when they are told`, async ({
      annotate,
    }) => {
      const [one, other] = servers;
      if (one === undefined || other === undefined) throw new Error('the servers did not start');
      const answer = { data: { topPerformers: [{ influencerId: 'a', views: 10_000 }] } };
      let longest = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        expect(await ask(one, round)).toEqual(answer);
        const begun = performance.now();
        const asked = Array.from({ length: AT_ONCE }, () => ask(other, round));
        expect(await Promise.all(asked)).toEqual(Array.from({ length: AT_ONCE }, () => answer));
        longest = Math.max(longest, performance.now() - begun);
      }
      await annotate(`the longest of ${ROUNDS} rounds took ${Math.round(longest)} ms`);
      // Nearly all: what the first has only just written, the second may still have missed.
      expect(await countHits(other)).toBeGreaterThan(ROUNDS * (AT_ONCE - 1));
      for (const server of servers) server.signal('SIGTERM');
      const ended = Promise.all(servers.map(({ exited }) => exited));
      expect(await Promise.race([ended, sleep(HANGS_MS, 'hangs', { ref: false })])).toEqual([0, 0]);
      expect(servers.flatMap(({ log }) => log).filter(({ level }) => level === 'error')).toEqual([]);
    });
  },
);
