import type { Platform } from '../../platform/composition/capability.ts';
import type { Reader } from '../access/contract.ts';
import type { CampaignRevisions } from '../performance/index.ts';
import { createLivePart, type LivePart } from './context.ts';
import type { Counting } from './counting/start-counting.ts';
import { createAppender } from './intake/appender.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import { createKnownCampaigns } from './intake/known-campaigns.ts';
import { createSendEvents, type SendEvents } from './intake/send-events.ts';
import { countEventsOf, openEventLog } from './open-counting.ts';
import { createKnownKeys, type KnownKeys } from './public/known-keys.ts';
import type { LiveSettings } from './settings.ts';
import { isBeingCounted } from './status/being-counted.ts';
import { createLagGauge } from './status/lag-gauge.ts';
import { createIntakeMetrics, createLagMetrics } from './status/live-metrics.ts';
import { openMetricsWatch } from './watching/metrics-watch.ts';

/** How many events may wait in one process for being written: some 20 MB of them. */
const MOST_WAITING = 20_000;
/** How many are written in one statement: what keeps the others of the embedded database waiting for some 50 ms. */
const MOST_AT_ONCE = { postgresql: 5_000, pglite: 1_000 } as const;

/** Live metrics at work. */
export interface OpenLive {
  readonly intake: Intake;
  readonly send: SendEvents;
  readonly keys: KnownKeys;
  /** Whether events that wait can be looked up by organization and id. */
  readonly findsWaitingEvents: boolean;
  isBeingCounted(partition: number): Promise<boolean>;
  /** Some failed events are to be tried at once. */
  wakeRetries(): void;
  /** What resolvers find in the context of a request. */
  createPart(
    shared: Pick<LivePart, 'requireCampaign' | 'closing'>,
  ): (reader: Pick<Reader, 'database' | 'organizationId'>) => LivePart;
  /** What keeps it from taking events, in words that can be shown; null: nothing does. */
  findFault(): string | null;
  close(): Promise<void>;
}

/** Opens the log, and begins to count where this process is to. */
export async function openLive(
  { database, logger, metrics, rateLimits, closing }: Platform,
  settings: LiveSettings,
  revisions: CampaignRevisions,
): Promise<OpenLive> {
  const { isConsumer, lagLimit } = settings;
  const log = await openEventLog({ database, logger }, settings);
  createLagMetrics(metrics, { database, log, logger });
  const appender = createAppender({
    log,
    mostWaiting: MOST_WAITING,
    mostAtOnce: MOST_AT_ONCE[database.kind],
    isFull: createLagGauge({ log, logger, limit: lagLimit }).isFull,
  });
  const intake = createIntake({
    appender,
    campaigns: createKnownCampaigns({ database, revisions }),
    now: () => new Date(),
    metrics: createIntakeMetrics(metrics),
  });
  const watch = await openMetricsWatch(database, logger);
  const counting: Counting | undefined = isConsumer
    ? await countEventsOf(log, { database, logger, metrics })
    : undefined;
  // What is left in the log is for the others, or for the next start: nothing waits for it to be empty.
  closing.addEventListener('abort', () => void counting?.stop(), { once: true });
  return {
    intake,
    send: createSendEvents({ intake, rateLimits }),
    keys: createKnownKeys(database),
    findsWaitingEvents: log.isInDatabase,
    isBeingCounted: (partition) => isBeingCounted(database, partition),
    wakeRetries: () => counting?.wake(),
    createPart: (shared) => (reader) => createLivePart({ watch, ...shared }, reader),
    findFault: log.findFault,
    async close() {
      await counting?.stop();
      await log.close();
      await watch.close();
    },
  };
}
