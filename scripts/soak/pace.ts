import { setTimeout as pause } from 'node:timers/promises';

/** Asks so often a second, with so many answers waited for at the most: a slow server is asked less. */
export async function askSteadily(
  rate: number,
  clients: number,
  signal: AbortSignal,
  ask: () => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  let asked = 0;
  const client = async () => {
    while (!signal.aborted) {
      const due = startedAt + (asked * 1_000) / rate;
      asked += 1;
      const wait = due - performance.now();
      if (wait > 0) await untilEnded(signal, () => pause(wait, undefined, { signal }));
      if (!signal.aborted) await ask();
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Does something at every such moment, one after the other, and what is under way to its end. */
export async function every(
  milliseconds: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const next = performance.now() + milliseconds;
    await work();
    await untilEnded(signal, () => pause(Math.max(0, next - performance.now()), undefined, { signal }));
  }
}

/** Resolves where the work ends because the signal fired. */
export async function untilEnded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
