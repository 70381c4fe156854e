import type { Logger } from 'pino';
import type { Database } from '../../../../platform/storage/database.ts';
import { isOfItsData } from '../data-errors.ts';
import type { CountBatch, LogBatch, SetAside } from '../event-log.ts';
import { createPortion } from '../portion.ts';
import type { StoredMessages } from './kafka-driver.ts';
import { HOLD, JSON_SOURCE, MARK_COUNTED } from './kafka-log.sql.ts';
import { readMessages } from './messages.ts';

/** How many events are counted in one transaction. */
const BATCH = 5_000;

export interface CountMessagesDeps {
  /** Where events are counted. */
  readonly database: Database;
  readonly logger: Logger;
  countPartitions(): Promise<number>;
}

/**
 * Counts messages in portions, each in a transaction, and commits each behind it: what ends in between comes again, and is known
 * by its id.
 */
export function createMessageCounter(
  { database, logger, countPartitions }: CountMessagesDeps,
  count: CountBatch,
  setAside: SetAside,
): (messages: StoredMessages) => Promise<void> {
  const portion = createPortion(BATCH);
  return async ({ partition, messages, isHeld, commit }) => {
    const partitions = await countPartitions();
    const countIn = (batch: LogBatch, acceptedAt: Date, work: CountBatch) =>
      database.transaction(async (session) => {
        await session.query(HOLD, [partitions, partition]);
        await work(session, batch);
        await session.query(MARK_COUNTED, [partitions, partition, acceptedAt]);
      });

    let rest = messages;
    while (rest.length > 0 && isHeld()) {
      const taken = rest.slice(0, portion.sizeOf(partition));
      const last = taken.at(-1)?.offset ?? '0';
      const { json, acceptedAt } = readMessages(taken, logger);
      const source = { name: 'json', text: JSON_SOURCE, values: [json] };
      const batch = { partition, first: BigInt(taken[0]?.offset ?? 0), last: BigInt(last), source };
      try {
        if (acceptedAt !== null) await countIn(batch, acceptedAt, count);
      } catch (error) {
        if (!isOfItsData(error) || acceptedAt === null) throw error;
        if (taken.length > 1) {
          portion.shrink(partition);
          continue;
        }
        await countIn(batch, acceptedAt, (session, again) => setAside(session, again, error));
      }
      portion.grow(partition);
      rest = rest.slice(taken.length);
      await commit(last);
    }
  };
}
