import { describe, expect, it } from 'vitest';
import { createSharedRuns } from './shared-runs.ts';

const nobodyLeaves = new AbortController().signal;

async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const list: Event[] = [];
  for await (const event of events) list.push(event);
  return list;
}

describe('a shared run', () => {
  it('is done once however many follow it, and each of them sees all of it', async () => {
    const runs = createSharedRuns<number>();
    let done = 0;
    const run = async (emit: (event: number) => void) => {
      done += 1;
      for (let event = 0; event < 5; event += 1) {
        await Promise.resolve();
        emit(event);
      }
    };
    const followers = Array.from({ length: 1_000 }, () => collect(runs.follow('key', run, nobodyLeaves)));
    for (const events of await Promise.all(followers)) expect(events).toEqual([0, 1, 2, 3, 4]);
    expect(done).toBe(1);
    await collect(runs.follow('key', run, nobodyLeaves));
    expect(done).toBe(2);
  });

  it('shows whoever comes late what has happened', async () => {
    const runs = createSharedRuns<string>();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = async (emit: (event: string) => void) => {
      emit('started');
      await ended;
      emit('ended');
    };
    const first = collect(runs.follow('key', run, nobodyLeaves));
    await Promise.resolve();
    const second = collect(runs.follow('key', run, nobodyLeaves));
    end();
    expect(await Promise.all([first, second])).toEqual([
      ['started', 'ended'],
      ['started', 'ended'],
    ]);
  });

  it('fails for everybody where it fails', async () => {
    const runs = createSharedRuns<never>();
    const run = () => Promise.reject(new Error('no luck'));
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => collect(runs.follow('key', run, nobodyLeaves))),
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on while one follower is left, and stops with the last', async () => {
    const runs = createSharedRuns<never>();
    let stop: AbortSignal | undefined;
    const run = (_emit: unknown, signal: AbortSignal) => {
      stop = signal;
      return new Promise<void>(() => undefined);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const followers = [first, second].map(({ signal }) =>
      collect(runs.follow('key', run, signal)).catch(() => 'gone'),
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
