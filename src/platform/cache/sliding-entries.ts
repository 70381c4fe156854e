import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import type { Redis } from 'ioredis';
import { parseCached, stringifyCached } from './cached-json.ts';

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
  now?(): number;
}

interface Entry {
  readonly value: string;
  readonly touchedAt: number;
}

/** The share of its time after which an entry that is asked for gets its time anew: not with every answer. */
const TOUCH_AFTER = 1 / 20;

/** Makes the entries. There is one copy of each, so that a new value is seen by every process at once. */
export function createSlidingEntries({
  redis,
  kind,
  ttl,
  maxItems = 10_000,
  now = Date.now,
}: SlidingEntriesOptions): SlidingEntries {
  const store =
    redis === undefined
      ? bentostore().useL1Layer(memoryDriver({ maxItems, serialize: false }))
      : bentostore().useL2Layer(redisDriver({ connection: redis }));
  const bento = new BentoCache({
    default: 'entries',
    prefix: 'marquee',
    ttl,
    suppressL2Errors: true,
    serializer: { serialize: stringifyCached, deserialize: parseCached },
    stores: { entries: store },
  });
  const formatKey = (organizationId: string, key: string) => JSON.stringify([organizationId, kind, key]);
  const keep = async (organizationId: string, key: string, value: string) => {
    const entry: Entry = { value, touchedAt: now() };
    await bento.set({ key: formatKey(organizationId, key), value: entry });
  };
  return {
    keep,
    async find(organizationId, key) {
      const entry = await bento.get<Entry>({ key: formatKey(organizationId, key) });
      if (entry === undefined) return undefined;
      if (now() - entry.touchedAt > ttl * TOUCH_AFTER) await keep(organizationId, key, entry.value);
      return entry.value;
    },
  };
}
