import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CallerError } from '../../../errors.ts';
import { hashSecret } from './secrets.ts';

/** How many attempts may fail for one account, and from one address, before the next one has to wait. */
const ACCOUNT = { points: 10, duration: 900 };
const ADDRESS = { points: 100, duration: 900 };

/** Who tries to get in, and where from. The account need not exist: it is slowed down all the same. */
export interface AttemptBy {
  readonly account: string;
  readonly address: string;
}

/** Slows down whoever guesses passwords. */
export interface SlowDown {
  /**
   * Counts an attempt before it is made, so that many at once gain nothing.
   * @throws CallerError RATE_LIMITED with `retryAfterSeconds`
   */
  begin(attempt: AttemptBy): Promise<{
    /** It was no guess: it counts no more, and the account's failures are forgotten. */
    succeed(): Promise<void>;
  }>;
}

/** Counted in Redis for all processes; without it, or while it is away, each process counts for itself. */
export function createSlowDown({
  redis,
  logger,
}: {
  readonly redis: Redis | undefined;
  readonly logger: Logger;
}): SlowDown {
  const account = createLimiter('account', ACCOUNT, redis);
  const address = createLimiter('address', ADDRESS, redis);
  const guarded = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooMany(error);
      // Neither Redis nor memory could count. The password is still asked for.
      logger.error({ err: error }, 'an attempt to sign in could not be counted');
    }
  };
  return {
    async begin({ address: from, account: name }) {
      // Redis need not learn who has an account.
      const attempt = { address: from, account: hashSecret(name) };
      await guarded(() => address.consume(attempt.address));
      await guarded(() => account.consume(attempt.account));
      return {
        succeed: () =>
          guarded(() => Promise.all([account.delete(attempt.account), address.reward(attempt.address)])),
      };
    },
  };
}

function createLimiter(name: string, limits: { points: number; duration: number }, redis: Redis | undefined) {
  const options = { keyPrefix: `marquee:attempts:${name}`, ...limits };
  const memory = new RateLimiterMemory(options);
  if (redis === undefined) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: memory,
    rejectIfRedisNotReady: true,
  });
}

function tooMany({ msBeforeNext }: RateLimiterRes): CallerError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
  return new CallerError('RATE_LIMITED', `Too many failed attempts. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}
