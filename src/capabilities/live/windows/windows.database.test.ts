import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemoryDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../platform/storage/database.ts';
import { countEvents, eventOf, openLog, waitUntilCounted } from '../counting/counting.fixture.ts';
import { COUNT_COLUMNS, EVENT_KINDS, type EventKind, type LoggedEvent } from '../event/event.ts';
import { NO_COUNTS, toLiveCounts } from './live-counts.ts';
import { WINDOWS, type Window } from './window.ts';
import { BUCKETS } from './windows.sql.ts';
import {
  findCampaignMetrics,
  findInfluencerMetrics,
  findLivePerformers,
  findMetricsTimeline,
} from './windows.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CREATORS = ['ana', 'bo'] as const;

let database: Database;
beforeAll(async () => {
  database = await openMemoryDatabase();
});
afterAll(() => database.close());

/** Times of the last 23 hours, many of them at the edges of hours and minutes. */
const time = (now: number) =>
  fc
    .record({
      hours: fc.integer({ min: 0, max: 22 }),
      within: fc.oneof(
        fc.constantFrom(0, 1, MINUTE - 1, MINUTE, 59 * MINUTE, HOUR - 1),
        fc.integer({ min: 0, max: HOUR - 1 }),
      ),
    })
    .map(({ hours, within }) => Math.min(now, Math.floor(now / HOUR) * HOUR - hours * HOUR + within));

const startOf = (at: number, length: number) => Math.floor(at / length) * length;

/** What is to be read, added up one by one. */
function addUp(events: readonly LoggedEvent[]) {
  const sums = new Map<EventKind, bigint>();
  for (const { kind, count } of events) sums.set(kind, (sums.get(kind) ?? 0n) + BigInt(count));
  const counts = EVENT_KINDS.map((kind): [string, bigint] => {
    const name = COUNT_COLUMNS[kind] === 'coupon_uses' ? 'couponUses' : COUNT_COLUMNS[kind];
    return [name, sums.get(kind) ?? 0n];
  });
  return toLiveCounts({ ...NO_COUNTS, ...Object.fromEntries(counts) });
}

function within(events: readonly LoggedEvent[], window: Window, now: number): readonly LoggedEvent[] {
  const minutes = { HOUR: 60, DAY: 1_440, TOTAL: Number.POSITIVE_INFINITY }[window];
  const since = startOf(now, MINUTE) - (minutes - 1) * MINUTE;
  return events.filter(({ at }) => startOf(at?.getTime() ?? 0, MINUTE) >= since);
}

it('windows and timelines are what their events add up to one by one, at whatever time they are read', async () => {
  const now = Date.now();
  const events = fc.array(
    fc.record({
      at: time(now),
      kind: fc.constantFrom(...EVENT_KINDS),
      count: fc.integer({ min: 1, max: 9 }),
      influencerId: fc.constantFrom(...CREATORS),
      postId: fc.constantFrom('p', 'q', null),
    }),
    { minLength: 1, maxLength: 150 },
  );
  await fc.assert(
    fc.asyncProperty(events, fc.array(time(now), { minLength: 3, maxLength: 6 }), async (given, times) => {
      await database.execute(
        'truncate event_log, event_log_head, event_consumer, known_event, failed_event, event_minute, event_hour, event_day, event_campaign_minute, event_total',
      );
      const sent = given.map(({ at, ...event }) => eventOf({ ...event, at: new Date(at) }));
      const log = await openLog(database);
      await log.append([...sent, eventOf({ isPublic: true, count: 77 })]);
      const counting = await countEvents(database, log);
      await waitUntilCounted(database, log);
      await counting.stop();

      const common = {
        database,
        organizationId: 'default',
        campaignId: 'spring',
        origin: 'TRUSTED',
      } as const;
      for (const readAt of [...times, now])
        for (const window of WINDOWS) {
          const request = { ...common, window, now: new Date(readAt) };
          const there = within(sent, window, readAt);
          const of = (creator: string) => there.filter(({ influencerId }) => influencerId === creator);
          expect(await findCampaignMetrics(request)).toMatchObject(addUp(there));
          for (const creator of CREATORS)
            expect(await findInfluencerMetrics(request, creator)).toMatchObject(addUp(of(creator)));
          const ranked = await findLivePerformers(request, { rankBy: 'INTERACTIONS', limit: 10 });
          const expected = CREATORS.filter((creator) => of(creator).length > 0)
            .map((influencerId) => ({ influencerId, ...addUp(of(influencerId)) }))
            .sort((a, b) => Number(b.interactions - a.interactions || b.views - a.views));
          expect(ranked.map(({ interactions }) => interactions)).toEqual(
            expected.map(({ interactions }) => interactions),
          );
          for (const row of ranked) expect(row).toMatchObject(addUp(of(row.influencerId)));
        }
      for (const bucket of BUCKETS) {
        const length = { MINUTE, HOUR, DAY: 24 * HOUR }[bucket];
        const periods = await findMetricsTimeline(
          { ...common, now: new Date(now) },
          { bucket, from: new Date(now - 24 * HOUR), to: new Date(now + MINUTE) },
        );
        const starts = [...new Set(sent.map(({ at }) => startOf(at?.getTime() ?? 0, length)))].sort();
        expect(periods.map(({ from }) => from.getTime())).toEqual(starts);
        for (const { from, ...counts } of periods)
          expect(counts).toEqual(
            addUp(sent.filter(({ at }) => startOf(at?.getTime() ?? 0, length) === from.getTime())),
          );
      }
    }),
    { numRuns: 6 },
  );
}, 120_000);

it('a timeline is as long as it may be, and ends behind its beginning', async () => {
  const request = {
    database,
    organizationId: 'default',
    campaignId: 'spring',
    origin: 'TRUSTED',
    now: new Date(),
  } as const;
  const at = (milliseconds: number) => new Date(milliseconds);
  await expect(
    findMetricsTimeline(request, { bucket: 'MINUTE', from: at(0), to: at(1_501 * MINUTE) }),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'from' } });
  await expect(
    findMetricsTimeline(request, { bucket: 'HOUR', from: at(HOUR), to: at(HOUR) }),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { argument: 'to' } });
});
