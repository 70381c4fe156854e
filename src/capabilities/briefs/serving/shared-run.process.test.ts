import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { adminOf } from '../../../../test/readers.ts';
import { readConfig } from '../../../config.ts';
import { NO_WATCH } from '../../../platform/agents/index.ts';
import {
  createRedisServer,
  hasRedisServer,
  type RedisServer,
} from '../../../platform/cache/redis-server.fixture.ts';
import { createSlidingEntries } from '../../../platform/cache/sliding-entries.ts';
import { createRunLeases } from '../../../platform/shared-runs/run-leases.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { openPostgres } from '../../../platform/storage/postgres/postgres.ts';
import { openBriefs } from '../open-briefs.ts';
import { PROMPT_VERSION } from '../prompts/prompts.ts';
import { briefSettings } from '../settings.ts';
import { teamResultsOf, WHOLE_TEAM } from '../tools/team-results.fixture.ts';
import { hashBrief, hashTeamRequest } from './brief-key.ts';
import { listBriefs } from './brief-record.ts';
import { parseBriefRequest } from './brief-request.ts';
import { createBriefs } from './generate-brief.ts';
import { waitForBriefs } from './wait-for-briefs.ts';
import { type BriefWriter, createWriters } from './writers.ts';

const requestFor = (product: string) =>
  parseBriefRequest({ brand: 'Northwind', product, goal: 'AWARENESS', platform: 'INSTAGRAM' });

const PROCESS = fileURLToPath(new URL('shared-run.process.ts', import.meta.url));
const LIST_LEASES = statement('test_list_leases', 'select key from run_lease');

describe.runIf(hasRedisServer)(
  'briefs over processes that share a Redis (run where redis-server is installed)',
  () => {
    let server: RedisServer;
    let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
    let database: Database;
    const redisClients: Redis[] = [];
    const children: ChildProcess[] = [];

    beforeAll(async () => {
      server = await createRedisServer();
      await server.start();
      created = await createPostgresDatabase();
      database = openPostgres(created.url, silentLogger, { connections: 8 });
    });
    afterAll(async () => {
      for (const child of children) child.kill();
      for (const redis of redisClients) redis.disconnect();
      await database?.close();
      await created?.drop();
      await server?.close();
    });

    const startProcess = async (product: string) => {
      const child = fork(PROCESS, [created.url, server.path, product], { execArgv: ['--import', 'tsx'] });
      children.push(child);
      await once(child, 'message');
      return child;
    };
    const open = () => {
      const redis = new Redis({
        path: server.path,
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: 500,
        retryStrategy: () => 50,
      });
      redis.on('error', () => undefined);
      redisClients.push(redis);
      const briefs = openBriefs({
        settings: readConfig({}).section(briefSettings),
        database,
        redis,
        teamResults: teamResultsOf(),
        requireCreator: async () => undefined,
        logger: silentLogger,
        watchFor: () => NO_WATCH,
      });
      const ask = (product: string) =>
        waitForBriefs(
          briefs.follow(WHOLE_TEAM, requestFor(product), {
            refresh: false,
            signal: new AbortController().signal,
          }),
        );
      return { redis, ask };
    };

    it('are written once for 1,000 who ask two processes at once', async () => {
      const processes = [await startProcess('Trail Runner 2'), await startProcess('Trail Runner 2')];
      const answers = await Promise.all(
        processes.map(async (child) => {
          const answered = once(child, 'message');
          child.send('go');
          const [message]: { id: string; status: string }[][] = await answered;
          return message ?? [];
        }),
      );
      const ids = new Set(answers.flat().map(({ id }) => id));
      expect(answers.flat()).toHaveLength(1_000);
      expect(ids.size).toBe(1);
      const page = {
        first: 10,
        after: null,
        orderBy: 'CREATED_AT_DESC' as const,
        brand: null,
        platform: null,
        campaignId: null,
        search: null,
      };
      expect((await listBriefs(adminOf(database), page)).edges).toHaveLength(1);
    });

    it('are served with Redis away, and kept again once it is back', async () => {
      const { redis, ask } = open();
      if (redis.status !== 'ready') await once(redis, 'ready');
      const first = await ask('Trail Runner 3');
      await server.kill();
      expect(await ask('Trail Runner 3')).toMatchObject({
        brief: { id: first.brief.id },
        cache: { status: 'HIT' },
      });
      expect((await ask('Trail Runner 4')).cache.status).toBe('MISS');
      await server.start();
      if (redis.status !== 'ready') await once(redis, 'ready');
      expect((await ask('Trail Runner 4')).cache.status).toBe('HIT');
      expect(await redis.keys('marquee:*')).not.toEqual([]);
    });

    it('are written by the next process where the client of the one that wrote has left', async () => {
      const { redis } = open();
      if (redis.status !== 'ready') await once(redis, 'ready');
      const writers = createWriters({
        settings: readConfig({}).section(briefSettings),
        teamResults: teamResultsOf(),
        logger: silentLogger,
        watchFor: () => NO_WATCH,
      });
      const follow = (model: BriefWriter, signal: AbortSignal) => {
        const briefs = createBriefs({
          database,
          teamResults: teamResultsOf(),
          requireCreator: async () => undefined,
          writers: { model, offline: writers.offline },
          fallsBackOffline: false,
          kept: createSlidingEntries({ redis, kind: 'brief', ttl: 60_000 }),
          keptMs: 60_000,
          leases: createRunLeases(database, silentLogger),
          logger: silentLogger,
          now: () => new Date(),
        });
        return waitForBriefs(
          briefs.follow(WHOLE_TEAM, requestFor('Trail Runner 6'), { refresh: false, signal }),
        );
      };
      const client = new AbortController();
      const begun = new Promise<void>((begin) => {
        const hanging: BriefWriter = {
          signature: writers.offline.signature,
          write: (_team, _request, _emit, signal) => {
            begin();
            return new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason)),
            );
          },
        };
        follow(hanging, client.signal).catch(() => 'gone');
      });
      await begun;
      const second = follow(writers.offline, new AbortController().signal);
      client.abort(new Error('the client went away'));
      expect((await second).cache.status).toBe('MISS');
      expect(await database.query(LIST_LEASES)).toEqual([]);
    });

    it('are written by the next process where the one that wrote has died', async () => {
      const { redis, ask } = open();
      if (redis.status !== 'ready') await once(redis, 'ready');
      const request = requestFor('Trail Runner 5');
      const signature = { kind: 'OFFLINE', model: 'offline', promptVersion: PROMPT_VERSION } as const;
      const key = hashBrief(hashTeamRequest(WHOLE_TEAM, request), signature, 'import-1');
      // What a process leaves behind that is killed while it writes.
      const [lease] = await database.query<{ leasedUntil: Date }>(
        statement(
          'test_leave_lease',
          `insert into run_lease (organization_id, key, holder, leased_until)
           values ('default', $1, gen_random_uuid(), now() + interval '1 second')
           returning leased_until as "leasedUntil"`,
        ),
        [`brief:${key}`],
      );
      const { brief, cache } = await ask('Trail Runner 5');
      expect(cache.status).toBe('MISS');
      expect(brief.createdAt.getTime()).toBeGreaterThanOrEqual(lease?.leasedUntil.getTime() ?? 0);
      expect(await database.query(LIST_LEASES)).toEqual([]);
    });
  },
);
