import { setTimeout as delay } from 'node:timers/promises';
import { buildServer } from '../test/built-server.ts';
import { hasRedis, startRedisServer } from '../test/redis-server.ts';
import { startServerProcess } from '../test/server-process.ts';
import { startLoad } from './faults/load.ts';
import { type HarmedPostgres, startPostgres } from './faults/postgres.ts';

/** How long all is well before a fault, how long it is away, and how long is watched after it. */
const BEFORE_MS = 3_000;
const AWAY_MS = 3_000;
const PAUSED_MS = 10_000;
const AFTER_MS = 10_000;

const EXPORT = `campaign_id,influencer_id,views,likes\n${Array.from({ length: 200 }, (_, row) => `${row % 2 === 0 ? 'spring' : 'summer'},i${row},${row * 10},${row}`).join('\n')}\n`;

type Redis = Awaited<ReturnType<typeof startRedisServer>>;

interface Fault {
  readonly name: string;
  /** Resolves when the fault is over. */
  run(postgres: HarmedPostgres, redis: Redis | undefined): Promise<void>;
}

const FAULTS: readonly Fault[] = [
  {
    name: 'PostgreSQL stopped (fast) and started',
    async run(postgres) {
      await postgres.signalServer('SIGINT');
      await delay(AWAY_MS);
      await postgres.start();
    },
  },
  {
    name: 'PostgreSQL killed and started',
    async run(postgres) {
      await postgres.signal('SIGKILL');
      await delay(AWAY_MS);
      await postgres.start();
    },
  },
  {
    name: `PostgreSQL paused for ${PAUSED_MS / 1_000} s`,
    async run(postgres) {
      await postgres.signal('SIGSTOP');
      await delay(PAUSED_MS);
      await postgres.signal('SIGCONT');
    },
  },
  {
    name: 'Redis killed and started empty',
    async run(_postgres, redis) {
      if (redis === undefined) return;
      await redis.stop();
      await delay(AWAY_MS);
      await startRedisServer(redis.port).then((again) => ends.push(() => again.stop()));
    },
  },
];

/** What is still to be ended. */
const ends: (() => Promise<void>)[] = [];

/**
 * Harms what a server stands on while eight clients ask, and prints what they were told: requests from the fault's beginning to 10 s
 * after its end, errors by code, the longest request, and the seconds from the fault's end to the last error.
 */
const postgres = await startPostgres();
const redis = hasRedis ? await startRedisServer() : undefined;
if (redis === undefined) console.error('There is no redis-server: its fault harms nothing.');
buildServer();
const server = await startServerProcess({
  DATABASE_URL: postgres.url,
  ...(redis && { REDIS_URL: redis.url }),
  CLIENT_COST_PER_MINUTE: '0',
  ORGANIZATION_COST_PER_MINUTE: '0',
});
const imported = await fetch(`${server.url}/imports?source=faults`, {
  method: 'POST',
  headers: { 'content-type': 'text/csv' },
  body: EXPORT,
});
if (!imported.ok) throw new Error(`the export was not imported: ${await imported.text()}`);
console.log(
  '| fault | requests | errors by code | longest request | seconds to recover |\n|---|---|---|---|---|',
);
for (const { name, run } of FAULTS) {
  const load = startLoad(server.url);
  await delay(BEFORE_MS);
  const beganAt = performance.now();
  await run(postgres, redis);
  const mendedAt = performance.now();
  await delay(AFTER_MS);
  await load.stop();
  const { requests, errors, lacksRetryAfter, longestMs, secondsToRecover } = load.judge(beganAt, mendedAt);
  const told = Object.entries(errors).map(([code, count]) => `${code} ${count}`);
  console.log(
    `| ${name} | ${requests} | ${told.join(', ') || 'none'}${lacksRetryAfter > 0 ? ` (${lacksRetryAfter} without Retry-After)` : ''} | ${(longestMs / 1_000).toFixed(1)} s | ${secondsToRecover} |`,
  );
  if ('INTERNAL_SERVER_ERROR' in errors) process.exitCode = 1;
}
server.signal('SIGTERM');
await server.exited;
for (const end of ends) await end();
await postgres.remove();
process.exit();
