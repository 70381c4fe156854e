import type pg from 'pg';
import type { Session, SqlValue, Statement } from '../database.ts';
import type { DurablePool, SharedPool } from '../postgres-pool.ts';
import { organizationSetting, ownerSetting } from '../row-security/row-security.ts';
import { type Bounds, UNBOUNDED_MS } from './bounds.ts';
import { isAnswerLate, isConnectionBroken } from './connection-lost.ts';
import { isRead, onceMore } from './once-more.ts';
import { begin, type SessionOptions, sessionOn, transact } from './postgres-session.ts';

/** Whom something runs for. */
export interface Asker {
  /** null: the owner, who sees all. */
  readonly organizationId: string | null;
  /** Whether nobody waits for it on the line: it takes as long as it takes. */
  readonly isPatient: boolean;
}

/** What is done on connections of a pool. */
export interface PooledWork {
  query<Row extends object>(asker: Asker, statement: Statement, values?: readonly SqlValue[]): Promise<Row[]>;
  execute(asker: Asker, script: string): Promise<void>;
  transaction<Result>(
    asker: Asker,
    work: (client: pg.PoolClient, session: Session) => Promise<Result>,
  ): Promise<Result>;
}

/** On connections that are PostgreSQL's sessions: what they see, and what is prepared on them, stays. */
export function workOnSessions(pool: SharedPool): PooledWork {
  const take = (asker: Asker) => onceMore(pool, () => pool.connectAs(asker));
  const once = async <Result>(asker: Asker, work: (session: Session) => Promise<Result>): Promise<Result> => {
    const client = await take(asker);
    try {
      const result = await work(sessionOn(client, { answerMs: answerMsOf(asker) }));
      client.release();
      return result;
    } catch (error) {
      client.release(isUnusable(error));
      throw error;
    }
  };
  return {
    query<Row extends object>(asker: Asker, statement: Statement, values?: readonly SqlValue[]) {
      const run = () => once(asker, (session) => session.query<Row>(statement, values));
      return isRead(statement) ? onceMore(pool, run) : run();
    },
    execute: (asker, script) => once(asker, (session) => session.execute(script)),
    async transaction(asker, work) {
      const client = await onceMore(pool, async () => begin(await pool.connectAs(asker)));
      return transact(client, () => work(client, sessionOn(client, { answerMs: answerMsOf(asker) })));
    },
  };
}

/**
 * Through a pooler that gives each transaction any session of PostgreSQL's (PgBouncer's pool_mode = transaction): nothing is
 * left on a session. What a transaction sees is set within it, and no statement is prepared under a name.
 */
export function workOnTransactions(pool: DurablePool, bounds: Bounds): PooledWork {
  const transaction: PooledWork['transaction'] = async (asker, work) => {
    const options: SessionOptions = { isUnnamed: true, answerMs: answerMsOf(asker) };
    const setUp = async (client: pg.PoolClient) => {
      const session = sessionOn(client, options);
      const { organizationId, isPatient } = asker;
      const asked = isPatient ? undefined : bounds;
      if (organizationId !== null) await session.query(organizationSetting(asked), [organizationId]);
      else if (asked !== undefined) await session.query(ownerSetting(asked));
    };
    const client = await onceMore(pool, async () => begin(await pool.connect(), setUp));
    return transact(client, () => work(client, sessionOn(client, options)));
  };
  return {
    query<Row extends object>(asker: Asker, statement: Statement, values?: readonly SqlValue[]) {
      const run = () => transaction(asker, (_client, session) => session.query<Row>(statement, values));
      return isRead(statement) ? onceMore(pool, run) : run();
    },
    execute: (asker, script) => transaction(asker, (_client, session) => session.execute(script)),
    transaction,
  };
}

/** undefined: as the pool has it. */
function answerMsOf({ isPatient }: Asker): number | undefined {
  return isPatient ? UNBOUNDED_MS : undefined;
}

/** Whether a connection must not be given to anybody again: it is gone, or an answer is still to come on it. */
function isUnusable(error: unknown): boolean {
  return isConnectionBroken(error) || (error instanceof Error && isAnswerLate(error));
}
