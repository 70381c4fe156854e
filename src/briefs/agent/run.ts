import type { Evidence, Usage, WritingEvent } from '../brief.ts';

/** What one run may take. */
export interface RunLimits {
  readonly timeoutMs: number;
  readonly maxModelCalls: number;
  /** Input and output together. */
  readonly maxTokens: number;
  readonly maxToolCalls: number;
}

/** One run: its limits, what it has used of them, and what it has found. */
export interface Run {
  readonly limits: RunLimits;
  /** Fires when the run must end: its time is over, or nobody waits for it. */
  readonly signal: AbortSignal;
  readonly emit: (event: WritingEvent) => void;
  readonly usage: { -readonly [Figure in keyof Usage]: Usage[Figure] };
  toolCalls: number;
  /** In the order of the calls; undefined while a call is open and where it failed. */
  readonly evidence: (Evidence | undefined)[];
}

/** Ends a run that has used up what it may take. */
export class RunLimitReached extends Error {
  override readonly name = 'RunLimitReached';
}

/** A promise that is given up, not waited for, when the signal fires. */
export async function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: abort, reject } = deferred();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, abort]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Whoever lost the race may still fail; nobody listens to it anymore.
    promise.catch(() => undefined);
  }
}

function deferred(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_resolve, rejectIt) => {
    reject = rejectIt;
  });
  return { promise, reject };
}
