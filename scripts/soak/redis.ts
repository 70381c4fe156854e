import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';

/** A Redis that keeps nothing on disk, and comes back empty on the same port. */
export interface SoakRedis {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Bytes in use; undefined while it is away. */
  usedBytes(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Starts none yet. */
export function createRedis(port: number): SoakRedis {
  let child: ChildProcess | undefined;
  const client = new Redis(port, '127.0.0.1', {
    lazyConnect: true,
    enableOfflineQueue: false,
    retryStrategy: () => 250,
    maxRetriesPerRequest: 0,
  });
  client.on('error', () => undefined);
  const kill = async () => {
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    child = undefined;
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const started = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', tmpdir()], {
        detached: true,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      await once(started, 'spawn');
      for await (const chunk of started.stdout.iterator({ destroyOnReturn: false }))
        if (/ready to accept/i.test(String(chunk))) break;
      started.stdout.resume();
      if (client.status === 'wait') await client.connect();
    },
    kill,
    async usedBytes() {
      const info = await client.info('memory').catch(() => '');
      const [, bytes] = /^used_memory:(\d+)/m.exec(info) ?? [];
      return bytes === undefined ? undefined : Number(bytes);
    },
    async close() {
      client.disconnect();
      await kill();
    },
  };
}
