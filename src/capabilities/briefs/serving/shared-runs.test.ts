import { describe, expect, it } from 'vitest';
import { createFlights } from './shared-runs.ts';

const nobodyLeaves = new AbortController().signal;

async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const list: Event[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe('a flight', () => {
  it('is flown once however many follow it, and each of them sees all of it', async () => {
    const flights = createFlights<number>();
    let flown = 0;
    const fly = async (emit: (event: number) => void) => {
      flown += 1;
      for (let event = 0; event < 5; event += 1) {
        await Promise.resolve();
        emit(event);
      }
    };
    const followers = Array.from({ length: 1_000 }, () => collect(flights.follow('key', fly, nobodyLeaves)));
    for (const events of await Promise.all(followers)) expect(events).toEqual([0, 1, 2, 3, 4]);
    expect(flown).toBe(1);
    await collect(flights.follow('key', fly, nobodyLeaves));
    expect(flown).toBe(2);
  });

  it('shows whoever comes late what has happened', async () => {
    const flights = createFlights<string>();
    let land: () => void = () => undefined;
    const landing = new Promise<void>((resolve) => {
      land = resolve;
    });
    const fly = async (emit: (event: string) => void) => {
      emit('started');
      await landing;
      emit('landed');
    };
    const first = collect(flights.follow('key', fly, nobodyLeaves));
    await Promise.resolve();
    const second = collect(flights.follow('key', fly, nobodyLeaves));
    land();
    expect(await Promise.all([first, second])).toEqual([
      ['started', 'landed'],
      ['started', 'landed'],
    ]);
  });

  it('fails for everybody where it fails', async () => {
    const flights = createFlights<never>();
    const fly = () => Promise.reject(new Error('no fuel'));
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => collect(flights.follow('key', fly, nobodyLeaves))),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on while one follower is left, and stops with the last', async () => {
    const flights = createFlights<never>();
    let stop: AbortSignal | undefined;
    const fly = (_emit: unknown, signal: AbortSignal) => {
      stop = signal;
      return new Promise<void>(() => undefined);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const followers = [first, second].map(({ signal }) =>
      collect(flights.follow('key', fly, signal)).catch(() => 'gone'),
    );
    await Promise.resolve();
    first.abort();
    await followers[0];
    expect(stop?.aborted).toBe(false);
    second.abort();
    await followers[1];
    expect(stop?.aborted).toBe(true);
  });
});
