import { type Batch, type EachBatchPayload, Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Database, statement } from '../../../platform/storage/database.ts';
import type { LoggedEvent } from '../event/event.ts';
import { createTablesOfTheDay } from '../upkeep/tables-of-the-day.ts';
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
import { MAKE_PARTITIONS } from './postgres-log.sql.ts';
import { toRow } from './row.ts';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly group: string;
  readonly connection?: Pick<KafkaConfig, 'ssl' | 'sasl'>;
  /** A consumer that says nothing for so long is presumed gone, and its partitions go to others: 10 s by default. */
  readonly sessionMilliseconds?: number;
}

export interface KafkaLogDeps {
  readonly settings: KafkaSettings;
  /** Where events are counted. */
  readonly database: Database;
  readonly logger: Logger;
}

/** How many events are counted in one transaction. */
const BATCH = 5_000;
const SESSION_MILLISECONDS = 10_000;
/** How often it says that it is there, and hears that partitions go to others. */
const HEARTBEAT_MILLISECONDS = 500;

/** Events as JSON ($1), as a relation. */
const JSON_SOURCE = `(select * from json_to_recordset($1::json) as message (
  organization_id text, event_id text, campaign_id text, influencer_id text, post_id text, kind text, count bigint,
  at timestamptz, is_public boolean, accepted_at timestamptz)) as event`;

/** Whoever counts events of a Kafka partition ($2) of so many ($1) holds the rows of those that it stands for. */
const HOLD = statement(
  'kafka_log_hold',
  'select from event_consumer where partition % $1::int = $2::int order by partition for update',
);

/** What was accepted before $3 is counted; $4 the position behind the last one. */
const COMMIT = statement(
  'kafka_log_commit',
  `update event_consumer set watermark = greatest(watermark, $3::timestamptz), position = $4
    where partition % $1::int = $2::int`,
);

const READ_WATERMARKS = statement(
  'kafka_log_watermarks',
  'select partition, watermark from event_consumer order by partition',
);

/** A message that somebody else has put into the topic is none. */
const Message = z.looseObject({
  organization_id: z.string(),
  event_id: z.string(),
  campaign_id: z.string(),
  accepted_at: z.string(),
});

/**
 * The log in a topic of Kafka. A message is committed there once it is counted here: what is read again after a crash, or by
 * another consumer after a rebalance, is known by its id.
 */
export async function openKafkaLog({ settings, database, logger }: KafkaLogDeps): Promise<EventLog> {
  const { topic, group } = settings;
  await database.query(MAKE_PARTITIONS, [PARTITIONS]);
  const tables = createTablesOfTheDay(database, logger);
  const kafka = new Kafka({
    clientId: 'marquee',
    brokers: [...settings.brokers],
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ log: { message, ...fields } }) =>
        logger.warn({ kafka: fields }, message),
    ...settings.connection,
  });
  // One request at a time: with acknowledgement by all replicas, messages keep their order.
  const producer = kafka.producer({ maxInFlightRequests: 1 });
  const admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
  if (!(await admin.listTopics()).includes(topic))
    await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }] });
  const { length: partitions } = await admin.fetchTopicOffsets(topic);
  const consumers = new Set<LogConsumer>();

  return {
    async append(events) {
      const acceptedAt = new Date();
      await producer.send({
        topic,
        acks: -1,
        messages: events.map((event) => toMessage(event, acceptedAt, partitions)),
      });
    },
    async consume(count, setAside) {
      const consumer = kafka.consumer({
        groupId: group,
        sessionTimeout: settings.sessionMilliseconds ?? SESSION_MILLISECONDS,
        heartbeatInterval: HEARTBEAT_MILLISECONDS,
        retry: { restartOnFailure: async () => true },
      });
      const portion = createPortion(BATCH);
      const read = createReader({ database, partitions, portion, logger }, count, setAside);
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        async eachBatch(payload) {
          await tables.prepare();
          await read(payload);
        },
      });
      const running: LogConsumer = { stop: () => consumer.disconnect() };
      consumers.add(running);
      return running;
    },
    async lag() {
      const [ends, [committed], watermarks] = await Promise.all([
        admin.fetchTopicOffsets(topic),
        admin.fetchOffsets({ groupId: group, topics: [topic] }),
        database.query<{ partition: number; watermark: Date | null }>(READ_WATERMARKS),
      ]);
      return ends.map(({ partition, high, low }): PartitionLag => {
        const offset = committed?.partitions.find((one) => one.partition === partition)?.offset ?? '-1';
        const waiting = Number(high) - Math.max(Number(offset), Number(low));
        const oldest = watermarks.find((one) => one.partition % partitions === partition)?.watermark ?? null;
        return { partition, waiting, oldestAcceptedAt: waiting > 0 ? oldest : null };
      });
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await Promise.all([producer.disconnect(), admin.disconnect()]);
    },
  };
}

function toMessage(event: LoggedEvent, acceptedAt: Date, partitions: number) {
  const { partition, ...row } = toRow(event);
  return {
    key: `${event.organizationId}/${event.campaignId}`,
    partition: partition % partitions,
    value: JSON.stringify({ ...row, at: row.at ?? acceptedAt, accepted_at: acceptedAt }),
  };
}

interface ReaderDeps {
  readonly database: Database;
  readonly partitions: number;
  readonly portion: ReturnType<typeof createPortion>;
  readonly logger: Logger;
}

/** Counts what Kafka hands over in portions, each in a transaction, and commits each behind it. */
function createReader(
  { database, partitions, portion, logger }: ReaderDeps,
  count: CountBatch,
  setAside: SetAside,
) {
  const countIn = async (batch: LogBatch, acceptedAt: string, work: CountBatch) =>
    database.transaction(async (session) => {
      await session.query(HOLD, [partitions, batch.partition]);
      await work(session, batch);
      await session.query(COMMIT, [partitions, batch.partition, new Date(acceptedAt), batch.last]);
    });

  return async ({
    batch,
    resolveOffset,
    heartbeat,
    commitOffsetsIfNecessary,
    isRunning,
    isStale,
  }: EachBatchPayload) => {
    const { partition } = batch;
    let rest = batch.messages;
    while (rest.length > 0 && isRunning() && !isStale()) {
      const taken = rest.slice(0, portion.sizeOf(partition));
      const { rows, acceptedAt } = readMessages(taken, logger);
      const [first, last] = [BigInt(taken[0]?.offset ?? 0), BigInt(taken.at(-1)?.offset ?? 0)];
      const source = { name: 'json', text: JSON_SOURCE, values: [`[${rows.join(',')}]`] };
      const part = { partition, first, last, source };
      try {
        await countIn(part, acceptedAt, count);
        portion.grow(partition);
      } catch (error) {
        if (!isOfItsData(error)) throw error;
        if (taken.length > 1) {
          portion.shrink(partition);
          continue;
        }
        await countIn(part, acceptedAt, (session, again) => setAside(session, again, error));
        portion.grow(partition);
      }
      rest = rest.slice(taken.length);
      resolveOffset(String(last));
      await commitOffsetsIfNecessary({
        topics: [{ topic: batch.topic, partitions: [{ partition, offset: String(last + 1n) }] }],
      });
      await heartbeat();
    }
  };
}

/** The events among messages, as JSON, and when the last of them was accepted. */
function readMessages(messages: Batch['messages'], logger: Logger) {
  const rows: string[] = [];
  let acceptedAt = new Date(0).toISOString();
  for (const { value, offset } of messages) {
    const text = value?.toString() ?? '';
    const read = Message.safeParse(parseJson(text));
    if (read.success) {
      rows.push(text);
      acceptedAt = read.data.accepted_at;
    } else logger.error({ offset }, 'a message of the topic of events is none of ours, and was passed over');
  }
  return { rows, acceptedAt };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
