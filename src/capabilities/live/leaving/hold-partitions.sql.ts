import { statement } from '../../../platform/storage/database.ts';

/** Waits for what is being counted, and keeps others from counting until the transaction ends. Served by event_consumer_pkey. */
export const HOLD_ALL_PARTITIONS = statement(
  'live_hold_partitions',
  'select partition from event_consumer order by partition for update',
);
