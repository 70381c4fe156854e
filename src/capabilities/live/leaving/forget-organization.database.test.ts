import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { countEvents, eventOf, openLog, sumsOf, waitUntilCounted } from '../counting/counting.fixture.ts';
import { forgetEvents } from './forget-organization.ts';

describeOnBothDatabases('forgetting the events of an organization', (database) => {
  beforeEach(() =>
    database().execute('truncate event_log, event_log_head, event_consumer, known_event, event_total'),
  );

  it('drops what waits to be counted, and others are counted behind it', async () => {
    const log = await openLog(database());
    // One campaign each: of two organizations in one partition, and in others.
    const theirs = Array.from({ length: 40 }, (_, number) =>
      eventOf({ organizationId: 'gone', campaignId: `c${number}` }),
    );
    const ours = Array.from({ length: 20 }, (_, number) => eventOf({ campaignId: `c${number}` }));
    await log.append([...ours.slice(0, 10), ...theirs]);
    await forgetEvents(database(), 'gone');
    await log.append(ours.slice(10));
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    await counting.stop();
    expect(Object.values(await sumsOf(database(), 'event_total'))).toEqual(Array(20).fill(1));
  });
});
