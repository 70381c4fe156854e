import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { countEvents, eventOf, referenceOf, sumsOf, waitUntilCounted } from '../counting/counting.fixture.ts';
import type { LoggedEvent } from '../event/event.ts';
import { openPostgresLog } from './postgres-log.ts';

const DELETE = statement('test_delete_logged', 'delete from event_log where event_id = any ($1::text[])');

describeOnBothDatabases('events that are gone from the log', (database) => {
  beforeEach(() =>
    database().execute(
      'truncate event_log, event_log_head, event_consumer, known_event, failed_event, event_minute, event_hour, event_day, event_campaign_minute, event_total',
    ),
  );

  it.each([
    ['at its end', (events: readonly LoggedEvent[]) => events.slice(-3)],
    ['in the middle', (events: readonly LoggedEvent[]) => events.slice(10, 14)],
    ['at its beginning', (events: readonly LoggedEvent[]) => events.slice(0, 2)],
    ['all of them', (events: readonly LoggedEvent[]) => events],
  ])('are passed over and told: %s', async (_where, choose) => {
    const events = Array.from({ length: 20 }, () => eventOf());
    const gone = choose(events);
    const after = Array.from({ length: 5 }, () => eventOf());
    const told = await countAfterDeleting(database(), events, gone, after);
    expect(await sumsOf(database(), 'event_total')).toEqual(
      referenceOf([...events.filter((event) => !gone.includes(event)), ...after]),
    );
    expect(told.reduce((sum, { events: count }) => sum + (count ?? 0), 0)).toBe(gone.length);
  });

  it('keep nobody from putting aside the event behind them that cannot be counted', async () => {
    const events = [
      eventOf({ kind: 'CLICK', count: 8_000_000_000_000 }),
      eventOf(),
      eventOf({ kind: 'CLICK', count: 8_000_000_000_000 }),
    ];
    await countAfterDeleting(database(), events, events.slice(1, 2), [eventOf()]);
    expect(await sumsOf(database(), 'event_total')).toEqual({
      'spring/ana/CLICK': 8_000_000_000_000,
      'spring/ana/VIEW': 1,
    });
  });
});

/** @returns what the log of the process says of events that are gone */
async function countAfterDeleting(
  database: Database,
  events: readonly LoggedEvent[],
  gone: readonly LoggedEvent[],
  after: readonly LoggedEvent[],
) {
  const told: { readonly msg: string; readonly events?: number }[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void told.push(JSON.parse(line)) });
  const log = await openPostgresLog({ database, logger });
  await log.append(events);
  await database.query(DELETE, [gone.map(({ id }) => id)]);
  const counting = await countEvents(database, log);
  await waitUntilCounted(database, log);
  await log.append(after);
  await waitUntilCounted(database, log);
  await counting.stop();
  await log.close();
  return told.filter(({ msg }) => msg.includes('gone from the log'));
}
