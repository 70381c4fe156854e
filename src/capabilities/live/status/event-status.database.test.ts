import { beforeEach, expect, it } from 'vitest';
import { describeOnBothDatabases, describeOnPostgres } from '../../../../test/databases.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { createPermissions } from '../../access/contract.ts';
import { countEvents, eventOf, openLog, waitUntilCounted } from '../counting/counting.fixture.ts';
import { HOLD_PARTITION } from '../counting/failed-events.sql.ts';
import { partitionOf } from '../log/partition-of.ts';
import { isBeingCounted } from './being-counted.ts';
import { findEventStatus } from './event-status.ts';

const PERMISSIONS = createPermissions({ organizationRoles: ['ADMIN'], departmentRoles: [], grants: [] });

/** For an admin, of whose campaigns nothing is known. */
const statusOf = (database: Database, id: string, isCounting = false) =>
  findEventStatus(
    { revisions: { find: async () => undefined }, isBeingCounted: async () => isCounting },
    { database: database.forOrganization('default'), organizationId: 'default', permissions: PERMISSIONS },
    id,
  );

describeOnBothDatabases('the status of an event', (database) => {
  beforeEach(() =>
    database().execute('truncate event_log, event_log_head, event_consumer, known_event, failed_event'),
  );

  it('follows it from its acceptance to its count', async () => {
    const log = await openLog(database());
    const event = eventOf();
    await expect(statusOf(database(), event.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await log.append([event]);
    const common = { id: event.id, lastError: null, nextAttemptAt: null };
    expect(await statusOf(database(), event.id)).toEqual({ ...common, status: 'ACCEPTED', attemptCount: 0 });
    expect(await statusOf(database(), event.id, true)).toEqual({
      ...common,
      status: 'PROCESSING',
      attemptCount: 1,
    });
    const counting = await countEvents(database(), log);
    await waitUntilCounted(database(), log);
    await counting.stop();
    expect(await statusOf(database(), event.id)).toEqual({ ...common, status: 'DONE', attemptCount: 1 });
    // The log forgets sooner than ids are forgotten.
    await database().execute('truncate event_log');
    expect(await statusOf(database(), event.id)).toMatchObject({ status: 'DONE' });
  });

  it.each([
    ['RETRYING', 'null', 'RETRYING'],
    ['RETRYING', "now() + interval '1 minute'", 'PROCESSING'],
    ['DEAD', 'null', 'DEAD'],
  ])('says of one that failed and is %s, claimed until %s, that it is %s', async (state, claimed, status) => {
    await database().execute(
      `insert into known_event (organization_id, id, seen_on) values ('default', 'failed', current_date);
       insert into failed_event (organization_id, id, state, attempts, next_attempt_at, claimed_until, code, message,
                                 accepted_at, campaign_id, influencer_id, post_id, kind, count, at, is_public)
       values ('default', 'failed', '${state}', 3, '2026-03-01T12:00:00Z', ${claimed}, 'NOT_COUNTED', 'It was not.', now(), 'c',
               'i', '', 'VIEW', 1, now(), false)`,
    );
    expect(await statusOf(database(), 'failed')).toEqual({
      id: 'failed',
      status,
      attemptCount: 3,
      lastError: { code: 'NOT_COUNTED', message: 'It was not.' },
      nextAttemptAt: new Date('2026-03-01T12:00:00Z'),
    });
  });
});

describeOnPostgres('a partition', (database) => {
  it('is being counted while somebody holds it', async () => {
    await openLog(database());
    const partition = partitionOf('default', 'spring');
    expect(await isBeingCounted(database(), partition)).toBe(false);
    await database().transaction(async (session) => {
      await session.query(HOLD_PARTITION, [partition]);
      expect(await isBeingCounted(database(), partition)).toBe(true);
      expect(await isBeingCounted(database(), (partition + 1) % 16)).toBe(false);
    });
    expect(await isBeingCounted(database(), partition)).toBe(false);
    // Looking takes nothing away from those who count.
    const [held] = await database().query<{ partition: number }>(
      statement('test_held', 'select partition from event_consumer where partition = $1 for update nowait'),
      [partition],
    );
    expect(held?.partition).toBe(partition);
  });
});
