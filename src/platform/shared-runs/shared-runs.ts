import { orAbort } from './or-abort.ts';

/** Does once, in this process, what many ask for under one key at the same time. */
export interface SharedRuns<Event> {
  /**
   * Gives every event of the run under this key, also those before one came. It begins the run where there is none.
   * Whoever leaves does not end it for others; once nobody follows it, its signal fires.
   */
  follow(key: string, run: Run<Event>, signal: AbortSignal): AsyncGenerator<Event, void, undefined>;
}

type Run<Event> = (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>;

interface RunUnderWay<Event> {
  readonly events: Event[];
  readonly stop: AbortController;
  followers: number;
  /** Undefined while it lasts. */
  end: { readonly error?: unknown } | undefined;
  /** Resolves at the next event, or the end. */
  next: Promise<void>;
  wake: () => void;
}

export function createSharedRuns<Event>(): SharedRuns<Event> {
  const underWay = new Map<string, RunUnderWay<Event>>();

  const start = (key: string, run: Run<Event>): RunUnderWay<Event> => {
    const started: RunUnderWay<Event> = {
      events: [],
      stop: new AbortController(),
      followers: 0,
      end: undefined,
      next: Promise.resolve(),
      wake: () => undefined,
    };
    const waitAnew = () => {
      started.next = new Promise((resolve) => {
        started.wake = resolve;
      });
    };
    const end = (result: { readonly error?: unknown }) => {
      started.end = result;
      if (underWay.get(key) === started) underWay.delete(key);
      started.wake();
    };
    waitAnew();
    underWay.set(key, started);
    const emit = (event: Event) => {
      const { wake } = started;
      started.events.push(event);
      waitAnew();
      wake();
    };
    run(emit, started.stop.signal).then(
      () => end({}),
      (error: unknown) => end({ error }),
    );
    return started;
  };

  return {
    async *follow(key, run, signal) {
      signal.throwIfAborted();
      const joined = underWay.get(key) ?? start(key, run);
      joined.followers += 1;
      try {
        for (let seen = 0; ; ) {
          for (const event of joined.events.slice(seen)) {
            seen += 1;
            yield event;
          }
          if (seen < joined.events.length) continue;
          if (joined.end !== undefined) break;
          await orAbort(joined.next, signal);
        }
        if ('error' in joined.end) throw joined.end.error;
      } finally {
        joined.followers -= 1;
        if (joined.followers === 0 && joined.end === undefined) {
          // Whoever comes now begins anew.
          if (underWay.get(key) === joined) underWay.delete(key);
          joined.stop.abort(new Error('nobody waits for it anymore'));
        }
      }
    },
  };
}
