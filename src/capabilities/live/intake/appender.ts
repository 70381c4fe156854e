import { CallerError } from '../../../errors.ts';
import type { LoggedEvent } from '../event/event.ts';
import type { EventLog } from '../log/event-log.ts';

export interface AppenderOptions {
  readonly log: Pick<EventLog, 'append'>;
  /** How many events may wait in this process for being written. */
  readonly mostWaiting: number;
  /** How many events are written at once. */
  readonly mostAtOnce: number;
  /** Whether the log holds so many events that are not counted yet that it takes no more. */
  isFull(): boolean;
}

/** Writes the events of requests that come at the same time together: one commit for many. */
export interface Appender {
  /**
   * Resolves once the events are safe.
   * @throws CallerError RATE_LIMITED where too many wait: nothing of these is kept
   */
  append(events: readonly LoggedEvent[]): Promise<void>;
  /** How many events wait for being written. */
  waiting(): number;
}

interface Waiting {
  readonly events: readonly LoggedEvent[];
  resolve(): void;
  reject(error: unknown): void;
}

/** When a sender had better come again: what waits is written in less. */
const RETRY_AFTER_SECONDS = 1;

export function createAppender({ log, mostWaiting, mostAtOnce, isFull }: AppenderOptions): Appender {
  const queue: Waiting[] = [];
  let waitingEvents = 0;
  let isWriting = false;

  const takeBatch = () => {
    const batch: Waiting[] = [];
    let size = 0;
    for (const next of queue) {
      if (batch.length > 0 && size + next.events.length > mostAtOnce) break;
      batch.push(next);
      size += next.events.length;
    }
    queue.splice(0, batch.length);
    return batch;
  };

  const write = async () => {
    isWriting = true;
    while (queue.length > 0) {
      const batch = takeBatch();
      const events = batch.flatMap((request) => request.events);
      try {
        await log.append(events);
        for (const request of batch) request.resolve();
      } catch (error) {
        for (const request of batch) request.reject(error);
      }
      waitingEvents -= events.length;
    }
    isWriting = false;
  };

  return {
    async append(events) {
      if (events.length === 0) return;
      if (waitingEvents + events.length > mostWaiting || isFull()) {
        throw new CallerError(
          'RATE_LIMITED',
          'More events come in than can be taken: none of these was accepted. Send them again in a second.',
          { retryAfterSeconds: RETRY_AFTER_SECONDS },
        );
      }
      waitingEvents += events.length;
      await new Promise<void>((resolve, reject) => {
        queue.push({ events, resolve, reject });
        if (!isWriting) void write();
      });
    },
    waiting: () => waitingEvents,
  };
}
