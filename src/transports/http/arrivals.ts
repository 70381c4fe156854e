import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** A server that nobody is connected to is listened at for so long, before it is believed that nobody comes. */
const LISTENED_MS = 100;
/** Whoever came in this time comes again. */
const RECENT_MS = 5_000;
/** After so long without a new connection, none is on its way any more. */
const QUIET_MS = 50;

/** The connections of a server, as they come. */
export interface Arrivals {
  /** How many connections have come so far. */
  count(): number;
  /** Somebody looks whether this server can be sent requests, and has to learn that it cannot. */
  expectMore(): void;
  /**
   * Resolves after so long, and then as soon as no connection comes any more and each has brought a request, at the
   * latest after as long again. Where
   * nobody is connected, comes or is expected, there is no reason to wait.
   */
  waitForLast(milliseconds: number): Promise<void>;
}

/** Begins to watch. What the kernel has taken and the server has not when it closes is reset: it is waited for here. */
export function watchArrivals(server: Server): Arrivals {
  const open = new Set<Socket>();
  /** Those whose first request is still on its way: closing would cut them off. */
  const unheard = new Set<Socket>();
  let isMoreExpected = false;
  let arrived = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  server.on('connection', (socket) => {
    arrived += 1;
    lastAt = performance.now();
    open.add(socket);
    unheard.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      unheard.delete(socket);
    });
  });
  server.on('request', ({ socket }) => unheard.delete(socket));
  return {
    count: () => arrived,
    expectMore() {
      isMoreExpected = true;
    },
    async waitForLast(milliseconds) {
      if (milliseconds === 0) return;
      const start = performance.now();
      const isDeserted = () => !isMoreExpected && open.size === 0 && lastAt < start - RECENT_MS;
      if (isDeserted()) await pass(Math.min(LISTENED_MS, milliseconds));
      if (isDeserted()) return;
      await pass(Math.max(0, start + milliseconds - performance.now()));
      const latest = start + 2 * milliseconds;
      for (;;) {
        const now = performance.now();
        if ((now - lastAt >= QUIET_MS && unheard.size === 0) || now >= latest) return;
        await pass(Math.min(QUIET_MS, latest - now));
      }
    },
  };
}

/** Ends after what the kernel had by then was taken: timers come before connections in a turn of the event loop. */
async function pass(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
  await setImmediate();
}
