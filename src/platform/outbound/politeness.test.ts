import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHostQueue } from './politeness.ts';

const never = new AbortController().signal;

/** Work that is under way until it is ended. */
function makeWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, begin, end: (name: string) => ends.get(name)?.() };
}

describe('hostQueue at hosts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets as many requests at once to a host as are polite, and other hosts none the less', async () => {
    const hostQueue = createHostQueue({ concurrency: 2, spacingMs: 0, waiting: 10 });
    const { begun, begin, end } = makeWork();
    const all = ['a1', 'a2', 'a3', 'b1'].map((name) => hostQueue.take(name.slice(0, 1), never, begin(name)));
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['a1', 'a2', 'b1']);
    end('a2');
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
    for (const name of begun) end(name);
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  it('leaves time between the beginnings of requests to a host', async () => {
    const hostQueue = createHostQueue({ concurrency: 5, spacingMs: 1_000, waiting: 10 });
    const { begun, begin } = makeWork();
    for (const name of ['1', '2', '3']) void hostQueue.take('host', never, begin(name));
    await vi.advanceTimersByTimeAsync(999);
    expect(begun).toEqual(['1']);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun).toEqual(['1', '2']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toEqual(['1', '2', '3']);
  });

  it('refuses a request where too many wait, and gives up one whose caller does', async () => {
    const hostQueue = createHostQueue({ concurrency: 1, spacingMs: 0, waiting: 1 });
    const { begun, begin, end } = makeWork();
    const first = hostQueue.take('host', never, begin('first'));
    const leaving = new AbortController();
    const second = hostQueue.take('host', leaving.signal, begin('second'));
    await expect(hostQueue.take('host', never, begin('third'))).rejects.toMatchObject({ fault: 'TOO_BUSY' });
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    end('first');
    await first;
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual(['first']);
  });

  it('forgets a host that nobody asks any more', async () => {
    const hostQueue = createHostQueue({ concurrency: 1, spacingMs: 100, waiting: 1 });
    for (const host of ['a', 'b', 'c']) await hostQueue.take(host, never, async () => undefined);
    expect(hostQueue.size).toBe(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hostQueue.size).toBe(0);
  });
});
