import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Logger } from 'pino';
import { divideConnections } from '../connection-budget.ts';
import type {
  CopyTarget,
  CopyWriter,
  Database,
  LockOptions,
  OrganizationDatabase,
  OrganizationSession,
  SqlValue,
  Statement,
  Transaction,
} from '../database.ts';
import {
  CONNECT_MS,
  createDatabaseQueue,
  createPatientQueue,
  type QueueSettings,
  sessionThrough,
} from '../database-queue.ts';
import { SharedPool } from '../postgres-pool.ts';
import { openPrisma, queuePrisma } from '../prisma.ts';
import { createOrganizationPrisma, type OrganizationPrisma } from '../row-security/row-security.ts';
import { copyInto } from './copy-into.ts';
import { createListenConnection } from './postgres-listen.ts';
import { sessionOn, transact, types } from './postgres-session.ts';

/** What a socket takes before it asks to wait. */
const SOCKET_BYTES = 64 * 1024;

/** As the setting DATABASE_CONNECTIONS has it. */
const DEFAULT_CONNECTIONS = 20;

export interface PostgresOptions {
  /** How many connections it may open, with everything. */
  readonly connections?: number | undefined;
  readonly queue?: QueueSettings | undefined;
}

/**
 * Opens a PostgreSQL server. Nothing is connected before the first query.
 * @param url a postgresql:// address
 */
export function openPostgres(url: string, logger: Logger, options: PostgresOptions = {}): Database {
  const budget = divideConnections(options.connections ?? DEFAULT_CONNECTIONS);
  const connection = {
    connectionString: url,
    types,
    application_name: 'marquee',
    connectionTimeoutMillis: CONNECT_MS,
  };
  const pool = new SharedPool({ ...connection, max: budget.shared }, logger);
  const queue = createDatabaseQueue(options.queue, {
    atOnce: budget.shared,
    patientAtOnce: budget.sharedWithImports,
  });
  const prisma = openPrisma(pool);
  // Imports hold these for minutes; taken from the pool, a few of them would leave readers without one.
  const locks = createPatientQueue(budget.locks);
  const copies = createPatientQueue(budget.copies);

  const connectOutsidePool = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...connection, keepAlive: true });
    client.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
    await client.connect();
    return client;
  };
  const listening = createListenConnection(connectOutsidePool, logger);

  /** @param isPatient whether its work waits as long as it takes */
  const open = (isPatient: boolean): Database => {
    const asked = { isPatient };
    const organizationPrisma = createOrganizationPrisma(prisma, queue, asked);
    const connectAs: ConnectAs = (organizationId, work) =>
      queue.run(async () => work(await pool.connectAs(organizationId)), asked);
    return {
      kind: 'postgresql',
      location: describeLocation(url),
      prisma: queuePrisma(prisma, queue, asked),
      ...sessionThrough((work) => queue.run(() => work(sessionOn(pool)), asked)),
      forOrganization: (organizationId) =>
        new PostgresOrganizationDatabase(connectAs, organizationPrisma, organizationId),
      transaction: (work) =>
        connectAs(null, (connected) =>
          transact(connected, (client) => work({ ...sessionOn(client), copy: copyWithin(client) })),
        ),
      async openCopy(target) {
        const leave = await copies.enter({ isPatient: true });
        try {
          const client = await connectOutsidePool();
          const end = () => client.end().finally(leave);
          try {
            await client.query('begin');
            await target.guard?.(sessionOn(client));
          } catch (error) {
            await end();
            throw error;
          }
          return copyOver(client, target, end);
        } catch (error) {
          leave();
          throw error;
        }
      },
      withLock: (name, lock, work) =>
        locks.run(
          async () => {
            const client = await connectOutsidePool();
            try {
              await takeLock(client, name, lock);
              return await work();
            } finally {
              await client.end();
            }
          },
          { ...lock, isPatient: true },
        ),
      listen: listening.listen,
      load: queue.load,
      tidyUp: async () => undefined,
      inBackground: () => open(true),
      async close() {
        await listening.close();
        await prisma.$disconnect();
        await pool.end();
      },
    };
  };
  return open(false);
}

type ConnectAs = <Result>(
  organizationId: string | null,
  work: (client: pg.PoolClient) => Promise<Result>,
) => Promise<Result>;

/** The rows of one organization. A class, for one is made a request: an object literal with a getter costs much more. */
class PostgresOrganizationDatabase implements OrganizationDatabase {
  readonly #connectAs: ConnectAs;
  readonly #organizationPrisma: (organizationId: string) => OrganizationPrisma;
  readonly #organizationId: string;

  constructor(
    connectAs: ConnectAs,
    organizationPrisma: (organizationId: string) => OrganizationPrisma,
    organizationId: string,
  ) {
    this.#connectAs = connectAs;
    this.#organizationPrisma = organizationPrisma;
    this.#organizationId = organizationId;
  }

  get prisma(): OrganizationPrisma {
    return this.#organizationPrisma(this.#organizationId);
  }

  query<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]> {
    return this.#connectAs(this.#organizationId, async (client) => {
      try {
        return await sessionOn(client).query<Row>(statement, values);
      } finally {
        client.release();
      }
    });
  }

  transaction<Result>(work: (session: OrganizationSession) => Promise<Result>): Promise<Result> {
    return this.#connectAs(this.#organizationId, (connected) =>
      transact(connected, (client) => work(sessionOn(client))),
    );
  }
}

function copyWithin(client: pg.PoolClient): Transaction['copy'] {
  return async (target, lines) => {
    const stream = client.query(copyFrom(`${copyInto(target)} from stdin`));
    await pipeline(Readable.from(lines), stream);
  };
}

function copyOver(client: pg.Client, target: CopyTarget, close: () => Promise<void>): CopyWriter {
  // Frozen, rows need not be written once more to say that their transaction is over.
  const stream = client.query(copyFrom(`${copyInto(target)} from stdin${target.isNew ? ' (freeze)' : ''}`));
  let failure: Error | undefined;
  let fail: (error: Error) => void = () => undefined;
  stream.on('error', (error) => {
    failure = error;
    fail(error);
  });
  return {
    async write(lines) {
      if (failure !== undefined) throw failure;
      // A short write is given back while the socket still has it.
      const own = lines.length < SOCKET_BYTES && typeof lines !== 'string' ? Buffer.from(lines) : lines;
      await new Promise<void>((resolve, reject) => {
        fail = reject;
        stream.write(own, (error) => (error ? reject(error) : resolve()));
      });
    },
    async end() {
      try {
        if (failure !== undefined) throw failure;
        const finished = once(stream, 'finish');
        stream.end();
        await finished;
        await client.query('commit');
      } finally {
        await close();
      }
    },
    async abort() {
      // The server rolls a COPY back that is cut off.
      stream.destroy();
      await close().catch(() => undefined);
    },
  };
}

async function takeLock(client: pg.Client, name: string, { onWait, signal }: LockOptions): Promise<void> {
  signal?.throwIfAborted();
  const key = 'hashtextextended($1, 0)';
  const tried = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${key}) as taken`, [
    name,
  ]);
  if (tried.rows[0]?.taken === true) return;
  onWait?.();
  signal?.throwIfAborted();
  const waiting = client.query(`select pg_advisory_lock(${key})`, [name]);
  if (signal === undefined) {
    await waiting;
    return;
  }
  const giveUp = () => void client.end();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await waiting;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function describeLocation(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}
