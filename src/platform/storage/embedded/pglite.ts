import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import pg from 'pg';
import type {
  CopyColumns,
  CopyTarget,
  CopyWriter,
  Database,
  LockOptions,
  OrganizationDatabase,
  Transaction,
} from '../database.ts';
import { createDatabaseQueue, type QueueSettings, sessionThrough } from '../database-queue.ts';
import { copyInto } from '../postgres/copy-into.ts';
import { begin, sessionOn, transact, types } from '../postgres/postgres-session.ts';
import { openPrisma, queuePrisma } from '../prisma.ts';
import {
  createOrganizationPrisma,
  type OrganizationPrisma,
  organizationSetting,
} from '../row-security/row-security.ts';
import type { EnterOptions } from '../work-queue.ts';
import { createDataFolder } from './data-folder.ts';
import { type DatabaseThread, openThread } from './open-thread.ts';

const COPY_DEVICE = '/dev/lines';

/**
 * A GIN index sorts new entries in by small portions, so that nobody waits for a large one. Segments of the write-ahead
 * log are not filled with zeros before they are written: that halves what is written, and guards nothing where it is
 * left to the operating system when to write to the disk, as PGlite leaves it. Of those that are done with, only so many
 * are kept to be written again. Of the 128 MB of buffers that PGlite would have, memory is taken for all at the start, and
 * a page that is not in them is read from the operating system's cache.
 */
const SETTINGS = [
  'shared_buffers=16MB',
  'gin_pending_list_limit=1MB',
  'wal_init_zero=off',
  'max_wal_size=256MB',
];

/** PGlite's session outlives a connection to it, and must not bring the next one what the last one left. */
const TIDY_SESSION = 'rollback; deallocate all';

export interface PgliteOptions {
  /** A dump of a data folder to start from, as PGlite's dumpDataDir gives it. */
  readonly snapshot?: Blob;
  readonly queue?: QueueSettings | undefined;
}

/**
 * Opens the embedded PostgreSQL. The caller holds the folder (data-dir.ts): two processes never open one.
 * @param dataDir a folder, made where it is missing, or `memory://`
 */
export async function openPglite(
  dataDir: string,
  { snapshot, queue }: PgliteOptions = {},
): Promise<Database> {
  const thread = await openPgliteThread(dataDir, snapshot);
  return connectPglite(thread, { location: dataDir, queue, onClose: () => thread.close() });
}

/** Starts the embedded PostgreSQL in a thread of its own. */
export async function openPgliteThread(dataDir: string, snapshot?: Blob): Promise<DatabaseThread> {
  if (!dataDir.startsWith('memory://')) {
    // A snapshot brings a whole folder with it.
    if (snapshot === undefined) await createDataFolder(dataDir);
    else await mkdir(dataDir, { recursive: true });
  }
  return openThread({
    dataDir,
    snapshot: await snapshot?.arrayBuffer(),
    settings: SETTINGS,
    copyDevice: COPY_DEVICE,
  });
}

export interface ConnectPgliteOptions {
  /** In words that can be logged. */
  readonly location: string;
  readonly queue?: QueueSettings | undefined;
  /** Called once the connection is closed. */
  onClose(): Promise<void>;
}

/** The database in a thread, for one user of it at a time. */
export function connectPglite(
  thread: DatabaseThread,
  { location, queue: queueSettings, onClose }: ConnectPgliteOptions,
): Database {
  const listeners = new Map<string, Set<(payload: string) => void>>();
  // It is one session: who wants it waits until whoever has it gives it back.
  const pool = new pg.Pool({
    stream: () => thread.connect(),
    user: 'postgres',
    database: 'postgres',
    types,
    max: 1,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
    onConnect: (client) => client.query(TIDY_SESSION),
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) =>
    client.on('notification', ({ channel, payload = '' }) => {
      for (const listener of listeners.get(channel) ?? []) listener(payload);
    }),
  );
  const prisma = openPrisma(pool);
  const queue = createDatabaseQueue(queueSettings, { atOnce: 1 });
  const withLock = createLocks();

  /** @param isPatient whether its work waits as long as it takes */
  const open = (isPatient: boolean): Database => {
    const asked = { isPatient };
    const organizationPrisma = createOrganizationPrisma(prisma, { queue, asked });
    const withSession: WithSession = (work, more) =>
      queue.run(async () => transact(await begin(await pool.connect()), work), { ...asked, ...more });
    const session = sessionThrough((work) => queue.run(() => work(sessionOn(pool)), asked));
    return {
      kind: 'pglite',
      location,
      prisma: queuePrisma(prisma, { queue, asked }),
      ...session,
      forOrganization: (organizationId) =>
        organizationDatabaseOn(withSession, organizationPrisma, organizationId),
      // Readers wait for as long as a publication takes: none is refused because of it.
      transaction: (work) =>
        withSession((client) => work(transactionOn(client, thread)), { stopsClock: true }),
      openCopy: async (target) => copyBySlices(withSession, thread, target),
      withLock,
      async listen(channel, handlers) {
        const heard = (payload: string) => handlers.onMessage(payload);
        const channelListeners = listeners.get(channel) ?? new Set();
        listeners.set(channel, channelListeners.add(heard));
        await queue.run(() => pool.query(`listen ${pg.escapeIdentifier(channel)}`), { isPatient: true });
        handlers.onConnected();
        return async () => {
          channelListeners.delete(heard);
        };
      },
      load: queue.load,
      inBackground: () => open(true),
      async close() {
        await prisma.$disconnect();
        await pool.end();
        await onClose();
      },
    };
  };
  return open(false);
}

type WithSession = <Result>(
  work: (client: pg.PoolClient) => Promise<Result>,
  more?: EnterOptions,
) => Promise<Result>;

/** There is one connection, which the owner uses too: the wall stands for one transaction at a time. */
function organizationDatabaseOn(
  withSession: WithSession,
  organizationPrisma: (organizationId: string) => OrganizationPrisma,
  organizationId: string,
): OrganizationDatabase {
  const transaction: OrganizationDatabase['transaction'] = (work) =>
    withSession(async (client) => {
      const session = sessionOn(client);
      await session.query(organizationSetting(), [organizationId]);
      return work(session);
    });
  return {
    get prisma() {
      return organizationPrisma(organizationId);
    },
    transaction,
    query: (statement, values) => transaction((session) => session.query(statement, values)),
  };
}

function transactionOn(client: pg.PoolClient, thread: DatabaseThread): Transaction {
  return {
    ...sessionOn(client),
    async copy(target, lines) {
      for (const slice of lines) await copySlice(client, thread, target, slice);
    },
  };
}

async function copySlice(
  client: pg.PoolClient,
  thread: DatabaseThread,
  target: CopyColumns,
  lines: string | Uint8Array,
): Promise<void> {
  thread.provide(typeof lines === 'string' ? Buffer.from(lines) : lines);
  await client.query(`${copyInto(target)} from '${COPY_DEVICE}'`);
}

/** Each write is a COPY of its own: there is one session, and readers get their turn between two slices. */
function copyBySlices(withSession: WithSession, thread: DatabaseThread, target: CopyTarget): CopyWriter {
  return {
    write: (lines) =>
      withSession(async (client) => {
        await target.guard?.(sessionOn(client));
        await copySlice(client, thread, target, lines);
      }),
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
