/** Nobody waits longer than this many iterations for connections that go on coming. */
const LONGEST_WAIT = 100;

/**
 * Makes a queue in which each caller waits for an iteration of the event loop of its own, in the order of their arrival.
 * Requests that arrive together would otherwise be parsed and checked one after the other within one iteration, and
 * whatever else arrives, such as a health check, would wait for all of them.
 *
 * An iteration accepts one connection (libuv since 1.45): where thousands wait to be accepted, these come first.
 * @param countConnections how many the server has accepted so far
 */
export function createEventLoopQueue(countConnections: () => number): () => Promise<void> {
  let last = Promise.resolve();
  const waitForArrivals = async () => {
    for (let iteration = 0; iteration < LONGEST_WAIT; iteration++) {
      const before = countConnections();
      await new Promise((resolve) => setImmediate(resolve));
      if (countConnections() === before) return;
    }
  };
  return () => {
    last = last.then(waitForArrivals);
    return last;
  };
}
