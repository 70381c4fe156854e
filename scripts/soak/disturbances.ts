import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { Tally } from './tally.ts';

const SHORTEST_MS = 12_000;
const LONGEST_MS = 90_000;
const REDIS_AWAY_MS = 3_000;

/**
 * Kills and restarts, one after the other until the time is over. In the second half the first server is left alone, so that
 * what it holds can be watched for that long.
 */
export async function disturb(
  cluster: Cluster,
  durationMs: number,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const { servers, redis } = cluster;
  const [, second] = servers;
  const startedAt = performance.now();
  const period = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, durationMs / 9));
  const wait = (milliseconds: number) => pause(milliseconds, undefined, { signal });
  const kill = async () => {
    tally.note('SIGKILL of a server');
    await second.stop('SIGKILL');
    await wait(500);
    await second.start();
  };
  const killRedis = async () => {
    tally.note('Redis killed');
    await redis.kill();
    await wait(REDIS_AWAY_MS);
    await redis.start();
  };
  const roll = async () => {
    tally.note('rolling restarts');
    for (const server of servers) {
      const fault = await server.stop('SIGTERM');
      if (fault !== undefined) tally.fail('a server did not stop as it should', `${server.name}: ${fault}`);
      await server.start();
    }
  };
  const first = [kill, killRedis, roll];
  while (!signal.aborted) {
    await wait(period);
    const isFirstHalf = performance.now() - startedAt + period < durationMs / 2;
    // Too late for another one to be over before the end.
    if (performance.now() - startedAt > durationMs - SHORTEST_MS) return;
    await ((isFirstHalf ? first.shift() : undefined) ?? kill)();
  }
}
