import type { Logger } from 'pino';
import type { KafkaSettings } from './kafka-settings.ts';

/** A message on its way into a partition. */
export interface SentMessage {
  readonly partition: number;
  readonly key: string;
  readonly value: string;
}

/** A message as it stands in the topic. */
export interface StoredMessage {
  readonly offset: string;
  readonly value: Buffer | null;
}

/** Messages of one partition, in their order. */
export interface StoredMessages {
  readonly partition: number;
  readonly messages: readonly StoredMessage[];
  /** Whether the partition is this consumer's still, and it is not told to stop. */
  isHeld(): boolean;
  /** Says that everything up to this offset, and itself, is done with. */
  commit(offset: string): Promise<void>;
}

/** How far a partition reaches, and how far the group has read it: offsets of the next message. */
export interface PartitionOffsets {
  readonly partition: number;
  readonly first: number;
  readonly next: number;
  /** Where nothing is committed yet, the first there is. */
  readonly committed: number;
}

/** What the log needs of Kafka, and all that the client library is used for. */
export interface KafkaDriver {
  /** How many partitions the topic has. @throws while the brokers are away */
  countPartitions(): Promise<number>;
  /** Resolves once all replicas in sync have the messages. @throws where that is not certain */
  send(messages: readonly SentMessage[]): Promise<void>;
  /** Reads as a member of the group until it is stopped, over outages. What `read` throws comes again. */
  consume(read: (messages: StoredMessages) => Promise<void>): { stop(): Promise<void> };
  /** @throws while the brokers are away */
  readOffsets(): Promise<readonly PartitionOffsets[]>;
  close(): Promise<void>;
}

export interface KafkaDriverDeps {
  readonly settings: KafkaSettings;
  readonly logger: Logger;
  /** How many partitions the topic gets where there is none yet, and for how long it keeps messages. */
  readonly newTopic: { readonly partitions: number; readonly retentionMilliseconds: number };
}
