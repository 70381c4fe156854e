import pg from 'pg';
import type { Session, SqlValue, Statement } from '../database.ts';

const INT8_OID = 20;

/** Counts are 64-bit: node-postgres would give them as strings. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8_OID && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format),
};

/** Runs `work` in a transaction, and gives the connection back. */
export async function transact<Result>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  // The pool listens to idle connections only. What is lost here fails the next statement, which tells the caller.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot roll back is given up: the server ends its transaction with it.
    const rollbackError = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    );
    client.release(rollbackError);
    throw error;
  } finally {
    client.off('error', ignore);
  }
}

/** SQL on a connection, or on any of a pool's. */
export function sessionOn(client: pg.Pool | pg.ClientBase): Session {
  return {
    async query<Row extends object>({ name, text }: Statement, values: readonly SqlValue[] = []) {
      const result = await client.query<Row>({ name, text, values: [...values] });
      return result.rows;
    },
    async execute(script) {
      await client.query(script);
    },
  };
}
