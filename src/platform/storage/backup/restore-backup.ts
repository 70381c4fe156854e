import { StringDecoder } from 'node:string_decoder';
import type { z } from 'zod';
import type { Database, Session, Transaction } from '../database.ts';
import { statement } from '../database.ts';
import { listAppliedMigrations, listKnownMigrations, migrate } from '../migrate.ts';
import { BackupError, BackupHead, END_OF_BACKUP, END_OF_ROWS, TableHead, TableSum } from './backup-format.ts';
import { createRowSums, type RowSum } from './row-sum.ts';
import {
  holdTriggers,
  liftForeignKeys,
  quoteTable,
  readRows,
  type StoredTable,
  setSequence,
} from './stored-tables.ts';
import { listBackedUp } from './write-backup.ts';

/** Rows are given to the database in portions of about so many characters. */
const PORTION = 256 * 1024;

const NOT_WHOLE =
  'The backup is not whole: it ends too early, or something else was changed in it. Nothing was restored.';

export interface RestoreOptions {
  /** Makes the tables of the queue of jobs, before anything is restored. */
  prepareJobs(database: Database): Promise<void>;
  /** Makes what its rows need. @throws BackupError where they are of another version */
  makeQueues(session: Transaction, jobs: BackupHead['jobs']): Promise<void>;
  /** Changes what was restored and verified, before anybody sees it. */
  finish(session: Transaction): Promise<void>;
}

/** What was restored. */
export interface Restored {
  readonly createdAt: string;
  readonly tables: readonly (StoredTable & RowSum)[];
}

/**
 * Restores a backup into a database without rows: makes the tables as they were, loads the rows, reads them back, compares
 * counts and checksums, and then brings the database up to date. All rows or none.
 * @throws BackupError
 */
export async function restoreBackup(
  database: Database,
  text: AsyncIterable<Uint8Array | string>,
  options: RestoreOptions,
): Promise<Restored> {
  const lines = readLines(text);
  const head = parseLine(BackupHead, await nextLine(lines));
  await makeTables(database, head);
  await options.prepareJobs(database);
  const tables = await database.inBackground().transaction(async (session) => {
    await requireEmpty(session);
    await options.makeQueues(session, head.jobs);
    const putBack = [await liftForeignKeys(session), await holdTriggers(session)];
    const loaded = await loadTables(session, lines);
    for (const sequence of head.sequences) await setSequence(session, sequence);
    for (const table of loaded) await verify(session, table);
    for (const put of putBack) await put();
    await options.finish(session);
    return loaded;
  });
  await migrate(database.inBackground());
  return { createdAt: head.createdAt, tables };
}

/** The tables as they were when the backup was made. */
async function makeTables(database: Database, { migrations }: BackupHead): Promise<void> {
  const known = await listKnownMigrations();
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0) {
    throw new BackupError(
      `The backup is of a newer version of Marquee: it has ${newer.join(', ')}. Restore it with that version.`,
    );
  }
  await migrate(database.inBackground(), undefined, new Set(migrations));
  const beyond = (await listAppliedMigrations(database)).filter((name) => !migrations.includes(name));
  if (beyond.length > 0)
    throw notEmpty(`it has the migrations ${beyond.join(', ')}, which the backup has not`);
}

async function requireEmpty(session: Session): Promise<void> {
  for (const table of await listBackedUp(session)) {
    const found = await session.query(statement('', `select 1 from ${quoteTable(table)} limit 1`));
    if (found.length > 0) throw notEmpty(`there are rows in ${table.schema}.${table.name}`);
  }
}

function notEmpty(why: string): BackupError {
  return new BackupError(
    `A backup is restored into an empty database, and this one is not: ${why}. Name a new one in DATABASE_URL, or another DATA_DIR.`,
  );
}

async function loadTables(
  session: Transaction,
  lines: AsyncGenerator<string>,
): Promise<(StoredTable & RowSum)[]> {
  const loaded: (StoredTable & RowSum)[] = [];
  for (;;) {
    const line = await nextLine(lines);
    if (line === END_OF_BACKUP) break;
    const table = parseLine(TableHead, line);
    const found = await loadRows(session, table, lines);
    const told = parseLine(TableSum, await nextLine(lines));
    if (found.rows !== told.rows || found.checksum !== told.checksum) throw new BackupError(NOT_WHOLE);
    loaded.push({ ...table, ...told });
  }
  const missing = (await listBackedUp(session)).filter(
    ({ schema, name }) => !loaded.some((table) => table.schema === schema && table.name === name),
  );
  if (missing.length > 0)
    throw new BackupError(`${NOT_WHOLE} It lacks ${missing.map(quoteTable).join(', ')}.`);
  return loaded;
}

async function loadRows(
  session: Transaction,
  { schema, name, columns }: StoredTable,
  lines: AsyncGenerator<string>,
): Promise<RowSum> {
  // COPY takes a table by its bare name.
  await session.execute(`set local search_path = "${schema}", public`);
  const sums = createRowSums();
  let portion: string[] = [];
  let length = 0;
  const give = async () => {
    if (portion.length === 0) return;
    const slice = Buffer.from(`${portion.join('\n')}\n`);
    portion = [];
    length = 0;
    await session.copy({ table: name, columns }, [slice]);
  };
  for (let line = await nextLine(lines); line !== END_OF_ROWS; line = await nextLine(lines)) {
    sums.add(line);
    portion.push(line);
    length += line.length;
    if (length >= PORTION) await give();
  }
  await give();
  await session.execute('set local search_path = public');
  return sums.sum();
}

/** What the database gives back must be what the backup has. */
async function verify(session: Session, table: StoredTable & RowSum): Promise<void> {
  const sums = createRowSums();
  for await (const lines of readRows(session, table)) for (const line of lines) sums.add(line);
  const { rows, checksum } = sums.sum();
  if (rows === table.rows && checksum === table.checksum) return;
  throw new BackupError(
    `${table.schema}.${table.name} was not restored as it was: ${table.rows} rows of the backup (${table.checksum}), ${rows} in the database (${checksum}). Nothing was restored.`,
  );
}

async function* readLines(text: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))).split(
      '\n',
    );
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function nextLine(lines: AsyncGenerator<string>): Promise<string> {
  const next = await lines.next();
  if (next.done === true) throw new BackupError(NOT_WHOLE);
  return next.value;
}

function parseLine<Value>(schema: z.ZodType<Value>, line: string): Value {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new BackupError('The file is no backup of Marquee, or was changed. Nothing was restored.', {
      cause: error,
    });
  }
}
