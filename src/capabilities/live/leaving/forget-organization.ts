import { type Database, statement } from '../../../platform/storage/database.ts';
import { HOLD_ALL_PARTITIONS } from './hold-partitions.sql.ts';

/** Of an organization ($1), what is not counted yet. Served by event_log_pkey. */
const DROP_UNCOUNTED = statement(
  'live_forget_uncounted',
  `delete from event_log as event using event_consumer as consumer
    where event.partition = consumer.partition and event.position > consumer.position and event.organization_id = $1`,
);
/** Served by failed_event_pkey. */
const DROP_FAILED = statement('live_forget_failed', 'delete from failed_event where organization_id = $1');

/** Nothing is appended until the transaction ends, and the next statement sees all that was. Served by event_log_head_pkey. */
const HOLD_HEADS = statement(
  'live_forget_hold_heads',
  'select partition from event_log_head order by partition for update',
);

/**
 * A partition ends with the last event that is there, or where it is counted to: nobody goes on to look for one that is gone.
 * Served by event_log_pkey.
 */
const PULL_BACK = statement(
  'live_forget_pull_back',
  `update event_log_head as head
      set position = coalesce((select max(event.position) from event_log as event
                                where event.partition = head.partition and event.position > consumer.position),
                              consumer.position)
     from event_consumer as consumer
    where consumer.partition = head.partition and head.position > consumer.position`,
);

/** Before the rows of an organization are deleted: what waits to be counted goes, or it would come in behind them. */
export async function forgetEvents(database: Database, organizationId: string): Promise<void> {
  await database.transaction(async (session) => {
    await session.query(HOLD_ALL_PARTITIONS);
    await session.query(DROP_UNCOUNTED, [organizationId]);
    await session.query(DROP_FAILED, [organizationId]);
    await session.query(HOLD_HEADS);
    await session.query(PULL_BACK);
  });
}
