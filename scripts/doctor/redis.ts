import { Redis } from 'ioredis';
import { describeError, type Finding } from './finding.ts';

/** Whether Redis answers, and may throw old entries away when it is full. */
export async function checkRedis(url: string | undefined): Promise<Finding> {
  if (url === undefined) {
    return {
      part: 'Redis',
      state: 'skip',
      message: 'REDIS_URL is not set: each process caches in its own memory',
    };
  }
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 3_000, retryStrategy: () => null });
  const address = `${redis.options.host}:${redis.options.port}`;
  let failure: Error | undefined;
  redis.on('error', (error: Error) => {
    failure = error;
  });
  try {
    await redis.connect();
    const info = await redis.info();
    const version = readInfo(info, 'redis_version');
    if (readInfo(info, 'maxmemory') !== '0' && readInfo(info, 'maxmemory_policy') === 'noeviction') {
      return {
        part: 'Redis',
        state: 'warn',
        message: `Redis ${version} at ${address} refuses writes when its memory is full (noeviction).`,
        remedy: 'Set its maxmemory-policy to allkeys-lru: everything that Marquee keeps there can be lost.',
      };
    }
    return { part: 'Redis', state: 'ok', message: `Redis ${version} at ${address}` };
  } catch (error) {
    return {
      part: 'Redis',
      state: 'fault',
      message: `Redis at ${address} does not answer: ${describeError(failure ?? error)}.`,
      remedy: 'Start it, or correct or remove REDIS_URL. Until then each process caches in its own memory.',
    };
  } finally {
    redis.disconnect();
  }
}

function readInfo(info: string, field: string): string | undefined {
  return new RegExp(`^${field}:(.*?)\r?$`, 'm').exec(info)?.[1];
}
