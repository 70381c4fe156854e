import pg from 'pg';
import type { Logger } from 'pino';
import { statement } from './database.ts';
import { SET_CONNECTION_ORGANIZATION } from './row-security/row-security.ts';

/** Resets role and organization, as the connection was when it was made. */
const RESET_CONNECTION = statement(
  'reset_connection',
  `select set_config('role', 'none', false), set_config('app.org', '', false)`,
);

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: pg.PoolClient['release'],
) => void;

/**
 * Connections for everybody: whoever takes one from the pool itself is the owner, and with {@link connectAs} sees the
 * rows of one organization. What a connection sees stays as it is between two uses, so that a query costs a second
 * round trip only where the connection served somebody else before.
 */
export class SharedPool extends pg.Pool {
  /** Whose rows a connection sees; not in it: the owner's, as when it was made. */
  readonly #seenBy = new WeakMap<pg.PoolClient, string>();

  constructor(config: pg.PoolConfig, logger: Logger) {
    // What is kept open is counted: one that is closed for being idle would stand beside the next for a moment.
    super({ ...config, idleTimeoutMillis: 0, keepAlive: true });
    this.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
    // The pool listens to idle connections only, and one that is lost in use would end the process: its query fails too,
    // and tells the caller.
    this.on('connect', (client) => client.on('error', () => undefined));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const connecting = this.connectAs(null);
    if (callback === undefined) return connecting;
    connecting.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  /**
   * A connection that sees the rows of this organization and no others. Release it.
   * @param organizationId null: the owner's, which sees all
   */
  async connectAs(organizationId: string | null): Promise<pg.PoolClient> {
    const client = await super.connect();
    if ((this.#seenBy.get(client) ?? null) === organizationId) return client;
    try {
      if (organizationId === null) {
        await client.query(RESET_CONNECTION);
        this.#seenBy.delete(client);
      } else {
        await client.query({ ...SET_CONNECTION_ORGANIZATION, values: [organizationId] });
        this.#seenBy.set(client, organizationId);
      }
      return client;
    } catch (error) {
      // What it sees is not known: it is not given to anybody again.
      client.release(true);
      throw error;
    }
  }
}
