import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import type { Redis } from 'ioredis';

const BYTES_IN_MEMORY = 10 * 1024 * 1024;
const SHARED_SECONDS = 7 * 24 * 3_600;

/** Anybody may register a query: what is shared is bounded one by one, and by its time. */
const LONGEST_SHARED = 16 * 1024;

/**
 * Where automatic persisted queries are kept by processes that share a Redis: one registers, all know. They hold the text of an
 * operation, and nothing of an organization. While Redis is away (which its connection reports), each process knows what it has
 * seen itself, and clients register again what it has not.
 */
export function createSharedPersistedQueries(redis: Redis): KeyValueCache {
  const near = new InMemoryLRUCache({ maxSize: BYTES_IN_MEMORY });
  const orNothing = () => null;
  return {
    async get(name) {
      const known = await near.get(name);
      if (known !== undefined) return known;
      const shared = await redis.get(keyOf(name)).catch(orNothing);
      if (shared === null) return undefined;
      await near.set(name, shared);
      return shared;
    },
    async set(name, text) {
      await near.set(name, text);
      if (text.length > LONGEST_SHARED) return;
      await redis.set(keyOf(name), text, 'EX', SHARED_SECONDS).catch(orNothing);
    },
    async delete(name) {
      await near.delete(name);
      await redis.del(keyOf(name)).catch(orNothing);
    },
  };
}

function keyOf(name: string): string {
  return `marquee:${name}`;
}
