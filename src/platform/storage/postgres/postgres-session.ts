import pg from 'pg';
import type { Session, SqlValue, Statement } from '../database.ts';
import { isAnswerLate } from './connection-lost.ts';

const INT8_OID = 20;

/** Counts are 64-bit: node-postgres would give them as strings. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8_OID && format !== 'binary' ? BigInt : pg.types.getTypeParser(oid, format),
};

/** Whether an answer is still to come on a connection: nothing can be rolled back behind it. */
const isLate = (error: unknown) => error instanceof Error && isAnswerLate(error);

// The pool listens to idle connections only. What is lost in use fails the next statement, which tells the caller.
const ignore = () => undefined;

/**
 * Begins a transaction on a connection.
 * @param setUp the first that is done in it
 * @throws what beginning failed by; the connection is given up then, and nothing of the caller's has run
 */
export async function begin(
  client: pg.PoolClient,
  setUp?: (client: pg.PoolClient) => Promise<void>,
): Promise<pg.PoolClient> {
  client.on('error', ignore);
  try {
    await client.query('begin');
    await setUp?.(client);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  } finally {
    client.off('error', ignore);
  }
}

/** Runs `work` in the transaction that was begun on a connection, commits, and gives the connection back. */
export async function transact<Result>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  client.on('error', ignore);
  try {
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot roll back is given up: the server ends its transaction with it.
    client.release(isLate(error) ? true : await rollBack(client));
    throw error;
  } finally {
    client.off('error', ignore);
  }
}

/** Resolves to the error by which it failed. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error
      ? error
      : new Error('a transaction could not be rolled back', { cause: error });
  }
}

/** How SQL runs on a connection. */
export interface SessionOptions {
  /** Whether statements are prepared without their names. */
  readonly isUnnamed?: boolean;
  /** How long an answer is waited for; by default as long as the connection was made to wait. */
  readonly answerMs?: number | undefined;
}

/** SQL on a connection, or on any of a pool's. */
export function sessionOn(
  client: pg.Pool | pg.ClientBase,
  { isUnnamed = false, answerMs }: SessionOptions = {},
): Session {
  const bound = answerMs === undefined ? undefined : { query_timeout: answerMs };
  return {
    async query<Row extends object>({ name, text }: Statement, values: readonly SqlValue[] = []) {
      const query = { ...(!isUnnamed && { name }), text, values: [...values], ...bound };
      const result = await client.query<Row>(query);
      return result.rows;
    },
    async execute(script) {
      await client.query({ text: script, ...bound });
    },
  };
}
