import pg from 'pg';
import type { Logger } from 'pino';
import { WALL_CONNECTION } from '../row-security/row-security.ts';

/** Connections that each see the rows of one organization at a time. */
export interface WalledPool {
  /** A connection that sees the rows of this organization and no others. Release it. */
  connect(organizationId: string): Promise<pg.PoolClient>;
  end(): Promise<void>;
}

/**
 * A pool of its own for requests. The wall stays up between two uses of a connection, so that a query costs a second
 * round trip only where the connection served another organization before.
 */
export function createWalledPool(config: pg.PoolConfig, logger: Logger): WalledPool {
  const pool = new pg.Pool(config);
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
  // The pool listens to idle connections only, and one that is lost in use would end the process: its query fails too,
  // and tells the caller.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const seenBy = new WeakMap<pg.PoolClient, string>();
  return {
    async connect(organizationId) {
      const client = await pool.connect();
      if (seenBy.get(client) === organizationId) return client;
      try {
        seenBy.delete(client);
        await client.query({ ...WALL_CONNECTION, values: [organizationId] });
        seenBy.set(client, organizationId);
        return client;
      } catch (error) {
        // What it sees is not known: it is not given to anybody again.
        client.release(true);
        throw error;
      }
    },
    end: () => pool.end(),
  };
}
