import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../storage/database.ts';
import { orAbort } from './or-abort.ts';
import type { RunName } from './run-leases.ts';

/** The channel on which a process says that a run of its has ended. */
export const RUN_ENDS_CHANNEL = 'marquee_run_ends';

/** A run's end as a payload of the channel. */
export function encodeEnd({ organizationId, key }: RunName): string {
  return JSON.stringify([organizationId, key]);
}

/** A run's end that somebody waits for. */
export interface ExpectedEnd {
  /** Resolves when the end is heard, and at the latest after this time and a little more. @throws the signal's reason */
  wait(longestMs: number, signal: AbortSignal): Promise<void>;
  forget(): void;
}

/** Those who wait do not all come back at the same time. */
const MOST_JITTER_MS = 200;

/** Hears of runs that end, from the first time on that one is expected. */
export function createRunEnds(database: Pick<Database, 'listen'>) {
  const expected = new Map<string, Set<() => void>>();
  let listening: Promise<unknown> | undefined;

  const wake = (ended: Iterable<() => void> = []) => {
    for (const hear of ended) hear();
  };
  const listen = () =>
    database.listen(RUN_ENDS_CHANNEL, {
      onMessage: (payload) => wake(expected.get(payload)),
      // What ended while nothing was heard.
      onConnected: () => expected.forEach(wake),
      onDisconnected: () => undefined,
    });

  return {
    /** Begins to hear: an end that comes after this resolved is not missed. Forget it in the end. */
    async expect(name: RunName): Promise<ExpectedEnd> {
      listening ??= listen();
      await listening.catch((error: unknown) => {
        listening = undefined;
        throw error;
      });
      const payload = encodeEnd(name);
      const waiting = expected.get(payload) ?? new Set();
      expected.set(payload, waiting);
      let hear: () => void = () => undefined;
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      waiting.add(hear);
      return {
        async wait(longestMs, signal) {
          const timer = new AbortController();
          const late = sleep(longestMs + Math.random() * MOST_JITTER_MS, undefined, { signal: timer.signal });
          try {
            await orAbort(Promise.race([heard, late]), signal);
          } finally {
            timer.abort();
          }
        },
        forget() {
          waiting.delete(hear);
          if (waiting.size === 0) expected.delete(payload);
        },
      };
    },
  };
}
