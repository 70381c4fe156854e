import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../config.ts';
import { CallerError } from '../../errors.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Something of which each of many keys may spend so much in so many seconds. */
interface Budget {
  readonly points: number;
  readonly seconds: number;
  readonly spends: string;
}

export type BudgetName = 'client' | 'organization' | 'model-calls';

/** What a key still has after a charge. */
export interface Charge {
  readonly budget: BudgetName;
  readonly points: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface RateLimits {
  /**
   * Takes from a budget, for all processes that share a Redis. Undefined where the budget has no limit.
   * @throws CallerError RATE_LIMITED, with `budget` and `retryAfterSeconds`, where it is spent
   */
  charge(budget: BudgetName, key: string, points?: number): Promise<Charge | undefined>;
}

export interface RateLimitOptions {
  readonly config: Pick<Config, 'rateLimits'>;
  readonly logger: Logger;
  /** Without it, this process counts for itself. */
  readonly redis?: Redis | undefined;
  readonly metrics?: Metrics | undefined;
}

/** Budgets per key, counted in Redis; while it is away, each process counts in its own memory. */
export function createRateLimits({ config, logger, redis, metrics }: RateLimitOptions): RateLimits {
  const { clientCostPerMinute, organizationCostPerMinute, organizationModelCallsPerHour } = config.rateLimits;
  const budgets: Readonly<Record<BudgetName, Budget>> = {
    client: { points: clientCostPerMinute, seconds: 60, spends: 'operations from this address' },
    organization: {
      points: organizationCostPerMinute,
      seconds: 60,
      spends: 'operations of this organization',
    },
    'model-calls': {
      points: organizationModelCallsPerHour,
      seconds: 3_600,
      spends: 'calls of the language model for this organization',
    },
  };
  const limiters = {
    client: createLimiter('client', budgets.client, redis),
    organization: createLimiter('organization', budgets.organization, redis),
    'model-calls': createLimiter('model-calls', budgets['model-calls'], redis),
  } satisfies Record<BudgetName, unknown>;

  return {
    async charge(budget, key, points = 1) {
      const { points: limit, seconds, spends } = budgets[budget];
      if (limit === 0) return undefined;
      try {
        const state = await limiters[budget].consume(key, points);
        return describe(budget, limit, seconds, state);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) {
          // Neither Redis nor memory could count: better to serve than to refuse everybody.
          logger.error({ err: error, budget }, 'a rate limit could not be counted');
          return undefined;
        }
        metrics?.countRateLimited(budget);
        const { resetSeconds } = describe(budget, limit, seconds, error);
        throw new CallerError(
          'RATE_LIMITED',
          `The ${spends} have spent their ${limit} of ${seconds} seconds. Wait ${resetSeconds} s, or ask for less.`,
          { budget, retryAfterSeconds: resetSeconds },
        );
      }
    },
  };
}

function createLimiter(name: BudgetName, { points, seconds }: Budget, redis: Redis | undefined) {
  const options = { keyPrefix: `marquee:rate:${name}`, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  if (redis === undefined) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: memory,
    rejectIfRedisNotReady: true,
  });
}

function describe(budget: BudgetName, points: number, windowSeconds: number, state: RateLimiterRes): Charge {
  return {
    budget,
    points,
    windowSeconds,
    remaining: Math.max(0, points - state.consumedPoints),
    resetSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1_000)),
  };
}

/** The header fields of draft-ietf-httpapi-ratelimit-headers. */
export function describeCharges(charges: readonly Charge[]): Readonly<Record<string, string>> {
  if (charges.length === 0) return {};
  let policy = '';
  let state = '';
  for (const { budget, points, windowSeconds, remaining, resetSeconds } of charges) {
    const separator = policy === '' ? '' : ', ';
    policy += `${separator}"${budget}";q=${points};w=${windowSeconds}`;
    state += `${separator}"${budget}";r=${remaining};t=${resetSeconds}`;
  }
  return { 'ratelimit-policy': policy, ratelimit: state };
}
