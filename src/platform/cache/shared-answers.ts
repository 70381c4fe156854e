import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Answers in Redis, for all processes. A Redis that is away, or that does not answer in time, has none. */
export interface SharedAnswers {
  /** The answer that is kept under the name; undefined where there is none. Never rejects. */
  find(name: string): Promise<unknown>;
  /** Keeps an answer. Nobody has to wait for it. */
  keep(name: string, answer: unknown): void;
}

export interface SharedAnswersOptions {
  /** Each of its commands ends in time, as those of connectRedis do. */
  readonly redis: Redis;
  readonly logger: Logger;
  /** How long an answer is kept once it was asked for again, in milliseconds. */
  readonly ttl: number;
}

/** Most variants are asked for once, and need not stay for long: this share of the time, until they are asked for again. */
const FIRST_SHARE_OF_TTL = 1 / 12;

/** Rows repeat their columns' names and much else: the fastest level makes a sixth of them. */
const COMPRESSION = { level: 1 };

/** V8's own format keeps bigints and dates, and is read several times faster than JSON that has to be revived. */
const pack = (answer: unknown): Buffer => deflateRawSync(serialize(answer), COMPRESSION);
const unpack = (packed: Buffer): unknown => deserialize(inflateRawSync(packed));

const nothing = () => undefined;

export function createSharedAnswers({ redis, logger, ttl }: SharedAnswersOptions): SharedAnswers {
  const keyOf = (name: string) => `marquee:answer:${name}`;
  return {
    async find(name) {
      const packed = await redis.getBuffer(keyOf(name)).catch(nothing);
      if (packed == null) return undefined;
      redis.pexpire(keyOf(name), ttl).catch(nothing);
      try {
        return unpack(packed);
      } catch (error) {
        // Written by another version of Node, say. The next answer takes its place.
        logger.warn({ err: error }, 'an answer in Redis cannot be read');
        return undefined;
      }
    },
    keep(name, answer) {
      redis.set(keyOf(name), pack(answer), 'PX', Math.ceil(ttl * FIRST_SHARE_OF_TTL)).catch(nothing);
    },
  };
}
