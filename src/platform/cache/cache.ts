import { serialize } from 'node:v8';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { createSharedAnswers } from './shared-answers.ts';

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
   * looks and loads, and the others wait for it: not longer than `longestWait`, then one of them loads for the others.
   * Answers are shared: do not change them. A Redis that is away or slow is passed over.
   */
  remember<Answer>(key: CacheKey, load: () => Promise<Answer>): Promise<Answer>;
}

export interface CacheOptions {
  /** Stays the caller's to close. Each of its commands ends in time, as those of connectRedis do. */
  readonly redis: Redis | undefined;
  readonly logger: Logger;
  /** How long an answer is kept, in milliseconds; in Redis, once it was asked for again. */
  readonly ttl?: number;
  /** How much a process keeps in memory, in bytes as V8 serializes answers: as objects they take about twice as much. */
  readonly maxBytes?: number;
  /** How long somebody waits for what another one loads, in milliseconds. */
  readonly longestWait?: number;
  onHit?(kind: string): void;
  onMiss?(kind: string): void;
}

/** An answer that is being looked for, and who else waits for it. */
interface RunningLoad<Answer> {
  readonly answer: Promise<Answer>;
  /** Resolves when it has taken so long that nobody should wait for it any more. */
  readonly late: Promise<typeof LATE>;
}

const LATE = Symbol('late');

export function createCache({
  redis,
  logger,
  ttl = 3_600_000,
  maxBytes = 32 * 1024 * 1024,
  longestWait = 5_000,
  onHit,
  onMiss,
}: CacheOptions): Cache {
  const hot: Hot = new LRUCache({
    maxSize: maxBytes,
    sizeCalculation: (answer) => serialize(answer).length,
    ttl,
    ttlResolution: 1_000,
  });
  const shared = redis && createSharedAnswers({ redis, logger, ttl });
  const runningLoads = new Map<string, RunningLoad<unknown>>();

  const findOrLoad = async <Answer>(name: string, kind: string, load: () => Promise<Answer>) => {
    const found = shared && (await shared.find(name));
    if (found != null) {
      hot.set(name, found);
      onHit?.(kind);
      return asLoaded<Answer>(found);
    }
    const answer = await load();
    if (answer != null) {
      hot.set(name, answer);
      shared?.keep(name, answer);
    }
    onMiss?.(kind);
    return answer;
  };

  const lead = async <Answer>(name: string, kind: string, load: () => Promise<Answer>) => {
    let giveUp: (late: typeof LATE) => void = () => undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      giveUp = resolve;
    });
    const running: RunningLoad<Answer> = { answer: findOrLoad(name, kind, load), late };
    const end = () => {
      clearTimeout(timer);
      if (runningLoads.get(name) === running) runningLoads.delete(name);
    };
    const timer = setTimeout(() => {
      end();
      giveUp(LATE);
    }, longestWait).unref();
    runningLoads.set(name, running);
    try {
      return await running.answer;
    } finally {
      end();
    }
  };

  return {
    kind: redis === undefined ? 'memory' : 'redis',
    async remember<Answer>(key: CacheKey, load: () => Promise<Answer>): Promise<Answer> {
      const { kind } = key;
      const name = formatKey(key);
      const known = hot.get(name);
      if (known !== undefined) {
        onHit?.(kind);
        return asLoaded<Answer>(known);
      }
      for (let running = runningLoads.get(name); running !== undefined; running = runningLoads.get(name)) {
        const answer = await Promise.race([running.answer, running.late]);
        if (answer === LATE) continue;
        onHit?.(kind);
        return asLoaded<Answer>(answer);
      }
      return lead(name, kind, load);
    },
  };
}

type Hot = LRUCache<string, NonNullable<unknown>>;

/** Whatever is kept under a key was loaded for that key, and whoever loads under a key loads the same. */
function asLoaded<Answer>(answer: unknown): Answer;
function asLoaded(answer: unknown): unknown {
  return answer;
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
