/**
 * Gives everybody who waits a turn of the event loop of their own, in the order in which they came. Requests that arrive
 * together would otherwise be parsed and checked one after the other within one turn, and whatever else arrives, such as
 * a health check, would wait for all of them.
 */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
