import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether tests can have a Redis: CI installs it. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of one's own, on a socket in a folder of its own. */
export interface RedisServer {
  /** What ioredis takes as an address. */
  readonly path: string;
  start(): Promise<void>;
  /** Stops it where it is: it keeps its connections, and answers nothing until it goes on. */
  pause(): void;
  goOn(): void;
  /** Ends it at once; what it held is gone. */
  kill(): Promise<void>;
  /** Ends it and takes the folder away. */
  close(): Promise<void>;
}

export async function createRedisServer(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-redis-'));
  const path = join(folder, 'redis.sock');
  let child: ReturnType<typeof spawn> | undefined;
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    path,
    async start() {
      child = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder]);
      for await (const chunk of child.stdout ?? []) if (/ready to accept/i.test(String(chunk))) break;
      child.stdout?.resume();
    },
    pause: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    kill,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
