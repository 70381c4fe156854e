/**
 * Makes a queue in which each caller waits for an iteration of the event loop of its own, in the order of their arrival.
 * Requests that arrive together would otherwise be parsed and checked one after the other within one iteration, and
 * whatever else arrives, such as a health check, would wait for all of them.
 */
export function createEventLoopQueue(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
