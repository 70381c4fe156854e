import { expect, it } from 'vitest';
import { toMinutes } from '../../console/src/live/minutes.ts';
import { findRisers, placesGained } from '../../console/src/live/risers.ts';

const performers = (...views: readonly (readonly [string, number])[]) =>
  views.map(([influencerId, count], index) => ({
    rank: index + 1,
    influencerId,
    views: count,
    influencer: null,
  }));

it('names who stands higher in the last hour than in the last day, who gained most places first', () => {
  const day = performers(['ana', 9_000], ['bo', 8_000], ['cem', 2_000], ['dee', 1_500]);
  const hour = performers(['ana', 900], ['dee', 800], ['new', 700], ['bo', 600], ['cem', 500]);
  expect(
    findRisers(hour, day).map((riser) => [riser.influencerId, riser.dayRank, placesGained(riser)]),
  ).toEqual([
    ['new', null, 98],
    ['dee', 4, 2],
  ]);
});

it('says nothing of those with too few views to compare', () => {
  const day = performers(['ana', 200], ['bo', 150]);
  expect(findRisers(performers(['bo', 99], ['ana', 20]), day)).toEqual([]);
  expect(findRisers(performers(['bo', 100], ['ana', 20]), day)).toHaveLength(1);
});

it('gives sixty minutes up to the one that has begun, also those in which nothing happened', () => {
  const now = Date.UTC(2026, 5, 1, 10, 42, 7);
  const known = [{ from: '2026-06-01T10:40:00.000Z', views: 12, interactions: 3 }];
  const minutes = toMinutes(known, now);
  expect(minutes).toHaveLength(60);
  expect(minutes[0]?.from.toISOString()).toBe('2026-06-01T09:43:00.000Z');
  expect(minutes.at(-1)).toMatchObject({ views: 0, until: new Date('2026-06-01T10:43:00Z') });
  expect(minutes.at(-3)).toMatchObject({ views: 12, interactions: 3 });
});

it('ends with the latest minute that the server has, where the clock here is behind', () => {
  const known = [{ from: '2026-06-01T10:45:00.000Z', views: 1, interactions: 0 }];
  expect(toMinutes(known, Date.UTC(2026, 5, 1, 10, 42)).at(-1)).toMatchObject({ views: 1 });
});
