import pg from 'pg';
import type { SqlValue } from '../database.ts';
import { REQUEST_ROLE } from '../row-security/row-security.ts';

/** Opens the query of the setting `earlier.text`, on what its caller's snapshot shows, as the cursor `earlier_rows`. */
export const CREATE_EARLIER = `
  create or replace function pg_temp.open_earlier(turn bigint) returns refcursor language plpgsql stable as $$
  declare
    opened refcursor := 'earlier_rows';
  begin
    open opened for execute current_setting('earlier.text');
    return opened;
  end $$`;

/** A cursor that has a row for every turn, and shows all of them what its transaction found. */
const DECLARE_EARLIER = `
  declare earlier no scroll cursor for
    with recursive turns (turn) as (select 1::bigint union all select turn + 1 from turns)
    select pg_temp.open_earlier(turn) from turns`;

/** Where the rows stand among the results of the script. */
const ROWS_PLACE = 3;

/** One read, of the owner or behind the wall of an organization. */
export interface EarlierRead {
  readonly text: string;
  readonly values: readonly SqlValue[];
  readonly organizationId: string | null;
}

/** A transaction between whose statements others read what was there before it. */
export interface EarlierReads {
  /** The rows; undefined where they cannot be had here, and the end of the transaction has to be waited for. */
  read<Row extends object>(read: EarlierRead): Promise<Row[] | undefined>;
  /** Runs a statement of the transaction itself. */
  inTurn<Result>(run: () => Promise<Result>): Promise<Result>;
  /** From now on everybody waits; resolves when nobody reads any more. To be called before the transaction ends. */
  end(): Promise<void>;
}

/**
 * Lets others read between the statements of a transaction, though there is one session for all, and without letting
 * them see what the transaction has done: a cursor keeps the snapshot that it was declared with, and a stable function
 * sees what the query sees that calls it. So a cursor is declared before anything else, whose rows are calls of a
 * function that runs what is asked. Such a function can write nothing. What a read changes, which is its role and its
 * settings, goes with a savepoint.
 */
export async function offerEarlierReads(client: pg.ClientBase): Promise<EarlierReads> {
  await client.query(DECLARE_EARLIER);
  let isOffered = true;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(run);
    last = turn.catch(() => undefined);
    return turn;
  };
  const run = async (read: EarlierRead) => {
    if (!isOffered) return undefined;
    try {
      const results: unknown = await client.query(scriptOf(read));
      return Array.isArray(results) ? results[ROWS_PLACE]?.rows : undefined;
    } catch {
      // The reader asks again when it is its turn, and hears then what is wrong. The cursor is of no use any more.
      isOffered = false;
      await client.query('rollback to savepoint earlier').catch(() => undefined);
      return undefined;
    }
  };
  return {
    read: async (read) =>
      isOffered && isReading(read.text) && read.values.every(isSendable)
        ? inTurn(() => run(read))
        : undefined,
    inTurn,
    async end() {
      isOffered = false;
      await last;
    },
  };
}

/** Only selects, and of these none that locks rows or calls what has an effect: all others wait. */
function isReading(text: string): boolean {
  return (
    /^[\s(]*select\b/i.test(text) &&
    !/\bfor\s+(?:no\s+key\s+|key\s+)?(?:update|share)\b|\b(?:pg_|set_config|setval|nextval)\w*\s*\(/i.test(
      text,
    )
  );
}

/** A NUL would end the message in its midst, and the transaction with it. */
function isSendable(value: SqlValue): boolean {
  return !String(value).includes('\0');
}

function scriptOf({ text, values, organizationId }: EarlierRead): string {
  const settings = [`set_config('earlier.text', ${pg.escapeLiteral(withValues(text, values))}, true)`];
  if (organizationId !== null) {
    settings.push(
      `set_config('app.org', ${pg.escapeLiteral(organizationId)}, true)`,
      `set_config('role', '${REQUEST_ROLE}', true)`,
    );
  }
  return `savepoint earlier; select ${settings.join(', ')}; fetch 1 from earlier; fetch all from earlier_rows; rollback to savepoint earlier; release savepoint earlier`;
}

/** Literals without a type take the type that PostgreSQL finds for them, as parameters do. */
function withValues(text: string, values: readonly SqlValue[]): string {
  return text.replace(/\$(\d+)/g, (_, place: string) => literalOf(values[Number(place) - 1] ?? null));
}

function literalOf(value: SqlValue): string {
  if (value === null) return 'null';
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (typeof value !== 'object') return pg.escapeLiteral(String(value));
  return pg.escapeLiteral(`{${value.map((item) => quoteItem(String(item))).join(',')}}`);
}

function quoteItem(item: string): string {
  return `"${item.replace(/["\\]/g, '\\$&')}"`;
}
