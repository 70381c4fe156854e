import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { statement } from '../../../platform/storage/database.ts';
import { EVENT_KINDS, type LoggedEvent } from '../event/event.ts';
import type { EventLog } from '../log/event-log.ts';
import { countEvents, eventOf, openLog, referenceOf, sumsOf, waitUntilCounted } from './counting.fixture.ts';
import type { Counting } from './start-counting.ts';

const TABLES = ['event_minute', 'event_hour', 'event_day', 'event_total'] as const;

const HOUR = 3_600_000;

describeOnBothDatabases('counting events', (database) => {
  let log: EventLog;
  let counting: Counting;

  beforeEach(async () => {
    await database().execute(
      'truncate event_log, event_log_head, event_consumer, known_event, failed_event, event_minute, event_hour, event_day, event_campaign_minute, event_total',
    );
    log = await openLog(database());
    counting = await countEvents(database(), log);
  });
  afterEach(() => counting.stop());

  const failedEvents = () =>
    database().query<{ id: string; state: string; attempts: number; code: string }>(
      statement('test_failed', 'select id, state, attempts, code from failed_event order by id'),
    );

  it('adds each id once to its minute, hour, day and total, however often and in whatever order it comes', async () => {
    const events = Array.from({ length: 400 }, (_, number) =>
      eventOf({
        campaignId: `campaign-${number % 3}`,
        influencerId: `creator-${number % 7}`,
        postId: number % 2 === 0 ? null : `post-${number % 11}`,
        kind: EVENT_KINDS[number % EVENT_KINDS.length] ?? 'VIEW',
        count: (number % 5) + 1,
        at: new Date(Date.now() - (number % 20) * HOUR),
      }),
    );
    const again = events.filter((_, number) => number % 5 === 0).toReversed();
    await Promise.all([
      log.append(events.slice(0, 250)),
      log.append([...again, ...events.slice(250)]),
      log.append(again),
    ]);
    await waitUntilCounted(database(), log);
    for (const table of TABLES)
      expect([table, await sumsOf(database(), table)]).toEqual([table, referenceOf(events)]);
    expect(await sumsOf(database(), 'event_campaign_minute')).toEqual(referenceOf(events, false));
    expect(await failedEvents()).toEqual([]);
  });

  it('takes corrections, before what they correct too', async () => {
    await log.append([eventOf({ count: -3 }), eventOf({ count: 10 })]);
    await waitUntilCounted(database(), log);
    expect(await sumsOf(database(), 'event_total')).toEqual({ 'spring/ana/VIEW': 7 });
  });

  it('puts an event aside that is more than a day late', async () => {
    const late = eventOf({ at: new Date(Date.now() - 25 * HOUR) });
    await log.append([late, eventOf({ at: new Date(Date.now() - 23 * HOUR) })]);
    await waitUntilCounted(database(), log);
    expect(await sumsOf(database(), 'event_total')).toEqual({ 'spring/ana/VIEW': 1 });
    expect(await failedEvents()).toEqual([{ id: late.id, state: 'DEAD', attempts: 1, code: 'TOO_LATE' }]);
  });

  it('goes on behind an event that cannot be counted, which is dead after five attempts', async () => {
    const poison = eventOf({ influencerId: 'poison' });
    await database().execute(`
      create function refuse_poison() returns trigger language plpgsql as $$
        begin if new.influencer_id = 'poison' then raise exception 'poison'; end if; return new; end $$;
      create trigger refuse_poison before insert on event_total for each row execute function refuse_poison()`);
    try {
      const before: LoggedEvent[] = Array.from({ length: 30 }, () => eventOf());
      const after: LoggedEvent[] = Array.from({ length: 30 }, () => eventOf());
      await log.append([...before, poison, ...after]);
      await waitUntilCounted(database(), log);
      expect(await sumsOf(database(), 'event_total')).toEqual({ 'spring/ana/VIEW': 60 });
      expect(await failedEvents()).toEqual([
        { id: poison.id, state: 'DEAD', attempts: 5, code: 'NOT_COUNTED' },
      ]);
    } finally {
      await database().execute('drop trigger refuse_poison on event_total; drop function refuse_poison()');
    }
  });

  it('refuses a sum that counts do not hold, and says which', async () => {
    const most = Array.from({ length: 3 }, () => eventOf({ kind: 'CLICK', count: 4_000_000_000_000 }));
    await log.append(most);
    await waitUntilCounted(database(), log);
    expect(await sumsOf(database(), 'event_total')).toEqual({ 'spring/ana/CLICK': 8_000_000_000_000 });
    expect(await failedEvents()).toMatchObject([{ state: 'DEAD', code: 'TOTAL_TOO_LARGE' }]);
  });
});
