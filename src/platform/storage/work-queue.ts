import { CallerError } from '../../errors.ts';

/** How much of the longest wait may be used up before a queue counts as overloaded. */
const OVERLOADED_FROM = 0.5;

export interface WorkQueueOptions {
  /** How much runs at once. */
  readonly atOnce: number;
  /** How much of that may be patient work, so that the rest is left for those who do not wait long. All by default. */
  readonly patientAtOnce?: number;
  /** How much may wait; what comes then is refused. */
  readonly limit: number;
  /** How long it may wait before it is refused. */
  readonly seconds: number;
  /** What is told to whoever is refused. */
  readonly refusal: string;
}

export interface EnterOptions {
  /** Waits as long as it takes, and is never refused. */
  readonly isPatient?: boolean;
  /** While it runs, nobody's wait counts. */
  readonly stopsClock?: boolean;
  /** Called where it has to wait. */
  onWait?(): void;
  /** Gives up waiting. */
  readonly signal?: AbortSignal | undefined;
}

/** How busy a queue is. */
export interface QueueLoad {
  readonly waiting: number;
  /** How many were refused since the process began. */
  readonly refused: number;
  /** Whether whoever comes now must expect to be refused. */
  readonly isOverloaded: boolean;
}

/** Lets so much run at once, first come, first served, and refuses what would wait too long. */
export interface WorkQueue {
  /**
   * Runs `work` when it is its turn.
   * @throws CallerError UNAVAILABLE where it would have to wait too long
   */
  run<Result>(work: () => Promise<Result>, options?: EnterOptions): Promise<Result>;
  /** Resolves when it is its turn, to a function that ends it; calling that again does nothing. Throws as `run` does. */
  enter(options?: EnterOptions): Promise<() => void>;
  load(): QueueLoad;
}

interface Waiting {
  readonly since: number;
  readonly options: EnterOptions;
  start(): void;
  refuse(error: unknown): void;
}

/** Makes a queue with nothing in it. */
export function createWorkQueue(options: WorkQueueOptions): WorkQueue {
  const { atOnce, limit } = options;
  const patientAtOnce = options.patientAtOnce ?? atOnce;
  const longestWaitMs = options.seconds * 1_000;
  const waiting = new Set<Waiting>();
  const clock = createClock();
  let running = 0;
  let patientRunning = 0;
  let impatientWaiting = 0;
  let refused = 0;
  let timer: NodeJS.Timeout | undefined;

  const mayStart = ({ isPatient }: EnterOptions) =>
    running < atOnce && (isPatient !== true || patientRunning < patientAtOnce);

  const begin = ({ isPatient, stopsClock }: EnterOptions): (() => void) => {
    running += 1;
    if (isPatient) patientRunning += 1;
    if (stopsClock) clock.stop();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      running -= 1;
      if (isPatient) patientRunning -= 1;
      if (stopsClock) clock.start();
      startWaiting();
      watchWaits();
    };
  };
  const startWaiting = () => {
    for (const next of waiting) {
      if (running >= atOnce) return;
      if (mayStart(next.options)) next.start();
    }
  };
  /** The one that waits longest of those that do not wait as long as it takes. */
  const findOldest = () => {
    for (const item of waiting) if (item.options.isPatient !== true) return item;
    return undefined;
  };
  const refuse = () => {
    refused += 1;
    return new CallerError('UNAVAILABLE', options.refusal, {
      retryAfterSeconds: Math.max(1, Math.ceil(options.seconds)),
    });
  };
  const refuseLate = () => {
    timer = undefined;
    for (let item = findOldest(); item !== undefined; item = findOldest()) {
      if (clock.now() - item.since < longestWaitMs) break;
      item.refuse(refuse());
    }
    watchWaits();
  };
  /** One timer for all: the first to wait is the first to be refused. */
  const watchWaits = () => {
    if (clock.isStopped() || timer !== undefined) return;
    const oldest = findOldest();
    if (oldest === undefined) return;
    timer = setTimeout(refuseLate, Math.max(1, longestWaitMs - (clock.now() - oldest.since)));
  };

  const wait = (asked: EnterOptions) =>
    new Promise<() => void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(item);
        if (!asked.isPatient) impatientWaiting -= 1;
        asked.signal?.removeEventListener('abort', giveUp);
      };
      const item: Waiting = {
        since: clock.now(),
        options: asked,
        start() {
          leave();
          resolve(begin(asked));
        },
        refuse(error) {
          leave();
          reject(error);
        },
      };
      const giveUp = () => item.refuse(asked.signal?.reason);
      waiting.add(item);
      if (!asked.isPatient) impatientWaiting += 1;
      asked.signal?.addEventListener('abort', giveUp, { once: true });
      watchWaits();
    });

  const enter = async (asked: EnterOptions = {}): Promise<() => void> => {
    asked.signal?.throwIfAborted();
    if (mayStart(asked)) return begin(asked);
    if (!asked.isPatient && impatientWaiting >= limit) throw refuse();
    asked.onWait?.();
    return wait(asked);
  };

  return {
    enter,
    async run(work, asked) {
      const leave = await enter(asked);
      try {
        return await work();
      } finally {
        leave();
      }
    },
    load() {
      const oldest = findOldest();
      const waitedMs = oldest === undefined ? 0 : clock.now() - oldest.since;
      return {
        waiting: waiting.size,
        refused,
        isOverloaded: impatientWaiting >= limit || waitedMs >= longestWaitMs * OVERLOADED_FROM,
      };
    },
  };
}

/** Milliseconds that pass only while nobody has stopped them. */
function createClock() {
  let stops = 0;
  let stoppedAt = 0;
  let lost = 0;
  return {
    isStopped: () => stops > 0,
    now: () => (stops > 0 ? stoppedAt : performance.now()) - lost,
    stop() {
      if (stops === 0) stoppedAt = performance.now();
      stops += 1;
    },
    start() {
      stops -= 1;
      if (stops === 0) lost += performance.now() - stoppedAt;
    },
  };
}
