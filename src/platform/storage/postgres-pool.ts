import pg from 'pg';
import type { Logger } from 'pino';
import { statement } from './database.ts';
import type { Bounds } from './postgres/bounds.ts';
import type { Asker } from './postgres/pooled-work.ts';
import { SET_CONNECTION_ORGANIZATION } from './row-security/row-security.ts';

/** Resets role and organization, as the connection was when it was made. */
const RESET_CONNECTION = statement(
  'reset_connection',
  `select set_config('role', 'none', false), set_config('app.org', '', false)`,
);

/** Bounds statements from here on: $1 statement_timeout, $2 lock_timeout, in milliseconds; 0 for none. */
const SET_BOUNDS = statement(
  'set_bounds',
  `select set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false)`,
);

const OWNER_AT_REQUEST: Asker = { organizationId: null, isPatient: false };

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: pg.PoolClient['release'],
) => void;

/** A pool that keeps its connections open, survives their loss, and can be told that they are lost before it hears of it. */
export class DurablePool extends pg.Pool {
  /** The connections that were made since the last one was found to be gone. */
  #trusted = new WeakSet<pg.PoolClient>();

  constructor(config: pg.PoolConfig, logger: Logger) {
    // What is kept open is counted: one that is closed for being idle would stand beside the next for a moment.
    super({ ...config, idleTimeoutMillis: 0, keepAlive: true });
    this.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
    this.on('connect', (client) => {
      this.#trusted.add(client);
      // The pool listens to idle connections only, and one that is lost in use would end the process: its query fails too,
      // and tells the caller.
      client.on('error', () => undefined);
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const connecting = this.take();
    if (callback === undefined) return connecting;
    connecting.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  /** One connection was gone: those that were made before it was found are not used any more, as they may be too. */
  distrust(): void {
    this.#trusted = new WeakSet();
  }

  /** What whoever asks the pool itself gets. */
  protected take(): Promise<pg.PoolClient> {
    return this.checkOut();
  }

  protected async checkOut(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await super.connect();
      if (this.#trusted.has(client)) return client;
      client.release(true);
    }
  }
}

/**
 * Connections for everybody: whoever takes one from the pool itself is the owner, and with {@link connectAs} sees the
 * rows of one organization. What a connection sees stays as it is between two uses, so that a query costs a second
 * round trip only where the connection served somebody else before.
 */
export class SharedPool extends DurablePool {
  /** Whom a connection serves; not in it: whom it was made for, the owner in a request. */
  readonly #serves = new WeakMap<pg.PoolClient, Asker>();
  readonly #bounds: Bounds;

  constructor(config: pg.PoolConfig, bounds: Bounds, logger: Logger) {
    const { statementMs, lockMs, answerMs } = bounds;
    super(
      { ...config, statement_timeout: statementMs, lock_timeout: lockMs, query_timeout: answerMs },
      logger,
    );
    this.#bounds = bounds;
  }

  protected override take(): Promise<pg.PoolClient> {
    return this.connectAs(OWNER_AT_REQUEST);
  }

  /** A connection that sees what the asker may see, and no other rows. Release it. */
  async connectAs(asker: Asker): Promise<pg.PoolClient> {
    const client = await this.checkOut();
    const served = this.#serves.get(client) ?? OWNER_AT_REQUEST;
    const isSeeing = served.organizationId === asker.organizationId;
    const isBound = served.isPatient === asker.isPatient;
    if (isSeeing && isBound) return client;
    try {
      if (!isSeeing) await showRowsOf(client, asker.organizationId);
      if (!isBound) await this.#bound(client, asker);
      this.#serves.set(client, asker);
      return client;
    } catch (error) {
      // What it sees is not known: it is not given to anybody again.
      client.release(true);
      throw error;
    }
  }

  async #bound(client: pg.PoolClient, { isPatient }: Asker): Promise<void> {
    const { statementMs, lockMs } = this.#bounds;
    const values = isPatient ? ['0', '0'] : [String(statementMs), String(lockMs)];
    await client.query({ ...SET_BOUNDS, values });
  }
}

async function showRowsOf(client: pg.PoolClient, organizationId: string | null): Promise<void> {
  if (organizationId === null) await client.query(RESET_CONNECTION);
  else await client.query({ ...SET_CONNECTION_ORGANIZATION, values: [organizationId] });
}
