import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { PGlite, type Transaction as PgliteTransaction, types } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { copyInto } from './copy-into.ts';
import type {
  CopyTarget,
  CopyWriter,
  Database,
  LockOptions,
  OrganizationDatabase,
  Session,
  SqlValue,
  Statement,
  Transaction,
} from './database.ts';
import { PrismaClient } from './generated/client.ts';
import { createWalledPrisma, WALL_TRANSACTION, type WalledPrisma } from './wall.ts';

/**
 * Opens the embedded PostgreSQL. The caller holds the folder (data-dir.ts): two processes never open one.
 * @param dataDir a folder, made where it is missing, or `memory://`
 * @param snapshot a dump of a data folder to start from, as PGlite's dumpDataDir gives it
 */
export async function openPglite(dataDir: string, snapshot?: Blob): Promise<Database> {
  if (!dataDir.startsWith('memory://')) await mkdir(dataDir, { recursive: true });
  const pglite = await PGlite.create({
    dataDir,
    parsers: { [types.INT8]: BigInt },
    ...(snapshot === undefined ? {} : { loadDataDir: snapshot }),
  });
  // A GIN index sorts new entries in by small portions, so that nobody waits for a large one.
  await pglite.exec(`set gin_pending_list_limit = '1MB'`);
  const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
  const walledPrisma = createWalledPrisma(prisma);
  const withLock = createLocks();

  return {
    kind: 'pglite',
    location: dataDir,
    prisma,
    ...sessionOn(pglite),
    forOrganization: (organizationId) => walledOn(pglite, walledPrisma, organizationId),
    transaction: (work) =>
      pglite.transaction((transaction) => work({ ...sessionOn(transaction), copy: copyWithin(transaction) })),
    openCopy: async (target) => copyBySlices(pglite, target),
    withLock,
    async listen(channel, handlers) {
      const stop = await pglite.listen(channel, (payload) => handlers.onMessage(payload));
      handlers.onConnected();
      return () => stop();
    },
    async close() {
      await prisma.$disconnect();
      await pglite.close();
    },
  };
}

/** There is one connection, which the owner uses too: the wall stands for one transaction at a time. */
function walledOn(
  pglite: PGlite,
  walledPrisma: (organizationId: string) => WalledPrisma,
  organizationId: string,
): OrganizationDatabase {
  const transaction: OrganizationDatabase['transaction'] = (work) =>
    pglite.transaction(async (client) => {
      const session = sessionOn(client);
      await session.query(WALL_TRANSACTION, [organizationId]);
      return work(session);
    });
  return {
    get prisma() {
      return walledPrisma(organizationId);
    },
    transaction,
    query: (statement, values) => transaction((session) => session.query(statement, values)),
  };
}

function sessionOn(client: PGlite | PgliteTransaction): Session {
  return {
    async query<Row extends object>({ text }: Statement, values: readonly SqlValue[] = []) {
      const result = await client.query<Row>(text, [...values]);
      await letOthersRun();
      return result.rows;
    },
    async execute(script) {
      await client.exec(script);
    },
  };
}

function copyWithin(transaction: PgliteTransaction): Transaction['copy'] {
  return async (target, lines) => {
    const sql = `${copyInto(target)} from '/dev/blob'`;
    for (const slice of lines) {
      await transaction.query(sql, [], { blob: new Blob([slice.slice()]) });
      await letOthersRun();
    }
  };
}

/** Each write is a COPY of its own: PGlite has one session, and readers get their turn between two slices. */
function copyBySlices(pglite: PGlite, target: CopyTarget): CopyWriter {
  const sql = `${copyInto(target)} from '/dev/blob'`;
  return {
    async write(lines) {
      await pglite.transaction(async (transaction) => {
        await target.guard?.(sessionOn(transaction));
        await transaction.query(sql, [], {
          blob: new Blob([typeof lines === 'string' ? lines : lines.slice()]),
        });
      });
    },
    end: async () => undefined,
    abort: async () => undefined,
  };
}

/** PGlite's own advisory locks are always granted, as it has one session; one process holds the folder, so its memory will do. */
function createLocks(): Database['withLock'] {
  const held = new Map<string, Promise<unknown>>();
  return async <Result>(name: string, { onWait, signal }: LockOptions, work: () => Promise<Result>) => {
    if (held.has(name)) onWait?.();
    for (let holder = held.get(name); holder !== undefined; holder = held.get(name)) {
      await waitFor(holder, signal);
    }
    signal?.throwIfAborted();
    const running = work().finally(() => held.delete(name));
    held.set(
      name,
      running.catch(() => undefined),
    );
    return running;
  };
}

async function waitFor(holder: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await holder;
    return;
  }
  const settled = new AbortController();
  try {
    signal.throwIfAborted();
    const aborted = once(signal, 'abort', { signal: settled.signal }).catch(() => undefined);
    await Promise.race([holder, aborted]);
    signal.throwIfAborted();
  } finally {
    settled.abort();
  }
}
