import { setTimeout as pause } from 'node:timers/promises';
import { createDice, type Dice } from '../../bench/random.ts';
import { untilEnded } from '../pace.ts';
import type { Server } from '../server.ts';
import { createEventSource } from './events.ts';
import { type LiveProcessesOptions, startLiveProcesses } from './processes.ts';
import { type SendTally, sendUntilAccepted } from './send.ts';
import { findDifferences, waitUntilCounted } from './totals.ts';

export interface RunOptions extends LiveProcessesOptions {
  readonly seconds: number;
  /** Events a second at the most, duplicates among them. */
  readonly rate: number;
  readonly seed: number;
  /** Ends the run before its time. */
  readonly signal?: AbortSignal;
}

/** What one run was, and what of it was not as it should be. */
export interface RunOutcome extends SendTally {
  /** Events of ids of their own. */
  readonly events: number;
  readonly kills: number;
  /** How long it took after the last event until everything was counted. */
  readonly countedAfterSeconds: number;
  readonly differences: readonly string[];
}

const SENDERS = 4;
interface Lives {
  readonly shortest: number;
  readonly longest: number;
}

/** So long, in milliseconds, a process works before it is killed again: the server long enough for events to come in at all. */
const LIVES_OF_SERVER: Lives = { shortest: 500, longest: 7_000 };
const LIVES_OF_CONSUMER: Lives = { shortest: 200, longest: 4_000 };

/** Sends events while processes are killed at random moments, and compares what they add up to with what was sent. */
export async function runOnce({ seconds, rate, seed, signal, ...where }: RunOptions): Promise<RunOutcome> {
  const processes = await startLiveProcesses(where);
  try {
    const dice = createDice(seed);
    const source = createEventSource(dice, `run-${seed}`);
    const tally: SendTally = { deliveries: 0, failedRequests: 0 };
    const over = new AbortController();
    const ended = AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]);
    const timer = setTimeout(() => over.abort(), seconds * 1_000);
    const { url } = processes.server;
    const deaths = processes.all.map((one, index) =>
      killAgainAndAgain(
        one,
        one === processes.server ? LIVES_OF_SERVER : LIVES_OF_CONSUMER,
        createDice(seed * 31 + index),
        ended,
      ),
    );
    const startedAt = performance.now();
    let sent = 0;
    const send = async () => {
      while (!ended.aborted) {
        const batch = source.nextBatch();
        const due = startedAt + (sent / rate) * 1_000;
        sent += batch.length;
        await untilEnded(ended, () =>
          pause(Math.max(0, due - performance.now()), undefined, { signal: ended }),
        );
        // What was made is sent, also behind the end: it is among what everything is compared with.
        await sendUntilAccepted(url, batch, tally);
      }
    };
    const [kills] = await Promise.all([
      Promise.all(deaths).then((counts) => counts.reduce((sum, count) => sum + count, 0)),
      ...Array.from({ length: SENDERS }, send),
    ]).finally(() => {
      clearTimeout(timer);
      over.abort();
    });
    const sentAt = performance.now();
    await waitUntilCounted(url);
    const countedAfterSeconds = (performance.now() - sentAt) / 1_000;
    const reference = source.reference();
    const differences = await findDifferences(url, reference);
    return { ...tally, events: reference.eventCount, kills, countedAfterSeconds, differences };
  } finally {
    await processes.close();
  }
}

/** @returns how often; the process works when it is over */
async function killAgainAndAgain(
  server: Server,
  { shortest, longest }: Lives,
  dice: Dice,
  signal: AbortSignal,
): Promise<number> {
  let kills = 0;
  await untilEnded(signal, async () => {
    while (!signal.aborted) {
      await pause(shortest + dice.below(longest - shortest), undefined, { signal });
      kills += 1;
      await server.stop('SIGKILL');
      await server.start();
    }
  });
  await server.start();
  return kills;
}
