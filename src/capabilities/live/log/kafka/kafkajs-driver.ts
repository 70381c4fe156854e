import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, type KafkaConfig, type LogEntry, logLevel } from 'kafkajs';
import type { Logger } from 'pino';
import type { KafkaDriver, KafkaDriverDeps, PartitionOffsets } from './kafka-driver.ts';
import { onceUntilItFails } from './once-until-it-fails.ts';

/** What a request waits for brokers that are away: some 3 seconds, and none that a broker took for longer than 10. */
const CONNECTION: Pick<KafkaConfig, 'connectionTimeout' | 'requestTimeout' | 'retry'> = {
  connectionTimeout: 1_000,
  requestTimeout: 10_000,
  retry: { retries: 2, initialRetryTime: 200 },
};
/** How often a consumer says that it is there, and hears that partitions go to others, at least. */
const HEARTBEAT_MILLISECONDS = 500;
const START_AGAIN_MILLISECONDS = 1_000;

/** Kafka by kafkajs. It connects when it is first used, and again after it failed. */
export function openKafkaDriver({ settings, logger, newTopic }: KafkaDriverDeps): KafkaDriver {
  const { topic, group } = settings;
  const kafka = new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...CONNECTION,
    ...(settings.tls && { ssl: true }),
    ...(settings.sasl && { sasl: settings.sasl }),
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => tell(logger, entry),
  });
  // One request at a time: with acknowledgement by all replicas, messages keep their order.
  const producer = kafka.producer({ maxInFlightRequests: 1, allowAutoTopicCreation: false });
  const admin = kafka.admin();
  const consumers = new Set<{ stop(): Promise<void> }>();

  const connect = onceUntilItFails(async () => {
    await Promise.all([producer.connect(), admin.connect()]);
    if (!(await admin.listTopics()).includes(topic)) {
      // false: another process was quicker.
      await admin.createTopics({
        waitForLeaders: true,
        topics: [
          {
            topic,
            numPartitions: newTopic.partitions,
            configEntries: [{ name: 'retention.ms', value: String(newTopic.retentionMilliseconds) }],
          },
        ],
      });
    }
    return (await admin.fetchTopicOffsets(topic)).length;
  });

  /** Reads until it is told to stop, or fails. */
  const readUntil = async (signal: AbortSignal, read: Parameters<KafkaDriver['consume']>[0]) => {
    await connect();
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: settings.sessionMilliseconds,
      heartbeatInterval: HEARTBEAT_MILLISECONDS,
      // How long a broker holds a question while there is nothing new: stopping waits for the answer.
      maxWaitTimeInMs: HEARTBEAT_MILLISECONDS,
      // Whatever ends it, it is another consumer that begins again: kafkajs itself gives up after some errors, and not after others.
      retry: { ...CONNECTION.retry, restartOnFailure: async () => false },
    });
    const ended = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // Connecting may fail, too: then nobody waits for it.
    ended.catch(() => undefined);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        async eachBatch({ batch, isRunning, isStale, resolveOffset, commitOffsetsIfNecessary, heartbeat }) {
          const { partition, messages } = batch;
          await read({
            partition,
            messages,
            isHeld: () => isRunning() && !isStale() && !signal.aborted,
            async commit(last) {
              resolveOffset(last);
              const offset = String(BigInt(last) + 1n);
              await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
              await heartbeat();
            },
          });
        },
      });
      await ended;
    } finally {
      await consumer.disconnect();
    }
  };

  return {
    countPartitions: connect,
    async send(messages) {
      await connect();
      await producer.send({ topic, acks: -1, messages: [...messages] });
    },
    consume(read) {
      const stopping = new AbortController();
      const { signal } = stopping;
      const running = (async () => {
        while (!signal.aborted) {
          await readUntil(signal, read).catch((error: unknown) =>
            logger.warn({ err: error }, 'events cannot be read from Kafka; trying again'),
          );
          await sleep(START_AGAIN_MILLISECONDS, undefined, { signal }).catch(() => undefined);
        }
      })();
      const consumer = {
        async stop() {
          stopping.abort();
          await running;
        },
      };
      consumers.add(consumer);
      return consumer;
    },
    async readOffsets() {
      await connect();
      const [reached, [read]] = await Promise.all([
        admin.fetchTopicOffsets(topic),
        admin.fetchOffsets({ groupId: group, topics: [topic] }),
      ]);
      return reached.map(({ partition, low, high }): PartitionOffsets => {
        const committed = Number(read?.partitions.find((one) => one.partition === partition)?.offset ?? -1);
        return {
          partition,
          first: Number(low),
          next: Number(high),
          committed: Math.max(committed, Number(low)),
        };
      });
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await Promise.all([producer.disconnect(), admin.disconnect()]);
    },
  };
}

/** What the library says of brokers and rebalances; what fails for good is thrown beside it. */
function tell(logger: Logger, { namespace, log: { message, timestamp: _, ...fields } }: LogEntry): void {
  logger.debug({ kafka: { namespace, ...fields } }, message);
}
