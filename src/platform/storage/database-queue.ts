import type { Session, SqlValue, Statement } from './database.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';

/** How long the making of a connection may take. */
export const CONNECT_MS = 5_000;

/** What may wait for a database. */
export interface QueueSettings {
  /** How much. */
  readonly limit: number;
  /** For how long. */
  readonly seconds: number;
}

/** As the settings DATABASE_QUEUE_LIMIT and DATABASE_QUEUE_SECONDS have it. */
const DEFAULT_QUEUE: QueueSettings = { limit: 1_000, seconds: 5 };

/** The queue in front of a pool: what is let in finds a connection free. */
export function createDatabaseQueue(
  settings: QueueSettings | undefined,
  size: { readonly atOnce: number; readonly patientAtOnce?: number },
): WorkQueue {
  return createWorkQueue({
    ...(settings ?? DEFAULT_QUEUE),
    ...size,
    refusal: 'The database is overloaded. Try again in a moment.',
  });
}

/** The queue in front of connections that are held for long: whoever comes waits. */
export function createPatientQueue(atOnce: number): WorkQueue {
  return createWorkQueue({ atOnce, limit: 0, seconds: 0, refusal: 'No database connection is free.' });
}

/** SQL by way of a queue. */
export function sessionThrough(
  enter: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>,
): Session {
  return {
    query: <Row extends object>(statement: Statement, values?: readonly SqlValue[]) =>
      enter((session) => session.query<Row>(statement, values)),
    execute: (script) => enter((session) => session.execute(script)),
  };
}
