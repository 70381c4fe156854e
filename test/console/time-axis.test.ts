import { expect, it } from 'vitest';
import { endOf, timeAxis } from '../../console/src/leaderboard/views/time-axis.ts';

const MONDAY = 1;

it.each([300, 800, 1_440])('labels weeks by the Mondays on which they begin, at %i px', (width) => {
  // A week without posts is absent.
  const starts = ['2026-01-05', '2026-01-12', '2026-02-02', '2026-06-22'].map((day) => new Date(day));
  const periods = starts.map((from) => ({ unit: 'WEEK' as const, from, until: endOf(from, 'WEEK') }));
  const { domain, ticks, tickFormat } = timeAxis({ periods, width });
  expect(domain).toEqual([new Date('2026-01-05'), new Date('2026-06-29')]);
  expect(ticks?.map((tick) => tick.getUTCDay())).toEqual(ticks?.map(() => MONDAY));
  expect(ticks?.[0]).toEqual(starts[0]);
  expect(ticks?.length).toBeLessThanOrEqual(width / 76);
  expect(tickFormat?.(new Date('2026-01-05'))).toMatch(/5/);
});
