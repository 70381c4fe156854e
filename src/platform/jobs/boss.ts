import PgBoss from 'pg-boss';
import { type Database, type Session, type SqlValue, statement } from '../storage/database.ts';

/** The schema that pg-boss keeps its tables in. */
export const JOB_SCHEMA = 'pgboss';

const MONTH_SECONDS = 30 * 86_400;
const WEEK_SECONDS = 7 * 86_400;

/** How pg-boss runs its SQL. */
export type ExecuteSql = PgBoss.Db['executeSql'];

export interface BossOptions {
  /** Whether it sees to what has to be seen to from time to time: jobs whose process has died, and old ones. */
  readonly supervises: boolean;
  readonly maintenanceSeconds: number;
}

/**
 * pg-boss as storage: its tables, how a job is queued, taken, completed, failed and given up for lost. Polling and running
 * are ours (job-runner.ts): its workers leave a rejection unhandled where the database goes away, ask once a queue
 * and know no AbortSignal; its schedules drop what came due while no server ran.
 */
export function createBoss(executeSql: ExecuteSql, options: BossOptions): PgBoss {
  return new PgBoss({
    db: { executeSql },
    schema: JOB_SCHEMA,
    schedule: false,
    supervise: options.supervises,
    maintenanceIntervalSeconds: options.maintenanceSeconds,
    // What is done is looked at in its table, which `jobs` of the graph shows. The archive behind it is of no use to us.
    archiveCompletedAfterSeconds: WEEK_SECONDS,
    archiveFailedAfterSeconds: MONTH_SECONDS,
    deleteAfterSeconds: 1,
  });
}

/** pg-boss's SQL on the database: scripts that bring a transaction of their own run in one of ours. */
export function executeOn(database: Database): ExecuteSql {
  return async (text, values) => {
    const script = insideOfTransaction(text);
    // Sent as it is, a script that fails would leave its connection in a transaction that takes nothing any more.
    if (script !== undefined) {
      await database.transaction((transaction) => transaction.execute(script));
      return { rows: [] };
    }
    return executeWithin(database)(text, values);
  };
}

/** pg-boss's SQL in a transaction that is open already. */
export function executeWithin(
  session: Pick<Session, 'query'> & Partial<Pick<Session, 'execute'>>,
): ExecuteSql {
  return async (text, values) => {
    const script = insideOfTransaction(text);
    if (script !== undefined && session.execute !== undefined) {
      await session.execute(script);
      return { rows: [] };
    }
    return { rows: await session.query(statement('', text), (values ?? []).map(toSqlValue)) };
  };
}

/** The statements of a script that brings its own transaction; undefined for any other SQL. */
function insideOfTransaction(text: string): string | undefined {
  return /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(text)?.[1];
}

function toSqlValue(value: unknown): SqlValue {
  switch (typeof value) {
    case 'undefined':
      return null;
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    default:
      if (value === null || value instanceof Date) return value;
      if (isTexts(value)) return value;
      return JSON.stringify(value);
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
