import { describe, expect, it, vi } from 'vitest';
import { createWorkQueue, type EnterOptions, type WorkQueueOptions } from './work-queue.ts';

const open = (options: Partial<WorkQueueOptions> = {}) =>
  createWorkQueue({ atOnce: 2, limit: 3, seconds: 5, refusal: 'too much', ...options });

/** Work that ends when it is told to. */
function held(queue: ReturnType<typeof open>, options?: EnterOptions) {
  let end: () => void = () => undefined;
  let hasBegun = false;
  const work = () =>
    new Promise<void>((resolve) => {
      hasBegun = true;
      end = resolve;
    });
  const done = queue.run(work, options);
  done.catch(() => undefined);
  return { done, hasBegun: () => hasBegun, end: () => end() };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a queue of work', () => {
  it('runs so much at once, and the next in the order in which it came', async () => {
    const queue = open();
    const works = [held(queue), held(queue), held(queue), held(queue)];
    await vi.waitFor(() =>
      expect(works.map(({ hasBegun }) => hasBegun())).toEqual([true, true, false, false]),
    );
    works[1]?.end();
    await vi.waitFor(() => expect(works[2]?.hasBegun()).toBe(true));
    expect(works[3]?.hasBegun()).toBe(false);
    expect(queue.load()).toEqual({ waiting: 1, refused: 0, isOverloaded: false });
  });

  it('refuses what comes when so much waits, and says when to come again', async () => {
    const queue = open({ atOnce: 1 });
    for (let work = 0; work < 4; work += 1) held(queue);
    await expect(queue.run(async () => 1)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: 'too much',
      details: { retryAfterSeconds: 5 },
    });
    expect(queue.load()).toEqual({ waiting: 3, refused: 1, isOverloaded: true });
  });

  it('gives its turn on where work fails', async () => {
    const queue = open({ atOnce: 1 });
    const failing = queue.run(() => Promise.reject(new Error('planted')));
    const next = queue.run(async () => 'next');
    await expect(failing).rejects.toThrow('planted');
    expect(await next).toBe('next');
  });

  it('forgets what gave up waiting', async () => {
    const queue = open({ atOnce: 1 });
    const first = held(queue);
    const giveUp = new AbortController();
    const second = held(queue, { signal: giveUp.signal });
    giveUp.abort();
    await expect(second.done).rejects.toThrow('abort');
    first.end();
    expect(await queue.run(async () => 'free')).toBe('free');
    expect(second.hasBegun()).toBe(false);
  });

  it('leaves the rest to others where patient work has all that it may have', async () => {
    const queue = open({ atOnce: 3, patientAtOnce: 1 });
    const patient = [held(queue, { isPatient: true }), held(queue, { isPatient: true })];
    expect(await queue.run(async () => 'reads')).toBe('reads');
    expect(patient.map(({ hasBegun }) => hasBegun())).toEqual([true, false]);
    patient[0]?.end();
    await vi.waitFor(() => expect(patient[1]?.hasBegun()).toBe(true));
  });

  describe('with time,', () => {
    const inTime = (test: () => Promise<void>) => async () => {
      vi.useFakeTimers();
      try {
        await test();
      } finally {
        vi.useRealTimers();
      }
    };

    it(
      'refuses what waited too long, and never what is patient',
      inTime(async () => {
        const queue = open({ atOnce: 1, seconds: 2 });
        const first = held(queue);
        const patient = held(queue, { isPatient: true });
        const second = held(queue);
        await vi.advanceTimersByTimeAsync(1_000);
        expect(queue.load()).toEqual({ waiting: 2, refused: 0, isOverloaded: true });
        const third = held(queue);
        await vi.advanceTimersByTimeAsync(1_001);
        await expect(second.done).rejects.toMatchObject({ code: 'UNAVAILABLE' });
        expect(queue.load()).toMatchObject({ waiting: 2, refused: 1 });
        first.end();
        await settle();
        expect(patient.hasBegun()).toBe(true);
        await vi.advanceTimersByTimeAsync(1_000);
        await expect(third.done).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      }),
    );

    it(
      'does not count the wait for work that stops the clock',
      inTime(async () => {
        const queue = open({ atOnce: 1, seconds: 2 });
        const publication = held(queue, { isPatient: true, stopsClock: true });
        const reader = held(queue);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(queue.load()).toEqual({ waiting: 1, refused: 0, isOverloaded: false });
        const later = held(queue);
        publication.end();
        await settle();
        expect(reader.hasBegun()).toBe(true);
        await vi.advanceTimersByTimeAsync(2_001);
        await expect(later.done).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      }),
    );
  });
});
