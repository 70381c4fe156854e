import type { EventLog } from '../log/event-log.ts';
import { type CounterDeps, createCounter } from './counter.ts';
import { type RetriesDeps, startRetries } from './retries.ts';

/** How long an event waits after its first failure: it is dead some 15 seconds later. */
const RETRY_MILLISECONDS = 1_000;

export interface CountingDeps extends Omit<CounterDeps & RetriesDeps, 'retryMilliseconds'> {
  readonly log: Pick<EventLog, 'consume'>;
  readonly retryMilliseconds?: number;
}

/** Counting at work. */
export interface Counting {
  /** Some failed events are to be tried at once. */
  wake(): void;
  /** Ends after what is being counted. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** Begins to count the events of a log, and those again that failed; in any number of processes. */
export async function startCounting({ log, ...given }: CountingDeps): Promise<Counting> {
  const deps = { retryMilliseconds: RETRY_MILLISECONDS, ...given };
  const counter = createCounter(deps);
  const consumer = await log.consume(counter.count, counter.setAside);
  const retries = startRetries(deps);
  let stopping: Promise<unknown> | undefined;
  return {
    wake: retries.wake,
    async stop() {
      stopping ??= Promise.all([consumer.stop(), retries.stop()]);
      await stopping;
    },
  };
}
