import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import type { Redis } from 'ioredis';
import { parseCached, stringifyCached } from './cached-json.ts';

/** What an answer is kept under. Every key belongs to an organization. */
export interface CacheKey {
  readonly organizationId: string;
  /** What kind of answer it is, such as `leaderboard`. */
  readonly kind: string;
  /** Everything that the answer depends on, including the revision of the data: an entry never has to be changed. */
  readonly parts: readonly (string | number | bigint | null)[];
}

/** Answers kept in this process's memory, and in Redis where there is one. */
export interface Cache {
  readonly kind: 'memory' | 'redis';
  /**
   * The kept answer, or the one that `load` gives, which is then kept. Of several who ask at once in one process, one
   * loads. Answers are shared: do not change them. A Redis that is away is passed over.
   */
  remember<Answer>(key: CacheKey, load: () => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

export interface CacheOptions {
  readonly redis: Redis | undefined;
  /** How long an answer is kept, in milliseconds. */
  readonly ttl?: number;
  /** How many answers a process keeps in memory. */
  readonly maxItems?: number;
  onHit?(kind: string): void;
  onMiss?(kind: string): void;
}

/** Makes the cache. The Redis connection stays the caller's to close. */
export function createCache({
  redis,
  ttl = 3_600_000,
  maxItems = 10_000,
  onHit,
  onMiss,
}: CacheOptions): Cache {
  const memory = bentostore().useL1Layer(memoryDriver({ maxItems, serialize: false }));
  const store = redis === undefined ? memory : memory.useL2Layer(redisDriver({ connection: redis }));
  const bento = new BentoCache({
    default: 'answers',
    prefix: 'marquee',
    ttl,
    suppressL2Errors: true,
    serializer: { serialize: stringifyCached, deserialize: parseCached },
    stores: { answers: store },
  });
  return {
    kind: redis === undefined ? 'memory' : 'redis',
    async remember(key, load) {
      let isHit = true;
      const answer = await bento.getOrSet({
        key: formatKey(key),
        factory: () => {
          isHit = false;
          return load();
        },
      });
      if (isHit) onHit?.(key.kind);
      else onMiss?.(key.kind);
      return answer;
    },
    // Disconnecting bentocache would close the Redis connection, which others share.
    close: async () => undefined,
  };
}

/** Parts are JSON: no id, whatever its characters, can make one key look like another. */
function formatKey({ organizationId, kind, parts }: CacheKey): string {
  return JSON.stringify([
    organizationId,
    kind,
    ...parts.map((part) => (typeof part === 'bigint' ? `${part}n` : part)),
  ]);
}
