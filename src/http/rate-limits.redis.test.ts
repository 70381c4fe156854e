import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createRateLimits } from './rate-limits.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

let folder: string;
let port: number;
let redisServer: ChildProcess | undefined;
const clients: Redis[] = [];

async function startRedis(): Promise<void> {
  redisServer = spawn('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--dir',
    folder,
  ]);
  const { stdout } = redisServer;
  for await (const chunk of stdout ?? []) if (String(chunk).includes('Ready to accept')) break;
  stdout?.resume();
}

async function stopRedis(): Promise<void> {
  if (redisServer === undefined || redisServer.exitCode !== null) return;
  const ended = once(redisServer, 'exit');
  redisServer.kill('SIGKILL');
  await ended;
  redisServer = undefined;
}

/** What another process would have: a client and limits of its own. */
function joinLimits() {
  const redis = new Redis({ port, maxRetriesPerRequest: 1, retryStrategy: () => 50 });
  redis.on('error', () => undefined);
  clients.push(redis);
  const config = readConfig({ CLIENT_COST_PER_MINUTE: '100' });
  return { redis, limits: createRateLimits({ config, redis, logger: pino({ level: 'silent' }) }) };
}

describe.runIf(hasRedis)('rate limits in Redis (run where redis-server is installed)', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-redis-'));
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    port = address.port;
    probe.close();
    await once(probe, 'close');
    await startRedis();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect();
    await stopRedis();
    await rm(folder, { recursive: true });
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
    await stopRedis();
    await away;
    expect(await limits.charge('client', 'a', 60)).toMatchObject({ remaining: 40 });
    await expect(limits.charge('client', 'a', 60)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const back = once(redis, 'ready');
    await startRedis();
    await back;
    expect(await limits.charge('client', 'a', 60)).toMatchObject({ remaining: 40 });
  });
});
