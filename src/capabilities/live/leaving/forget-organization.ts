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

/** Before the rows of an organization are deleted: what waits to be counted goes, or it would come in behind them. */
export async function forgetEvents(database: Database, organizationId: string): Promise<void> {
  await database.transaction(async (session) => {
    await session.query(HOLD_ALL_PARTITIONS);
    await session.query(DROP_UNCOUNTED, [organizationId]);
    await session.query(DROP_FAILED, [organizationId]);
  });
}
