import type { Logger } from 'pino';
import { CallerError } from '../../../../errors.ts';
import type { Database } from '../../../../platform/storage/database.ts';
import { createTablesOfTheDay } from '../../upkeep/tables-of-the-day.ts';
import { type EventLog, PARTITIONS, type PartitionLag } from '../event-log.ts';
import { MAKE_PARTITIONS } from '../postgres-log.sql.ts';
import { createMessageCounter } from './count-messages.ts';
import type { PartitionOffsets } from './kafka-driver.ts';
import { COUNT_LEFT_BEHIND, READ_WATERMARKS, RENEW_WATERMARKS } from './kafka-log.sql.ts';
import type { KafkaSettings } from './kafka-settings.ts';
import { openKafkaDriver } from './kafkajs-driver.ts';
import { inParts, toMessage } from './messages.ts';

export interface KafkaLogDeps {
  readonly settings: KafkaSettings;
  /** Where events are counted. */
  readonly database: Database;
  readonly logger: Logger;
  /** For how long ids are remembered: a topic that is made keeps events as long, for older ones would be counted again. */
  readonly idDays: number;
}

/** How often it is looked whether the brokers are there, and which partitions are counted to their end. */
const LOOK_MILLISECONDS = 2_000;
const DAY = 86_400_000;

const AWAY = 'The log of events (Kafka) cannot be reached.';

/** The log in a topic of Kafka. It opens while the brokers are away, too: events are refused until they are there. */
export async function openKafkaLog({ settings, database, logger, idDays }: KafkaLogDeps): Promise<EventLog> {
  await database.query(MAKE_PARTITIONS, [PARTITIONS]);
  await tellLeftBehind(database, logger);
  const tables = createTablesOfTheDay(database, logger);
  const driver = openKafkaDriver({
    settings,
    logger,
    newTopic: { partitions: PARTITIONS, retentionMilliseconds: idDays * DAY },
  });
  let isAway = false;
  const notice = (error: unknown) => {
    if (!isAway) logger.error({ err: error, brokers: settings.brokers }, AWAY);
    isAway = true;
  };
  const there = () => {
    if (isAway) logger.info('the log of events (Kafka) is reached again');
    isAway = false;
  };

  const readOffsets = async () => {
    try {
      const offsets = await driver.readOffsets();
      there();
      return offsets;
    } catch (error) {
      notice(error);
      throw error;
    }
  };

  const look = createLook(async () => {
    // Before looking: what is accepted while it is looked is not among what is counted by then.
    const now = new Date();
    const offsets = await readOffsets().catch(() => []);
    const idle = offsets.filter((one) => waitingIn(one) === 0).map(({ partition }) => partition);
    if (idle.length > 0) await database.query(RENEW_WATERMARKS, [offsets.length, idle, now]);
  }, logger);
  look.now();

  return {
    isInDatabase: false,
    async append(events) {
      const acceptedAt = new Date();
      try {
        const partitions = await driver.countPartitions();
        for (const part of inParts(events.map((event) => toMessage(event, acceptedAt, partitions))))
          await driver.send(part);
        there();
      } catch (error) {
        notice(error);
        throw new CallerError(
          'UNAVAILABLE',
          `${AWAY} None of these events was accepted: send them again in a moment.`,
        );
      }
    },
    async consume(count, setAside) {
      const countMessages = createMessageCounter(
        { database, logger, countPartitions: driver.countPartitions },
        count,
        setAside,
      );
      return driver.consume(async (messages) => {
        await tables.prepare();
        await countMessages(messages);
      });
    },
    async lag() {
      const [offsets, watermarks] = await Promise.all([
        readOffsets(),
        database.query<{ partition: number; watermark: Date | null }>(READ_WATERMARKS),
      ]);
      return offsets.map((one): PartitionLag => {
        const mark = watermarks.find(({ partition }) => partition % offsets.length === one.partition);
        const waiting = waitingIn(one);
        return {
          partition: one.partition,
          waiting,
          oldestAcceptedAt: waiting > 0 ? (mark?.watermark ?? null) : null,
        };
      });
    },
    findFault: () => (isAway ? AWAY : null),
    async close() {
      await look.stop();
      await driver.close();
    },
  };
}

function waitingIn({ next, committed }: PartitionOffsets): number {
  return Math.max(0, next - committed);
}

/** Looks again and again, one look at a time. */
function createLook(look: () => Promise<void>, logger: Logger) {
  let running: Promise<void> | undefined;
  const now = () => {
    running ??= look()
      .catch((error: unknown) => logger.warn({ err: error }, 'how far events are counted could not be kept'))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(now, LOOK_MILLISECONDS);
  return {
    now,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Events from before Kafka was set stay in the database's own log until somebody counts that. */
async function tellLeftBehind(database: Database, logger: Logger): Promise<void> {
  const [left] = await database.query<{ events: number }>(COUNT_LEFT_BEHIND);
  if (left !== undefined && left.events > 0)
    logger.error(
      { events: left.events },
      'events wait in the log of the database, and are not counted while KAFKA_BROKERS is set: let them be counted without it first',
    );
}
