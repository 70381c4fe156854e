import { type Session, type Statement, statement } from '../database.ts';

/** A table with the columns that are written: all but those that PostgreSQL computes. */
export interface StoredTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Where a counter stands. */
export interface StoredSequence {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
}

/**
 * Every table that rows are put into by their own name: of what is divided into partitions or inherited, such as the posts of
 * single imports, the one that has all rows.
 */
const LIST_TABLES = statement(
  'backup_tables',
  `select nspname as schema, relname as name,
          array(select attname::text from pg_attribute
                 where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
                 order by attnum) as columns
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and relpersistence = 'p'
      and nspname <> 'information_schema' and nspname !~ '^pg_(?:catalog|toast|temp)'
      and not exists (select 1 from pg_inherits where inhrelid = pg_class.oid)
    order by 1, 2`,
);

const LIST_SEQUENCES = statement(
  'backup_sequences',
  `select schemaname as schema, sequencename as name, last_value::text as value
     from pg_sequences where last_value is not null order by 1, 2`,
);

const SET_SEQUENCE = statement(
  'backup_set_sequence',
  `select setval(format('%I.%I', $1::text, $2::text)::regclass, $3::bigint)`,
);

/** Constraints between tables; those that partitions take from their table go and come with it. */
const LIST_FOREIGN_KEYS = statement(
  'backup_foreign_keys',
  `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0
    order by 1, 2`,
);

/** How values are written is the same in every database then. */
const WRITE_ALIKE = `
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1`;

/** Rows that are asked for at once. */
const ROWS_AT_ONCE = 500;

const NEXT_ROWS = statement('', `fetch ${ROWS_AT_ONCE} from stored_rows`);

export function listTables(session: Pick<Session, 'query'>): Promise<StoredTable[]> {
  return session.query<StoredTable>(LIST_TABLES);
}

export function listSequences(session: Pick<Session, 'query'>): Promise<StoredSequence[]> {
  return session.query<StoredSequence>(LIST_SEQUENCES);
}

export async function setSequence(
  session: Pick<Session, 'query'>,
  { schema, name, value }: StoredSequence,
): Promise<void> {
  await session.query(SET_SEQUENCE, [schema, name, value]);
}

/** Those that are turned on. */
const LIST_TRIGGERS = statement(
  'backup_triggers',
  `select tgrelid::regclass::text as table, quote_ident(tgname) as name
     from pg_trigger join pg_class on pg_class.oid = tgrelid
    where not tgisinternal and tgenabled <> 'D' and tgparentid = 0
      and relnamespace::regnamespace::text !~ '^(?:pg_|information_schema)'
    order by 1, 2`,
);

/** Takes the constraints between tables away, for rows that come in any order. @returns what puts them back, and checks them */
export async function liftForeignKeys(session: Session): Promise<() => Promise<void>> {
  const keys = await session.query<{ table: string; name: string; definition: string }>(LIST_FOREIGN_KEYS);
  for (const { table, name } of keys) await session.execute(`alter table ${table} drop constraint ${name}`);
  return async () => {
    for (const { table, name, definition } of keys)
      await session.execute(`alter table ${table} add constraint ${name} ${definition}`);
  };
}

/** Keeps triggers from running until they are put back: rows are to be what they were. @returns what puts them back */
export async function holdTriggers(session: Session): Promise<() => Promise<void>> {
  const triggers = await session.query<{ table: string; name: string }>(LIST_TRIGGERS);
  const turn = async (state: 'disable' | 'enable') => {
    for (const { table, name } of triggers)
      await session.execute(`alter table ${table} ${state} trigger ${name}`);
  };
  await turn('disable');
  return () => turn('enable');
}

/** The rows of a table in PostgreSQL's COPY text format, some at a time. To be called within a transaction. */
export async function* readRows(session: Session, table: StoredTable): AsyncGenerator<readonly string[]> {
  await session.execute(WRITE_ALIKE);
  await session.query(selectLines(table));
  for (;;) {
    const rows = await session.query<{ line: string }>(NEXT_ROWS);
    if (rows.length > 0) yield rows.map(({ line }) => line);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await session.execute('close stored_rows');
}

/** The name in SQL. */
export function quoteTable({ schema, name }: Pick<StoredTable, 'schema' | 'name'>): string {
  return `${quote(schema)}.${quote(name)}`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function selectLines(table: StoredTable): Statement {
  const cells = table.columns.map((column) => {
    const escaped = ["'\\', '\\\\'", "E'\\n', '\\n'", "E'\\r', '\\r'", "E'\\t', '\\t'"].reduce(
      (text, pair) => `replace(${text}, ${pair})`,
      `${quote(column)}::text`,
    );
    return `coalesce(${escaped}, '\\N')`;
  });
  return statement(
    '',
    `declare stored_rows no scroll cursor for select ${cells.join(` || E'\\t' || `)} as line from ${quoteTable(table)}`,
  );
}
