import type { Logger } from 'pino';
import type { Database } from '../../../platform/storage/database.ts';
import { createTablesOfTheDay, type TablesOfTheDay } from '../upkeep/tables-of-the-day.ts';
import { isOfItsData } from './data-errors.ts';
import {
  type CountBatch,
  type EventLog,
  type LogBatch,
  type LogConsumer,
  PARTITIONS,
  type PartitionLag,
  type SetAside,
} from './event-log.ts';
import { createPortion } from './portion.ts';
import {
  APPEND,
  BATCH_SOURCE,
  COMMIT_POSITION,
  FIND_LAST,
  LOG_CHANNEL,
  MAKE_PARTITIONS,
  READ_LAG,
  RENEW_WATERMARKS,
  TAKE_PARTITION,
} from './postgres-log.sql.ts';
import { toRow } from './row.ts';
import { createWakeUp, type WakeUp } from './wake-up.ts';

export interface PostgresLogDeps {
  readonly database: Database;
  readonly logger: Logger;
}

/** How many events are counted in one transaction: what keeps the others of the embedded database waiting for some 50 ms. */
const BATCH = { postgresql: 5_000, pglite: 1_000 } as const;
/** How many partitions one process counts at once. */
const READERS = { postgresql: 2, pglite: 1 } as const;
/** Where no message comes: another process may have appended while this one could not hear. */
const LOOK_AGAIN_MILLISECONDS = 1_000;

/**
 * The log in PostgreSQL's own tables. A batch is counted and committed in one transaction, which holds the partition: what
 * ends with its process gives the partition back at once, and nothing of the batch is counted.
 */
export async function openPostgresLog({ database, logger }: PostgresLogDeps): Promise<EventLog> {
  await database.query(MAKE_PARTITIONS, [PARTITIONS]);
  const consumers = new Set<LogConsumer>();
  const tables = createTablesOfTheDay(database, logger);
  return {
    async append(events) {
      await tables.prepare();
      await database.query(APPEND, [JSON.stringify(events.map(toRow))]);
    },
    async consume(count, setAside) {
      const consumer = await startConsumer(
        { database: database.inBackground(), logger, tables },
        count,
        setAside,
      );
      consumers.add(consumer);
      return consumer;
    },
    lag: () => database.query<PartitionLag>(READ_LAG),
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
    },
  };
}

interface ConsumerDeps extends PostgresLogDeps {
  readonly tables: TablesOfTheDay;
}

async function startConsumer(
  { database, logger, tables }: ConsumerDeps,
  count: CountBatch,
  setAside: SetAside,
): Promise<LogConsumer> {
  const stopping = new AbortController();
  const wakeUp = createWakeUp(LOOK_AGAIN_MILLISECONDS);
  const stopListening = await database.listen(LOG_CHANNEL, {
    onMessage: wakeUp.wake,
    onConnected: wakeUp.wake,
    onDisconnected: () => undefined,
  });
  const readers = Array.from({ length: READERS[database.kind] }, () =>
    readUntilStopped({ database, logger, tables, signal: stopping.signal, wakeUp }, count, setAside),
  );
  return {
    async stop() {
      stopping.abort();
      wakeUp.wake();
      await Promise.all(readers);
      await stopListening();
    },
  };
}

interface Reader extends ConsumerDeps {
  readonly signal: AbortSignal;
  /** Woken when there may be more to read. */
  readonly wakeUp: WakeUp;
}

async function readUntilStopped(
  { database, logger, tables, signal, wakeUp }: Reader,
  count: CountBatch,
  setAside: SetAside,
): Promise<void> {
  const portion = createPortion(BATCH[database.kind]);
  while (!signal.aborted) {
    const look = wakeUp.look();
    try {
      await tables.prepare();
      const outcome = await readBatch(database, portion, count, setAside);
      if (outcome === 'NOTHING') {
        await database.query(RENEW_WATERMARKS);
        await look.wait();
      }
    } catch (error) {
      // The database is away, or stopped this transaction for another's sake: nothing of the batch is counted.
      logger.warn({ err: error }, 'events could not be counted; trying again');
      await look.wait();
    }
  }
}

/** Counts one batch of one partition, or the part of it that can be; sets the one event aside that cannot. */
async function readBatch(
  database: Database,
  portion: ReturnType<typeof createPortion>,
  count: CountBatch,
  setAside: SetAside,
): Promise<'COUNTED' | 'NOTHING' | 'SET_ASIDE'> {
  const taken: { batch?: LogBatch } = {};
  const read = async (work: CountBatch) =>
    database.transaction(async (session) => {
      const [partition] = await session.query<{ partition: number; position: bigint }>(TAKE_PARTITION);
      if (partition === undefined) return false;
      const { partition: number, position } = partition;
      const limit = portion.sizeOf(number);
      const [found] = await session.query<{ last: bigint | null }>(FIND_LAST, [number, position, limit]);
      const last = found?.last ?? null;
      if (last === null) throw new Error(`partition ${number} of the event log has none beyond ${position}`);
      const source = {
        name: 'log',
        text: BATCH_SOURCE,
        values: [number, position, last],
      };
      const batch = { partition: number, first: position + 1n, last, source };
      taken.batch = batch;
      await work(session, batch);
      await session.query(COMMIT_POSITION, [number, last]);
      return true;
    });
  try {
    if (!(await read(count))) return 'NOTHING';
    if (taken.batch !== undefined) portion.grow(taken.batch.partition);
    return 'COUNTED';
  } catch (error) {
    const { batch } = taken;
    if (batch === undefined || !isOfItsData(error)) throw error;
    if (batch.first !== batch.last) {
      portion.shrink(batch.partition);
      return 'COUNTED';
    }
    await read(async (session, again) => {
      if (again.first !== batch.first || again.partition !== batch.partition) return count(session, again);
      await setAside(session, again, error);
    });
    portion.grow(batch.partition);
    return 'SET_ASIDE';
  }
}
