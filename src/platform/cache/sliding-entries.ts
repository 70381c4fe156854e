import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Small values that are kept as long as they are asked for: in Redis where there is one, else in this process. */
export interface SlidingEntries {
  /** The value, whose time begins anew; undefined where there is none, and where Redis is away. */
  find(organizationId: string, key: string): Promise<string | undefined>;
  keep(organizationId: string, key: string, value: string): Promise<void>;
}

export interface SlidingEntriesOptions {
  readonly redis: Redis | undefined;
  /** What the values are, such as `brief`. */
  readonly kind: string;
  /** How long a value is kept after it was last asked for, in milliseconds. */
  readonly ttl: number;
  readonly maxItems?: number;
}

const nothing = () => undefined;

/** Makes the entries. There is one copy of each, so that a new value is seen by every process at once. */
export function createSlidingEntries({
  redis,
  kind,
  ttl,
  maxItems = 10_000,
}: SlidingEntriesOptions): SlidingEntries {
  const nameOf = (organizationId: string, key: string) =>
    `marquee:${kind}:${JSON.stringify([organizationId, key])}`;
  if (redis === undefined) {
    const entries = new LRUCache<string, string>({ max: maxItems, ttl, updateAgeOnGet: true });
    return {
      find: async (organizationId, key) => entries.get(nameOf(organizationId, key)),
      keep: async (organizationId, key, value) => void entries.set(nameOf(organizationId, key), value),
    };
  }
  return {
    async find(organizationId, key) {
      const name = nameOf(organizationId, key);
      const value = await redis.get(name).catch(nothing);
      if (value == null) return undefined;
      // Not GETEX: some services still offer a Redis before 6.2.
      redis.pexpire(name, ttl).catch(nothing);
      return value;
    },
    async keep(organizationId, key, value) {
      await redis.set(nameOf(organizationId, key), value, 'PX', ttl).catch(nothing);
    },
  };
}
