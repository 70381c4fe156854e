import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import { partitionOf } from '../log/partition-of.ts';
import { createWakeUp } from '../log/wake-up.ts';
import { COUNT_FAILED, type CountedEvents } from './count-events.sql.ts';
import { notifyChanges } from './counter.ts';
import type { CountingMetrics } from './counting-metrics.ts';
import { CLAIM_DUE, FORGET_COUNTED, HOLD_PARTITION, MARK_FAILED } from './failed-events.sql.ts';
import { describeFailure } from './failure.ts';
import { nextDelay } from './retry-delay.ts';

export interface RetriesDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: CountingMetrics;
  /** How long an event waits after its first failure. */
  readonly retryMilliseconds: number;
}

/** An event that is being tried again. */
interface Claim {
  readonly organizationId: string;
  readonly id: string;
  readonly attempts: number;
  readonly campaignId: string;
}

/** How long one attempt may take: whoever claimed it is presumed gone then. */
const CLAIM_MILLISECONDS = 30_000n;
const LOOK_AGAIN_MILLISECONDS = 1_000;

/** What tries failed events again. */
export interface Retries {
  /** Some are to be tried at once. */
  wake(): void;
  /** Ends after the event that is being tried. */
  stop(): Promise<void>;
}

/** Begins to try failed events again when they are due, one after another; in any number of processes. */
export function startRetries(deps: RetriesDeps): Retries {
  const wakeUp = createWakeUp(Math.min(LOOK_AGAIN_MILLISECONDS, deps.retryMilliseconds));
  let isStopping = false;
  const running = (async () => {
    while (!isStopping) {
      const look = wakeUp.look();
      const isFound = await retryNext(deps).catch((error: unknown) => {
        deps.logger.warn({ err: error }, 'failed events could not be looked up; trying again');
        return false;
      });
      if (!isFound) await look.wait();
    }
  })();
  return {
    wake: wakeUp.wake,
    async stop() {
      isStopping = true;
      wakeUp.wake();
      await running;
    },
  };
}

/** @returns whether one was due */
async function retryNext(deps: RetriesDeps): Promise<boolean> {
  const { database, metrics, logger } = deps;
  const [claim] = await database.query<Claim>(CLAIM_DUE, [CLAIM_MILLISECONDS]);
  if (claim === undefined) return false;
  try {
    const counted = await countFailed(database, claim);
    if (counted !== undefined) metrics.onCounted(counted);
  } catch (error) {
    const { code, message } = describeFailure(error);
    const { organizationId, id, attempts } = claim;
    const delay = nextDelay(attempts, deps.retryMilliseconds);
    logger.error({ err: error, organizationId, eventId: id, attempts, code }, 'an event failed again');
    await database.query(MARK_FAILED, [
      organizationId,
      id,
      attempts,
      code,
      message,
      delay === null ? null : BigInt(delay),
    ]);
    metrics.onFailed(delay === null ? 'DEAD' : 'RETRYING');
  }
  return true;
}

/** @returns undefined where somebody has taken it meanwhile: discarded it, or presumed this attempt dead */
async function countFailed(
  database: Database,
  { organizationId, id, attempts, campaignId }: Claim,
): Promise<CountedEvents | undefined> {
  return database
    .transaction(async (session) => {
      await session.query(HOLD_PARTITION, [partitionOf(organizationId, campaignId)]);
      const [outcome] = await session.query<CountedEvents>(COUNT_FAILED, [organizationId, id]);
      const forgotten = await session.query(FORGET_COUNTED, [organizationId, id, attempts]);
      if (outcome === undefined || forgotten.length === 0) throw new AttemptLost();
      await notifyChanges(session, outcome.campaigns);
      return outcome;
    })
    .catch((error: unknown) => {
      if (error instanceof AttemptLost) return undefined;
      throw error;
    });
}

/** Rolls the attempt back: the event is no longer this one's to count. */
class AttemptLost extends Error {}
