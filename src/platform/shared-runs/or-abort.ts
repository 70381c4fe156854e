/**
 * A promise that is given up, not waited for, when the signal fires. What it does afterwards, also failing, is nobody's
 * concern: from the call on, it is never an unhandled rejection.
 */
export async function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Before anything else: whoever loses the race, or never enters it, may still fail, and nobody listens to it then.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  const { promise: abort, reject } = deferred();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, abort]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function deferred(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_resolve, rejectIt) => {
    reject = rejectIt;
  });
  return { promise, reject };
}
