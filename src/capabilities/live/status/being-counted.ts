import { type Database, statement } from '../../../platform/storage/database.ts';

/** No row where somebody holds the partition. Served by event_consumer_pkey. */
const LOOK = statement(
  'event_status_look',
  'select partition from event_consumer where partition = $1 for share skip locked',
);

/** Whether somebody counts events of a partition at this moment. */
export async function isBeingCounted(database: Database, partition: number): Promise<boolean> {
  return (await database.query(LOOK, [partition])).length === 0;
}
