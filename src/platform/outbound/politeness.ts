import PQueue from 'p-queue';
import { OutboundError } from './outbound-error.ts';

export interface Politeness {
  /** How many requests a host answers at once. */
  readonly concurrency: number;
  /** How long after the beginning of one request the next may begin. */
  readonly spacingMs: number;
  /** How many requests may wait for one host; those beyond are refused. */
  readonly waiting: number;
}

/** A turn at each host: as many at once, and as soon after one another, as its owner would bear. */
export interface HostQueue {
  /** Runs `work` when it is this host's turn. @throws OutboundError TOO_BUSY; the signal's reason where it fires before */
  take<Result>(host: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
  /** The hosts that are remembered: those that are asked now, or were a moment ago. */
  readonly size: number;
}

export function createHostQueue({ concurrency, spacingMs, waiting }: Politeness): HostQueue {
  const queues = new Map<string, PQueue>();
  const open = (host: string) => {
    const queue = new PQueue({ concurrency, interval: spacingMs, intervalCap: 1 });
    queues.set(host, queue);
    // A host is forgotten once it may be asked again at once.
    queue.on('idle', () => {
      setTimeout(() => {
        if (queue.size + queue.pending === 0 && queues.get(host) === queue) queues.delete(host);
      }, spacingMs).unref();
    });
    return queue;
  };
  return {
    async take(host, signal, work) {
      const queue = queues.get(host) ?? open(host);
      if (queue.size >= waiting) {
        throw new OutboundError(
          'TOO_BUSY',
          `${waiting} requests are already waiting for ${host}. Try again later.`,
        );
      }
      return queue.add(work, { signal });
    },
    get size() {
      return queues.size;
    },
  };
}
