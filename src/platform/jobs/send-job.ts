import { randomUUID } from 'node:crypto';
import type PgBoss from 'pg-boss';
import type { Session } from '../storage/database.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { executeWithin } from './boss.ts';
import type { Job } from './definitions.ts';
import type { Envelope } from './envelope.ts';
import { BadPayloadError } from './job-failure.ts';

export interface SendOptions {
  /** Whose work it is; null: the system's own, which no organization sees. */
  readonly organizationId: string | null;
  /** Queues it as part of this transaction: rolled back, the job has never existed. */
  readonly transaction?: Pick<Session, 'query'>;
  /** While a job of the organization with this key waits to be run, another is not queued. */
  readonly singletonKey?: string;
  /** Not before. */
  readonly startAfter?: Date;
}

interface SendDeps {
  readonly boss: PgBoss;
  readonly tracing: Tracing | undefined;
}

/**
 * Queues a job.
 * @param id the job's id, where it must not be queued twice; a new one by default
 * @returns its id; null where one with its singletonKey, or its id, is there already
 * @throws BadPayloadError where the job does not take the payload
 */
export async function sendJob<Payload>(
  { boss, tracing }: SendDeps,
  job: Job<Payload>,
  payload: Payload,
  { organizationId, transaction, singletonKey, startAfter }: SendOptions,
  id: string = randomUUID(),
): Promise<string | null> {
  // As it will come back: a Date, for one, is a text by then.
  const written: unknown = JSON.parse(JSON.stringify(payload) ?? 'null');
  const parsed = job.payload.safeParse(written);
  if (!parsed.success) throw new BadPayloadError(job.name, parsed.error);
  const envelope: Envelope = { organizationId, payload: written, trace: { ...tracing?.outgoingHeaders() } };
  return boss.send(job.name, envelope, {
    id,
    singletonKey: singletonKey === undefined ? id : `${organizationId ?? ''}/${singletonKey}`,
    ...(startAfter && { startAfter }),
    ...(transaction && { db: { executeSql: executeWithin(transaction) } }),
  });
}
