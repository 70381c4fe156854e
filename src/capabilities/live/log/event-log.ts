import type { Session } from '../../../platform/storage/database.ts';
import type { LoggedEvent } from '../event/event.ts';

/** How many partitions the log has. Each is counted by one consumer at a time, in order. */
export const PARTITIONS = 16;

/** What a consumer is given of one partition. */
export interface LogBatch {
  readonly partition: number;
  /** Positions of the first and the last event. */
  readonly first: bigint;
  readonly last: bigint;
  /** The events as a relation in SQL, with the columns of event_log, and the values of its parameters from $1 on. */
  readonly source: EventSource;
}

/** Events as a relation in SQL: `text` stands behind `from`, and takes `values` from $1 on. */
export interface EventSource {
  /** Names the statement that it becomes a part of. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | bigint | number)[];
}

/** How far a partition has been read. */
export interface PartitionLag {
  readonly partition: number;
  /** Events that are accepted and not counted yet. */
  readonly waiting: number;
  /** When the oldest of them was accepted; null where none waits. */
  readonly oldestAcceptedAt: Date | null;
}

/** Counts a batch in the transaction that it is given. What it throws leaves the batch uncounted: it comes again, in parts. */
export type CountBatch = (session: Session, batch: LogBatch) => Promise<void>;

/** What the consumer does with the one event that cannot be counted, in a transaction of its own. */
export type SetAside = (session: Session, batch: LogBatch, error: unknown) => Promise<void>;

/** A consumer at work. */
export interface LogConsumer {
  /** Ends after the batch that is being counted. */
  stop(): Promise<void>;
}

/**
 * Where events stand between their acceptance and their counting. What was appended is safe: it is read at least once,
 * in the order of its partition, by one consumer at a time.
 */
export interface EventLog {
  /** Whether what waits stands in event_log, where it can be looked up by organization and id. */
  readonly isInDatabase: boolean;
  /**
   * Resolves once the events are safe. They keep their order within a campaign.
   * @throws CallerError UNAVAILABLE while what it stands on is away
   */
  append(events: readonly LoggedEvent[]): Promise<void>;
  /** Begins to read whatever partitions no other consumer reads. */
  consume(count: CountBatch, setAside: SetAside): Promise<LogConsumer>;
  lag(): Promise<readonly PartitionLag[]>;
  /** What keeps it from taking events, in words that can be shown, as far as is known at the moment; null: nothing does. */
  findFault(): string | null;
  close(): Promise<void>;
}
