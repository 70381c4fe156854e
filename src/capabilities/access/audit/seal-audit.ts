import { defineScheduledJob, type ScheduledJob } from '../../../platform/jobs/index.ts';
import type { Database, Session } from '../../../platform/storage/database.ts';
import {
  ADD,
  ALLOW,
  ERASE_PERSON,
  FIND_LAST,
  FIND_UNSEALED,
  FIND_UNSEALED_ORGANIZATIONS,
  LOCK,
  MARK,
} from './seal.sql.ts';
import { type BatchFacts, ERASED, hashBatch, type SealedEntry, type SealKeys } from './seal.ts';

/** So many entries have one seal. */
const BATCH = 1_000;

/** A seal as it is kept. */
export interface Seal extends BatchFacts {
  readonly sealedAt: Date;
  readonly keyId: string;
  readonly seal: string;
}

/** Seals each minute what was written since, an organization at a time. */
export function createSealing(database: Database, keys: SealKeys): ScheduledJob {
  return defineScheduledJob({
    name: 'seal-audit-log',
    cron: '* * * * *',
    timeoutSeconds: 300,
    async run({ signal }) {
      await sealAudit(database, keys, signal);
    },
  });
}

/** Seals what has no seal yet. */
export async function sealAudit(database: Database, keys: SealKeys, signal?: AbortSignal): Promise<void> {
  for (const { id } of await database.query<{ id: string }>(FIND_UNSEALED_ORGANIZATIONS)) {
    let sealed = BATCH;
    while (sealed === BATCH) {
      signal?.throwIfAborted();
      sealed = await database.transaction((session) => sealBatch(session, keys, id));
    }
  }
}

async function sealBatch(session: Session, keys: SealKeys, organizationId: string): Promise<number> {
  await session.query(LOCK, [organizationId]);
  const entries = await session.query<SealedEntry>(FIND_UNSEALED, [organizationId, BATCH]);
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const [before] = await session.query<Seal>(FIND_LAST, [organizationId]);
  const facts: BatchFacts = {
    organizationId,
    number: (before?.number ?? 0n) + 1n,
    entryCount: entries.length,
    firstId: first.id,
    lastId: last.id,
    lastAt: new Date(Math.max(...entries.map(({ at }) => at.getTime()))),
    batchHash: hashBatch(entries),
  };
  const seal = keys.sign(keys.currentId, facts, before?.seal ?? '');
  if (seal === undefined) throw new Error('the key that seals the audit log is not among the keys');
  await session.query(ADD, [
    organizationId,
    facts.number,
    facts.entryCount,
    facts.firstId,
    facts.lastId,
    facts.lastAt,
    facts.batchHash,
    keys.currentId,
    seal,
  ]);
  await session.query(ALLOW);
  await session.query(MARK, [organizationId, facts.number, entries.map(({ id }) => id)]);
  return entries.length;
}

/** Takes out of the log what says who a person is, as the account goes. The entries stay, by the person's id, and so do their seals. */
export async function erasePersonFromAudit(
  session: Session,
  { id, email }: { readonly id: string; readonly email: string },
): Promise<void> {
  await session.query(ALLOW);
  await session.query(ERASE_PERSON, [ERASED, id, email]);
}
