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
import { createPortion, type Portion } from './portion.ts';
import {
  APPEND,
  BATCH_SOURCE,
  COMMIT_POSITION,
  FIND_NEXT,
  LOG_CHANNEL,
  MAKE_PARTITIONS,
  PASS_OVER,
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
    isInDatabase: true,
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
    // The database itself is asked by others.
    findFault: () => null,
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
      const outcome = await readBatch({ database, logger, portion }, count, setAside);
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

interface BatchDeps extends PostgresLogDeps {
  readonly portion: Portion;
}

/** Counts one batch of one partition, or the part of it that can be; sets the one event aside that cannot. */
async function readBatch(
  { database, logger, portion }: BatchDeps,
  count: CountBatch,
  setAside: SetAside,
): Promise<'COUNTED' | 'NOTHING' | 'SET_ASIDE'> {
  const taken: { batch?: LogBatch } = {};
  const read = async (work: CountBatch) =>
    database.transaction(async (session) => {
      const [next] = await session.query<TakenPartition>(TAKE_PARTITION);
      if (next === undefined) return false;
      const { partition, position } = next;
      const limit = portion.sizeOf(partition);
      const [found] = await session.query<FoundEvents>(FIND_NEXT, [partition, position, limit]);
      const { first, last, events } = found ?? NONE_FOUND;
      const end = last ?? next.head;
      const gone = Number(end - position) - events;
      if (gone > 0) {
        logger.warn(
          { partition, first: position + 1n, last: end, events: gone },
          'events are gone from the log before they were counted: going on behind them',
        );
      }
      if (first === null || last === null) {
        await session.query(PASS_OVER, [partition, end]);
        return true;
      }
      const source = { name: 'log', text: BATCH_SOURCE, values: [partition, position, last] };
      const batch = { partition, first, last, source };
      taken.batch = batch;
      await work(session, batch);
      await session.query(COMMIT_POSITION, [partition, last]);
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

interface TakenPartition {
  readonly partition: number;
  /** How far it is counted, and where it ended when it was taken. */
  readonly position: bigint;
  readonly head: bigint;
}

interface FoundEvents {
  /** null where none is left. */
  readonly first: bigint | null;
  readonly last: bigint | null;
  readonly events: number;
}

const NONE_FOUND: FoundEvents = { first: null, last: null, events: 0 };
