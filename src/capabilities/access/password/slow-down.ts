import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CallerError } from '../../../errors.ts';
import { networkOf } from '../../../platform/limits/client-network.ts';
import { hashSecret } from '../people/secrets.ts';

/** How many attempts may fail before the next one has to wait: of an address at one account, so that its owner need not. */
const PAIR = { points: 10, duration: 900 };
/** From one address, at whatever account. */
const ADDRESS = { points: 100, duration: 900 };
/** At one account, from wherever: it bounds whoever guesses by many addresses. */
const ACCOUNT = { points: 100, duration: 3_600 };
/** With a device that has signed in to the account before: it is left alone by what the others do. */
const DEVICE = { points: 10, duration: 900 };

/** At the second factor of one person, from wherever: whoever gets there knows the password, and a code has six digits. */
const CODE = { points: 10, duration: 3_600 };

/** It was no guess: it counts no more, and what failed from there at the account is forgotten. */
interface Attempt {
  succeed(): Promise<void>;
}

/** Who tries to get in, and where from. The account need not exist: it is slowed down all the same. */
export interface AttemptBy {
  readonly account: string;
  /** An IPv6 address counts by its /64. */
  readonly address: string;
  /** The id of a device that is known to belong to the account. */
  readonly device?: string | undefined;
}

/** Slows down whoever guesses passwords. */
export interface SlowDown {
  /**
   * Counts an attempt before it is made, so that many at once gain nothing.
   * @throws CallerError RATE_LIMITED with `retryAfterSeconds`
   */
  begin(attempt: AttemptBy): Promise<Attempt>;
  /** Counts an attempt at the second factor of a person. @throws CallerError RATE_LIMITED with `retryAfterSeconds` */
  beginCode(personId: string): Promise<Attempt>;
}

/** Counted in Redis for all processes; without it, or while it is away, each process counts for itself. */
export function createSlowDown({
  redis,
  logger,
}: {
  readonly redis: Redis | undefined;
  readonly logger: Logger;
}): SlowDown {
  const limiters = {
    device: createLimiter('device', DEVICE, redis),
    address: createLimiter('address', ADDRESS, redis),
    pair: createLimiter('pair', PAIR, redis),
    account: createLimiter('account', ACCOUNT, redis),
    code: createLimiter('code', CODE, redis),
  };
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
    async beginCode(personId) {
      await guarded(() => limiters.code.consume(personId));
      return { succeed: () => guarded(() => limiters.code.delete(personId)) };
    },
    async begin({ address: from, account: name, device }) {
      // Redis need not learn who has an account.
      const account = hashSecret(name);
      if (device !== undefined) {
        await guarded(() => limiters.device.consume(device));
        return { succeed: () => guarded(() => limiters.device.delete(device)) };
      }
      const address = networkOf(from);
      const pair = `${account} ${address}`;
      await guarded(() => limiters.address.consume(address));
      await guarded(() => limiters.pair.consume(pair));
      await guarded(() => limiters.account.consume(account));
      return {
        succeed: () =>
          guarded(() =>
            Promise.all([
              limiters.pair.delete(pair),
              limiters.address.reward(address),
              limiters.account.reward(account),
            ]),
          ),
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
