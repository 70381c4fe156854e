import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../../config.ts';
import { CallerError } from '../../errors.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Something of which each of many keys may spend so much in so many seconds. */
export interface Budget {
  /** Stands in header fields, in errors and as a label of metrics. */
  readonly name: string;
  /** 0 stands for no limit. */
  readonly points: number;
  readonly seconds: number;
  /** What is spent, for the sentence "The ... exceeded the limit of 100 per 60 seconds." */
  readonly spends: string;
}

/** What a key still has after a charge. */
export interface Charge {
  readonly budget: string;
  readonly points: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** CallerError RATE_LIMITED, with `budget` and `retryAfterSeconds`. */
export class RateLimitExceeded extends CallerError {
  readonly spent: Charge;
  /** What is left of every budget that was to be charged, the spent one among them. */
  readonly charges: readonly Charge[];

  constructor(message: string, spent: Charge, charges: readonly Charge[] = [spent]) {
    super('RATE_LIMITED', message, { budget: spent.budget, retryAfterSeconds: spent.resetSeconds });
    this.spent = spent;
    this.charges = charges;
  }
}

export interface RateLimits {
  /**
   * Takes from a budget, for all processes that share a Redis. Undefined where the budget has no limit.
   * @throws RateLimitExceeded where it is spent
   * @throws Error where there is no such budget
   */
  charge(budget: string, key: string, points?: number): Promise<Charge | undefined>;
}

export interface RateLimitOptions {
  readonly budgets: readonly Budget[];
  readonly logger: Logger;
  /** Without it, this process counts for itself. */
  readonly redis?: Redis | undefined;
  readonly metrics?: Metrics | undefined;
}

/** What clients and organizations may spend on operations. */
export function listRequestBudgets({ rateLimits }: Pick<Config, 'rateLimits'>): readonly Budget[] {
  return [
    {
      name: 'client',
      points: rateLimits.clientCostPerMinute,
      seconds: 60,
      spends: 'operations from this address',
    },
    {
      name: 'organization',
      points: rateLimits.organizationCostPerMinute,
      seconds: 60,
      spends: 'operations of this organization',
    },
  ];
}

/** Budgets per key, counted in Redis; while it is away, each process counts in its own memory. */
export function createRateLimits({ budgets, logger, redis, metrics }: RateLimitOptions): RateLimits {
  const refused = metrics?.counter('marquee_rate_limited_total', 'Requests refused by a rate limit', [
    'budget',
  ]);
  const limiters = new Map(
    budgets.map((budget) => [budget.name, { ...budget, limiter: createLimiter(budget, redis) }]),
  );

  return {
    async charge(budget, key, points = 1) {
      const found = limiters.get(budget);
      if (found === undefined) throw new Error(`there is no budget ${budget}`);
      const { points: limit, seconds, spends, limiter } = found;
      if (limit === 0) return undefined;
      try {
        const state = await limiter.consume(key, points);
        return describe(budget, limit, seconds, state);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) {
          // Neither Redis nor memory could count: better to serve than to refuse everybody.
          logger.error({ err: error, budget }, 'a rate limit could not be counted');
          return undefined;
        }
        refused?.inc({ budget });
        const spent = describe(budget, limit, seconds, error);
        throw new RateLimitExceeded(
          `The ${spends} exceeded the limit of ${limit} per ${seconds} seconds. Wait ${spent.resetSeconds} s, or ask for less.`,
          spent,
        );
      }
    },
  };
}

function createLimiter({ name, points, seconds }: Budget, redis: Redis | undefined) {
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

function describe(budget: string, points: number, windowSeconds: number, state: RateLimiterRes): Charge {
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
