import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findFreePort } from './free-port.ts';

/** Whether this machine has a redis-server: tests that need one skip without it, and say so. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of a test's own, empty at first. */
export interface RedisServer {
  readonly url: string;
  /** Kills it; what it held is lost. */
  stop(): Promise<void>;
}

/** @param port where it listens: by default a free port; a second one takes the place of one that was stopped */
export async function startRedisServer(port?: number): Promise<RedisServer & { readonly port: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-redis-'));
  const chosen = port ?? (await findFreePort());
  const server = spawn('redis-server', ['--port', String(chosen), '--dir', folder, '--save', ''], {
    stdio: 'ignore',
  });
  const client = new Redis(chosen, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
  return {
    port: chosen,
    url: `redis://127.0.0.1:${chosen}`,
    async stop() {
      server.kill('SIGKILL');
      await once(server, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
