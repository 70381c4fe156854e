import { E_LOCK_NOT_OWNED, type Lock, LockFactory } from '@verrou/core';
import { redisStore } from '@verrou/core/drivers/redis';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Locks over all processes that share a Redis. */
export interface SharedLocks {
  /**
   * The lock; `taken` where somebody else holds it; `away` where nobody can say, for there is no Redis. It ends by itself
   * soon after its process does.
   */
  acquire(name: string): Promise<SharedLock | 'taken' | 'away'>;
}

/** A lock that is held. */
export interface SharedLock {
  /** Gives it back. Never rejects: a lock that cannot be given back ends by itself. */
  release(): Promise<void>;
}

/** How long a lock outlives a process that dies with it. */
const LOCK_MS = 10_000;

/** Makes the locks; without a Redis, every one is `away`. */
export function createSharedLocks(redis: Redis | undefined, logger: Logger): SharedLocks {
  if (redis === undefined) return { acquire: async () => 'away' };
  const factory = new LockFactory(redisStore({ connection: redis }).factory());
  return {
    async acquire(name) {
      const lock = factory.createLock(`marquee:lock:${name}`, LOCK_MS);
      try {
        return (await lock.acquireImmediately()) ? hold(lock, name, logger) : 'taken';
      } catch (error) {
        logger.warn({ err: error, lock: name }, 'a lock could not be asked for');
        return 'away';
      }
    },
  };
}

function hold(lock: Lock, name: string, logger: Logger): SharedLock {
  // A third of its life, so that one renewal may fail.
  const renewal = setInterval(() => {
    lock.extend(LOCK_MS).catch((error: unknown) => {
      logger.warn({ err: error, lock: name }, 'a lock could not be renewed');
      if (error instanceof E_LOCK_NOT_OWNED) clearInterval(renewal);
    });
  }, LOCK_MS / 3);
  renewal.unref();
  return {
    async release() {
      clearInterval(renewal);
      await lock.release().catch((error: unknown) => {
        if (!(error instanceof E_LOCK_NOT_OWNED))
          logger.warn({ err: error, lock: name }, 'a lock could not be given back');
      });
    },
  };
}
