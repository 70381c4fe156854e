import { orAbort } from '../../../platform/shared-runs/or-abort.ts';

/** Does under one key once what many ask for at the same time, and lets each of them follow it from its beginning. */
export interface Flights<Event> {
  /**
   * Gives every event of the flight under this key, also those before one came. It starts the flight where there is none.
   * The flight is stopped once nobody follows it.
   */
  follow(
    key: string,
    fly: (emit: (event: Event) => void, signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): AsyncGenerator<Event, void, undefined>;
}

interface Flight<Event> {
  readonly events: Event[];
  readonly stop: AbortController;
  followers: number;
  /** Undefined while it lasts. */
  end: { readonly error?: unknown } | undefined;
  /** Resolves at the next event, or the end. */
  next: Promise<void>;
  wake: () => void;
}

export function createFlights<Event>(): Flights<Event> {
  const flights = new Map<string, Flight<Event>>();

  const start = (key: string, fly: Parameters<Flights<Event>['follow']>[1]): Flight<Event> => {
    const flight: Flight<Event> = {
      events: [],
      stop: new AbortController(),
      followers: 0,
      end: undefined,
      next: Promise.resolve(),
      wake: () => undefined,
    };
    const waitAnew = () => {
      flight.next = new Promise((resolve) => {
        flight.wake = resolve;
      });
    };
    const end = (result: { readonly error?: unknown }) => {
      flight.end = result;
      if (flights.get(key) === flight) flights.delete(key);
      flight.wake();
    };
    waitAnew();
    flights.set(key, flight);
    const emit = (event: Event) => {
      const { wake } = flight;
      flight.events.push(event);
      waitAnew();
      wake();
    };
    fly(emit, flight.stop.signal).then(
      () => end({}),
      (error: unknown) => end({ error }),
    );
    return flight;
  };

  return {
    async *follow(key, fly, signal) {
      signal.throwIfAborted();
      const flight = flights.get(key) ?? start(key, fly);
      flight.followers += 1;
      try {
        for (let seen = 0; ; ) {
          for (const event of flight.events.slice(seen)) {
            seen += 1;
            yield event;
          }
          if (seen < flight.events.length) continue;
          if (flight.end !== undefined) break;
          await orAbort(flight.next, signal);
        }
        if ('error' in flight.end) throw flight.end.error;
      } finally {
        flight.followers -= 1;
        if (flight.followers === 0 && flight.end === undefined) {
          flights.delete(key);
          flight.stop.abort(new Error('nobody waits for the brief anymore'));
        }
      }
    },
  };
}
