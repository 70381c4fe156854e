import { expect, it } from 'vitest';
import { createDice } from '../../bench/random.ts';
import { createEventSource } from './events.ts';

const NOW = Date.UTC(2026, 2, 1, 12);

it('makes the same events of the same seed, a fifth of them twice, some too late, and knows what they add up to', () => {
  const take = (seed: number) => {
    const source = createEventSource(createDice(seed), 'run', NOW);
    return { sent: Array.from({ length: 40 }, source.nextBatch).flat(), reference: source.reference() };
  };
  const { sent, reference } = take(7);
  expect(take(7).sent).toEqual(sent);
  expect(take(8).sent).not.toEqual(sent);
  const distinct = new Map(sent.map((event) => [event.id, event]));
  expect(distinct.size).toBe(reference.eventCount);
  expect((sent.length - distinct.size) / sent.length).toBeGreaterThan(0.15);
  expect(sent.map(({ at }) => at)).not.toEqual(sent.map(({ at }) => at).toSorted());
  expect(reference.lateCount).toBeGreaterThan(0);
  const counted = [...distinct.values()].filter(({ at }) => Date.parse(at) > NOW - 25 * 3_600_000);
  expect(counted.length).toBe(reference.eventCount - reference.lateCount);
  const views = counted
    .filter(
      (event) => `${event.campaignId}/${event.influencerId}/${event.kind}` === 'campaign-1/creator-2/VIEW',
    )
    .reduce((sum, { count }) => sum + count, 0);
  expect(reference.totals.get('campaign-1/creator-2/VIEW')).toBe(Math.max(0, views));
});
