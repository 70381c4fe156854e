import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
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
  // Bentocache's own memory costs ten times as much to ask, and twenty microseconds to fill.
  const hot: Hot = new LRUCache({ max: maxItems, ttl, ttlResolution: 1_000 });
  const findOrLoad = redis === undefined ? createFlights() : createSharedAnswers({ redis, ttl, maxItems });
  return {
    kind: redis === undefined ? 'memory' : 'redis',
    async remember<Answer>(key: CacheKey, load: () => Promise<Answer>): Promise<Answer> {
      const name = formatKey(key);
      const known = recall<Answer>(hot, name);
      if (known !== undefined) {
        onHit?.(key.kind);
        return known;
      }
      let isHit = true;
      const answer = await findOrLoad(name, () => {
        isHit = false;
        return load();
      });
      if (answer != null) hot.set(name, answer);
      if (isHit) onHit?.(key.kind);
      else onMiss?.(key.kind);
      return answer;
    },
    // Disconnecting bentocache would close the Redis connection, which others share.
    close: async () => undefined,
  };
}

/** Gives the answer of a key, from where it is kept or by loading it: of several who ask at once, one loads. */
type FindOrLoad = <Answer>(name: string, load: () => Promise<Answer>) => Promise<Answer>;

function createFlights(): FindOrLoad {
  const flights = new Map<string, Promise<unknown>>();
  return <Answer>(name: string, load: () => Promise<Answer>) => {
    const flight = join<Answer>(flights, name);
    if (flight !== undefined) return flight;
    const loading = load().finally(() => flights.delete(name));
    flights.set(name, loading);
    return loading;
  };
}

function createSharedAnswers({
  redis,
  ttl,
  maxItems,
}: {
  redis: Redis;
  ttl: number;
  maxItems: number;
}): FindOrLoad {
  const store = bentostore()
    .useL1Layer(memoryDriver({ maxItems, serialize: false }))
    .useL2Layer(redisDriver({ connection: redis }));
  const bento = new BentoCache({
    default: 'answers',
    prefix: 'marquee',
    ttl,
    suppressL2Errors: true,
    serializer: { serialize: stringifyCached, deserialize: parseCached },
    stores: { answers: store },
  });
  return (name, load) => bento.getOrSet({ key: name, factory: load });
}

/** Whoever loads under a name loads the same. */
function join<Answer>(
  flights: ReadonlyMap<string, Promise<unknown>>,
  name: string,
): Promise<Answer> | undefined;
function join(flights: ReadonlyMap<string, Promise<unknown>>, name: string): Promise<unknown> | undefined {
  return flights.get(name);
}

type Hot = LRUCache<string, NonNullable<unknown>>;

/** Whatever is kept under a key was loaded for that key. */
function recall<Answer>(hot: Hot, key: string): Answer | undefined;
function recall(hot: Hot, key: string): unknown {
  return hot.get(key);
}

/** Texts are quoted as in JSON: no id, whatever its characters, can make one key look like another. */
function formatKey({ organizationId, kind, parts }: CacheKey): string {
  let key = `[${JSON.stringify(organizationId)},${JSON.stringify(kind)}`;
  for (const part of parts) key += `,${formatPart(part)}`;
  return `${key}]`;
}

function formatPart(part: CacheKey['parts'][number]): string {
  if (typeof part === 'string') return JSON.stringify(part);
  return typeof part === 'bigint' ? `${part}n` : String(part);
}
