import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Logger } from 'pino';
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
import { PrismaClient } from '../generated/client.ts';
import { createWalledPrisma, type WalledPrisma } from '../row-security/row-security.ts';
import { copyInto } from './copy-into.ts';
import { createListenConnection } from './postgres-listen.ts';
import { sessionOn, transact, types } from './postgres-session.ts';
import { createWalledPool, type WalledPool } from './row-security-pool.ts';

/** What a socket takes before it asks to wait. */
const SOCKET_BYTES = 64 * 1024;

/**
 * Opens a pool on a PostgreSQL server. Nothing is connected before the first query.
 * @param url a postgresql:// address
 */
export function openPostgres(url: string, logger: Logger, options: { poolSize?: number } = {}): Database {
  const connection = {
    connectionString: url,
    types,
    application_name: 'marquee',
    connectionTimeoutMillis: 5_000,
  };
  const pool = new pg.Pool({ ...connection, max: options.poolSize ?? 10 });
  // Without a listener, an idle connection that the server closes would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const walledPrisma = createWalledPrisma(prisma);
  const walledPool = createWalledPool(
    { ...connection, max: options.poolSize ?? 10, connectionTimeoutMillis: 5_000 },
    logger,
  );

  // Imports hold their connections for minutes; taken from the pool, a few of them would leave readers without one.
  const connectOutsidePool = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...connection, keepAlive: true });
    client.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
    await client.connect();
    return client;
  };
  const listening = createListenConnection(connectOutsidePool, logger);

  return {
    kind: 'postgresql',
    location: describeLocation(url),
    prisma,
    ...sessionOn(pool),
    forOrganization: (organizationId) => new WalledDatabase(walledPool, walledPrisma, organizationId),
    transaction: async (work) =>
      transact(await pool.connect(), (client) => work({ ...sessionOn(client), copy: copyWithin(client) })),
    async openCopy(target) {
      const client = await connectOutsidePool();
      try {
        await client.query('begin');
        await target.guard?.(sessionOn(client));
      } catch (error) {
        await client.end();
        throw error;
      }
      return copyOver(client, target);
    },
    async withLock(name, lock, work) {
      const client = await connectOutsidePool();
      try {
        await takeLock(client, name, lock);
        return await work();
      } finally {
        await client.end();
      }
    },
    listen: listening.listen,
    async close() {
      await listening.close();
      await prisma.$disconnect();
      await walledPool.end();
      await pool.end();
    },
  };
}

/** The rows of one organization. A class, for one is made a request: an object literal with a getter costs much more. */
class WalledDatabase implements OrganizationDatabase {
  readonly #pool: WalledPool;
  readonly #walledPrisma: (organizationId: string) => WalledPrisma;
  readonly #organizationId: string;

  constructor(
    pool: WalledPool,
    walledPrisma: (organizationId: string) => WalledPrisma,
    organizationId: string,
  ) {
    this.#pool = pool;
    this.#walledPrisma = walledPrisma;
    this.#organizationId = organizationId;
  }

  get prisma(): WalledPrisma {
    return this.#walledPrisma(this.#organizationId);
  }

  async query<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]> {
    const client = await this.#pool.connect(this.#organizationId);
    try {
      return await sessionOn(client).query<Row>(statement, values);
    } finally {
      client.release();
    }
  }

  async transaction<Result>(work: (session: OrganizationSession) => Promise<Result>): Promise<Result> {
    return transact(await this.#pool.connect(this.#organizationId), (client) => work(sessionOn(client)));
  }
}

function copyWithin(client: pg.PoolClient): Transaction['copy'] {
  return async (target, lines) => {
    const stream = client.query(copyFrom(`${copyInto(target)} from stdin`));
    await pipeline(Readable.from(lines), stream);
  };
}

function copyOver(client: pg.Client, target: CopyTarget): CopyWriter {
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
        await client.end();
      }
    },
    async abort() {
      // The server rolls a COPY back that is cut off.
      stream.destroy();
      await client.end().catch(() => undefined);
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
