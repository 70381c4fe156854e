import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { silentLogger } from '../../../../test/databases.ts';
import { createLagGauge } from './lag-gauge.ts';

it('reads the lag at most once a second, and never while somebody waits for the answer', async () => {
  let waiting = 60;
  let reads = 0;
  let time = 0;
  const gauge = createLagGauge({
    log: {
      async lag() {
        reads += 1;
        if (waiting < 0) throw new Error('the database is away');
        return [0, 1].map((partition) => ({ partition, waiting, oldestAcceptedAt: null }));
      },
    },
    logger: silentLogger,
    limit: 100,
    now: () => time,
  });
  const isFullAt = async (at: number) => {
    time = at;
    const answer = gauge.isFull();
    await setImmediate();
    return answer;
  };
  // As it was the last time: nothing was read before.
  expect(await isFullAt(0)).toBe(false);
  expect(await isFullAt(1)).toBe(true);
  waiting = 49;
  expect(await isFullAt(999)).toBe(true);
  expect(reads).toBe(1);
  expect(await isFullAt(1_000)).toBe(true);
  expect(await isFullAt(1_001)).toBe(false);
  waiting = -1;
  expect(await isFullAt(2_000)).toBe(false);
  expect(await isFullAt(2_001)).toBe(false);
  expect(reads).toBe(3);
});
