import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { countEvents, eventOf, referenceOf, sumsOf, waitUntilCounted } from '../counting/counting.fixture.ts';
import type { LoggedEvent } from '../event/event.ts';
import { influencerEvents } from '../leaving/erase-influencer.ts';
import type { EventLog } from './event-log.ts';

/** What a log promises, whatever it stands on. `open` opens another one on the same events, as another process would. */
export function describeLogContract(database: () => Database, open: () => Promise<EventLog>): void {
  beforeEach(async () => {
    await database().execute(
      'truncate event_log, known_event, failed_event, event_minute, event_hour, event_day, event_campaign_minute, event_total, erased_event_creator',
    );
  });

  const eventsOf = (count: number, campaigns = 8): LoggedEvent[] =>
    Array.from({ length: count }, (_, number) =>
      eventOf({
        campaignId: `c${number % campaigns}`,
        influencerId: `i${number % 5}`,
        kind: 'LIKE',
        count: number % 9 || 1,
      }),
    );

  it('hands over what was appended before anybody read, and counts it once', async () => {
    const log = await open();
    const events = eventsOf(300);
    await log.append(events);
    await log.append(events.slice(0, 50));
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    expect(await sumsOf(database(), 'event_total')).toEqual(referenceOf(events));
    await counting.stop();
    await log.close();
  });

  it('goes on behind what was counted when a consumer starts again', async () => {
    const first = await open();
    const counting = await countEvents(database(), first);
    const before = eventsOf(100);
    await first.append(before);
    await waitUntilCounted(database(), first);
    await counting.stop();
    await first.close();

    const second = await open();
    const after = eventsOf(100);
    await second.append(after);
    // Without what is remembered of ids, whatever is read again would count again.
    await database().execute('truncate known_event');
    const again = await countEvents(database(), second);
    await waitUntilCounted(database(), second);
    expect(await sumsOf(database(), 'event_total')).toEqual(referenceOf([...before, ...after]));
    await again.stop();
    await second.close();
  });

  it('is read by two, and by one where the other stops in the middle', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const consumers = [await countEvents(database(), one), await countEvents(database(), other)];
    const events = eventsOf(2_000);
    for (let from = 0; from < events.length; from += 100) {
      await one.append(events.slice(from, from + 100));
      if (from === 800) await consumers[0]?.stop();
    }
    await waitUntilCounted(database(), other);
    expect(await sumsOf(database(), 'event_total')).toEqual(referenceOf(events));
    await consumers[1]?.stop();
    await Promise.all([one.close(), other.close()]);
  });

  it('sets one event aside that cannot be counted, and goes on', async () => {
    const log = await open();
    const most = Array.from({ length: 3 }, () => eventOf({ kind: 'CLICK', count: 4_000_000_000_000 }));
    await log.append([...eventsOf(40, 1), ...most, ...eventsOf(40, 1)]);
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    const sums = await sumsOf(database(), 'event_total');
    expect(sums['spring/ana/CLICK']).toBe(8_000_000_000_000);
    expect(Object.values(sums).reduce((sum, one) => sum + one, 0) - 8_000_000_000_000).toBe(
      2 * Array.from({ length: 40 }, (_, number) => number % 9 || 1).reduce((sum, one) => sum + one, 0),
    );
    await counting.stop();
    await log.close();
  });

  it('counts nothing of an organization that is gone or about to go', async () => {
    const log = await open();
    await ensureOrganizations(database());
    const theirs = ['never-there', 'leaving'].map((organizationId) => eventOf({ organizationId }));
    await log.append([...theirs, ...eventsOf(5)]);
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    const organizations = await database().query<{ id: string }>(COUNTED_ORGANIZATIONS);
    expect(organizations).toEqual([{ id: 'default' }]);
    await counting.stop();
    await log.close();
  });

  it('counts a creator who was erased meanwhile under the name that stands for them, and one who comes anew under theirs', async () => {
    const log = await open();
    const before = eventOf({ influencerId: 'cem', count: 3 });
    await log.append([before, eventOf({ influencerId: 'bo' })]);
    await database().transaction((session) =>
      influencerEvents.erase(session, {
        organizationId: 'default',
        influencerId: 'cem',
        name: 'erased-1',
      }),
    );
    // In another millisecond than the erasure.
    for (const erased = Date.now(); Date.now() <= erased + 1; ) await setImmediate();
    await log.append([eventOf({ influencerId: 'cem', count: 5 })]);
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    expect(await sumsOf(database(), 'event_total')).toEqual({
      'spring/bo/VIEW': 1,
      'spring/erased-1/VIEW': 3,
      'spring/cem/VIEW': 5,
    });
    await counting.stop();
    await log.close();
  });
}

const COUNTED_ORGANIZATIONS = statement(
  'test_counted_organizations',
  `select organization_id as id from event_total union select organization_id from known_event
    union select organization_id from failed_event`,
);

/** `leaving` is to be deleted. */
async function ensureOrganizations(database: Database): Promise<void> {
  await database.execute(
    `insert into organization (id, deletion_due_at) values ('leaving', now()) on conflict do nothing`,
  );
}
