import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { statement } from '../../../platform/storage/database.ts';
import { countEvents, eventOf, openLog, sumsOf, waitUntilCounted } from '../counting/counting.fixture.ts';
import { dropOldEvents, makeEventTables } from './event-tables.ts';

const DAY = 86_400_000;
const RETENTION = { logDays: 2, minuteDays: 3, hourDays: 62, idDays: 7 };

describeOnBothDatabases('tables of events', (database) => {
  // What tests before have made stays: the tables are those of the days around today.
  beforeEach(() =>
    database().execute(
      'truncate event_log, event_log_head, event_consumer, known_event, failed_event, event_minute, event_hour, event_day, event_campaign_minute, event_total, erased_event_creator',
    ),
  );

  const tablesOf = async (name: string) =>
    (
      await database().query<{ name: string }>(
        statement(
          'test_tables',
          `select relname::text as name from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = $1::text::regclass and relname ~ '_\\d+$' order by 1`,
        ),
        [name],
      )
    ).map((table) => table.name);
  const countOf = async (table: string) => {
    const [found] = await database().query<{ count: number }>({
      name: '',
      text: `select count(*)::int as count from ${table}`,
    });
    return found?.count;
  };
  const suffix = (time: number) => new Date(time).toISOString().slice(0, 10).replaceAll('-', '');

  it('are made for yesterday, today and two days to come, once, and take in what came before them', async () => {
    const now = Date.UTC(2031, 4, 10, 12);
    await database().execute(
      `insert into event_log values ('2031-05-10', 3, 1, '2031-05-10T08:00:00Z', 'default', 'early', 'c', 'i', '', 'VIEW', 1,
                                     '2031-05-10T08:00:00Z', false)`,
    );
    expect(await countOf('event_log_default')).toBe(1);
    await makeEventTables(database(), new Date(now));
    await makeEventTables(database(), new Date(now));
    const made = (await tablesOf('event_log')).filter((name) => name.startsWith('event_log_2031'));
    expect(made).toEqual([-1, 0, 1, 2].map((days) => `event_log_${suffix(now + days * DAY)}`));
    expect((await tablesOf('event_hour')).filter((name) => name.startsWith('event_hour_2031'))).toEqual(
      ['04', '05', '06'].map((month) => `event_hour_2031${month}`),
    );
    expect(await countOf('event_log_default')).toBe(0);
    expect(await countOf('event_log_20310510')).toBe(1);
  });

  it('go as wholes when their time is over, but for those of the log that are not counted yet', async () => {
    const log = await openLog(database());
    await log.append([eventOf(), eventOf()]);
    const now = Date.now();
    const later = (days: number) => new Date(now + days * DAY);
    await dropOldEvents(database(), RETENTION, later(5));
    expect(await countOf('event_log')).toBe(2);
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    await counting.stop();
    await database().execute(
      `insert into erased_event_creator values ('default', '\\x01', 'erased-1', now())`,
    );
    expect([await countOf('event_minute'), await countOf('event_hour')]).toEqual([1, 1]);

    await dropOldEvents(database(), RETENTION, later(2));
    expect([await countOf('event_log'), await countOf('event_minute')]).toEqual([2, 1]);
    await dropOldEvents(database(), RETENTION, later(5));
    expect([await countOf('event_log'), await countOf('event_minute')]).toEqual([0, 0]);
    expect(await countOf('event_campaign_minute')).toBe(0);
    expect([await countOf('known_event'), await countOf('erased_event_creator')]).toEqual([2, 1]);
    expect(await tablesOf('event_log')).not.toContain(`event_log_${suffix(now)}`);

    await dropOldEvents(database(), RETENTION, later(9));
    expect([await countOf('known_event'), await countOf('erased_event_creator')]).toEqual([0, 0]);
    expect(await countOf('event_hour')).toBe(1);
    await dropOldEvents(database(), RETENTION, later(100));
    expect(await countOf('event_hour')).toBe(0);
    expect([await sumsOf(database(), 'event_day'), await sumsOf(database(), 'event_total')]).toEqual([
      { 'spring/ana/VIEW': 2 },
      { 'spring/ana/VIEW': 2 },
    ]);
    // The tables of today are there again for the tests that come.
    await makeEventTables(database());
  });

  it('take rows older than any of them, which go in portions', async () => {
    await database().execute(
      `insert into event_minute (organization_id, campaign_id, start, influencer_id, post_id, is_public, views, likes, comments, shares,
                                 saves, clicks, coupon_uses, conversions)
       select 'default', 'c', '2020-01-01T00:00:00Z'::timestamptz + number * interval '1 minute', 'i', '', false, 1, 0, 0, 0, 0, 0, 0, 0
         from generate_series(1, 10001) as number`,
    );
    expect(await countOf('event_minute_default')).toBe(10_001);
    await dropOldEvents(database(), RETENTION);
    expect(await countOf('event_minute_default')).toBe(0);
  });
});
