import type { QueuedPrisma } from './prisma.ts';
import type { OrganizationPrisma } from './row-security/row-security.ts';
import type { QueueLoad } from './work-queue.ts';

/** A value that both databases take as a parameter. */
export type SqlValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | null
  | readonly string[]
  | readonly bigint[]
  | readonly number[];

/** SQL with the name under which a server prepares it once for each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What SQL runs on: the database as a whole, or one transaction. */
export interface Session {
  /** Rows as plain objects: bigint columns are bigints, timestamps are Dates, numeric columns are strings. */
  query<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]>;
  /** A script of several statements without parameters. */
  execute(script: string): Promise<void>;
}

/** One transaction. */
export interface Transaction extends Session {
  /** Fills a table with lines in PostgreSQL's COPY text format, as part of the transaction. */
  copy(target: CopyColumns, lines: Iterable<Uint8Array>): Promise<void>;
}

/** The table and the columns that a COPY fills. */
export interface CopyColumns {
  readonly table: string;
  readonly columns: readonly string[];
}

/** What a COPY by itself fills. */
export interface CopyTarget extends CopyColumns {
  /** Runs before the lines in their own transaction: what it locks stays locked until they are committed or gone. */
  guard?(session: Session): Promise<void>;
  /** The guard makes the table: its rows are written as if they had always been there. */
  readonly isNew?: boolean;
}

/** Lines in PostgreSQL's COPY text format go in; they are in the table for good once {@link CopyWriter.end} resolves. */
export interface CopyWriter {
  /** Takes whole lines. Resolves when more may come and the bytes may be changed: wait for it, or memory grows. */
  write(lines: string | Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** Stops. Lines of slices that were already written may stay: the caller owns their removal. Never rejects. */
  abort(): Promise<void>;
}

/** What a listener hears. */
export interface ListenHandlers {
  onMessage(payload: string): void;
  /** The connection was lost: messages may have been missed until `onConnected` comes again. */
  onDisconnected(): void;
  onConnected(): void;
}

/** How {@link Database.withLock} waits. */
export interface LockOptions {
  /** Called if somebody else holds the lock, or this process takes as many locks as it may. */
  onWait?(): void;
  readonly signal?: AbortSignal;
}

/**
 * The rows of one organization. PostgreSQL's row-level security shows it no others and takes none for others, whatever
 * the SQL says: the second safeguard behind the conditions of each query.
 */
export interface OrganizationDatabase {
  readonly prisma: OrganizationPrisma;
  query<Row extends object>(statement: Statement, values?: readonly SqlValue[]): Promise<Row[]>;
  transaction<Result>(work: (session: OrganizationSession) => Promise<Result>): Promise<Result>;
}

/** A transaction under row-level security. */
export type OrganizationSession = Pick<Session, 'query'>;

/**
 * The one interface over PostgreSQL and the embedded PGlite. What finds no connection free waits for one; where too much
 * waits, or for too long, it throws a CallerError UNAVAILABLE.
 */
export interface Database extends Session {
  readonly kind: 'postgresql' | 'pglite';
  /** Where it is, in words that can be logged: no password. */
  readonly location: string;
  readonly prisma: QueuedPrisma;
  /** The same database as requests see it: the rows of one organization. */
  forOrganization(organizationId: string): OrganizationDatabase;
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  openCopy(target: CopyTarget): Promise<CopyWriter>;
  /** Runs `work` while nobody else, in any process, runs under the same name. The lock ends with the process. */
  withLock<Result>(name: string, options: LockOptions, work: () => Promise<Result>): Promise<Result>;
  /** Hears `notify` of every process, all channels on one connection. Resolves to a function that stops it. */
  listen(channel: string, handlers: ListenHandlers): Promise<() => Promise<void>>;
  /** What waits for a connection. */
  load(): QueueLoad;
  /** The same database for work that nobody waits for on the line, such as an import: it waits as long as it takes. */
  inBackground(): Database;
  close(): Promise<void>;
}

/** Names a piece of SQL. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}
