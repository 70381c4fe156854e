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
} from '../database-queue.ts';
import { DurablePool, SharedPool } from '../postgres-pool.ts';
import { openPrisma, queuePrisma } from '../prisma.ts';
import { createOrganizationPrisma, type OrganizationPrisma } from '../row-security/row-security.ts';
import { type Bounds, boundsOf, UNBOUNDED_MS } from './bounds.ts';
import { copyInto } from './copy-into.ts';
import { type Asker, type PooledWork, workOnSessions, workOnTransactions } from './pooled-work.ts';
import { createListenConnection } from './postgres-listen.ts';
import { sessionOn, types } from './postgres-session.ts';

/** What a socket takes before it asks to wait. */
const SOCKET_BYTES = 64 * 1024;

/** As the setting DATABASE_CONNECTIONS has it. */
const DEFAULT_CONNECTIONS = 20;
/** Whoever says nothing serves no requests: a command. */
const UNHURRIED_SECONDS = 600;

export interface PostgresOptions {
  /** How many connections it may open, with everything. */
  readonly connections?: number | undefined;
  readonly queue?: QueueSettings | undefined;
  /** How long a statement of a request may take; 600 s by default. */
  readonly statementSeconds?: number | undefined;
  /**
   * Where `url` leads to a pooler that gives each transaction any session, the address of PostgreSQL itself, for what needs
   * a session of its own: locks, and hearing of what other processes did.
   */
  readonly directUrl?: string | undefined;
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
  const bounds = boundsOf(options.statementSeconds ?? UNHURRIED_SECONDS);
  const { directUrl } = options;
  const shared = { ...connection, max: budget.shared };
  const { pool, work } =
    directUrl === undefined ? openSessions(shared, bounds, logger) : openTransactions(shared, bounds, logger);
  const queue = createDatabaseQueue(options.queue, {
    atOnce: budget.shared,
    patientAtOnce: budget.sharedWithImports,
  });
  const prisma = openPrisma(pool);
  // Imports hold these for minutes; taken from the pool, a few of them would leave readers without one.
  const locks = createPatientQueue(budget.locks);
  const copies = createPatientQueue(budget.copies);

  const connectOutsidePool = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      ...connection,
      connectionString: directUrl ?? url,
      keepAlive: true,
    });
    client.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
    await client.connect();
    return client;
  };
  const listening = createListenConnection(connectOutsidePool, logger);

  /** @param isPatient whether its work waits as long as it takes */
  const open = (isPatient: boolean): Database => {
    const asked = { isPatient };
    const owner: Asker = { organizationId: null, isPatient };
    const organizationPrisma = createOrganizationPrisma(prisma, {
      queue,
      asked,
      pool,
      ...(directUrl !== undefined && { bounds }),
    });
    const inTurn: PooledWork = {
      query: (asker, statement, values) => queue.run(() => work.query(asker, statement, values), asked),
      execute: (asker, script) => queue.run(() => work.execute(asker, script), asked),
      transaction: (asker, inside) => queue.run(() => work.transaction(asker, inside), asked),
    };
    return {
      kind: 'postgresql',
      location: describeLocation(url),
      prisma: queuePrisma(prisma, { queue, asked, pool }),
      query: (statement, values) => inTurn.query(owner, statement, values),
      execute: (script) => inTurn.execute(owner, script),
      forOrganization: (organizationId) =>
        new PostgresOrganizationDatabase(inTurn, organizationPrisma, { organizationId, isPatient }),
      transaction: (inside) =>
        inTurn.transaction(owner, (client, session) => inside({ ...session, copy: copyWithin(client) })),
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

interface OpenPool {
  readonly pool: DurablePool;
  readonly work: PooledWork;
}

function openSessions(config: pg.PoolConfig, bounds: Bounds, logger: Logger): OpenPool {
  const pool = new SharedPool(config, bounds, logger);
  return { pool, work: workOnSessions(pool) };
}

/** A pooler refuses most of what a session can begin with, so that nothing is said there of how long statements take. */
function openTransactions(config: pg.PoolConfig, bounds: Bounds, logger: Logger): OpenPool {
  const pool = new DurablePool({ ...config, query_timeout: bounds.answerMs }, logger);
  return { pool, work: workOnTransactions(pool, bounds) };
}

/** The rows of one organization. A class, for one is made a request: an object literal with a getter costs much more. */
class PostgresOrganizationDatabase implements OrganizationDatabase {
  readonly #work: PooledWork;
  readonly #organizationPrisma: (organizationId: string) => OrganizationPrisma;
  readonly #asker: Asker & { readonly organizationId: string };

  constructor(
    work: PooledWork,
    organizationPrisma: (organizationId: string) => OrganizationPrisma,
    asker: Asker & { readonly organizationId: string },
  ) {
    this.#work = work;
    this.#organizationPrisma = organizationPrisma;
    this.#asker = asker;
  }

  get prisma(): OrganizationPrisma {
    return this.#organizationPrisma(this.#asker.organizationId);
  }

  query<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]> {
    return this.#work.query<Row>(this.#asker, statement, values);
  }

  transaction<Result>(work: (session: OrganizationSession) => Promise<Result>): Promise<Result> {
    return this.#work.transaction(this.#asker, (_client, session) => work(session));
  }
}

function copyWithin(client: pg.PoolClient): Transaction['copy'] {
  return async (target, lines) => {
    const copy = copyFrom(`${copyInto(target)} from stdin`);
    // Its answer comes after all of the lines.
    const stream = client.query(Object.assign(copy, { query_timeout: UNBOUNDED_MS }));
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
