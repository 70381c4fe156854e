import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, type Session, statement } from './database.ts';
import { type Fault, listFaults } from './faults.ts';
import { isConnectionLost } from './postgres/connection-lost.ts';
import { REQUEST_ROLE } from './row-security/row-security.ts';

/** The project's migrations, in Prisma's own folder format. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** A database that is not what the migrations expect. Its message says what to do. */
export class MigrationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
  }
}

interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/** The table in which `prisma migrate` keeps its records: both tools see what the other has applied. */
const CREATE_RECORDS = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

/** The key of the lock that `prisma migrate` takes, so that the two never run at once. */
const LOCK = statement('migrations_lock', 'select pg_advisory_xact_lock(72707369)');

const RECORDS = statement(
  'migrations_records',
  `select migration_name as name, checksum, finished_at as "finishedAt"
     from _prisma_migrations where rolled_back_at is null order by started_at`,
);

const CURRENT_USER = statement('migrations_user', 'select quote_ident(current_user) as "user"');

/** PostgreSQL's SQLSTATE. */
const INSUFFICIENT_PRIVILEGE = '42501';

const RECORD = statement(
  'migrations_record',
  `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
   values ($1, $2, $3, clock_timestamp(), 1)`,
);

/**
 * Applies the migrations that the database does not have yet, all in one transaction, and records them as Prisma does.
 * One that this version does not know was made by a newer one: migrations add first, so that both versions run on it.
 * @param only the names of those to apply: by default all
 * @returns the names of those that it applied
 * @throws MigrationError where the database has a failed or an edited migration, is another program's, or cannot be reached
 */
export async function migrate(
  database: Database,
  folder: string = MIGRATIONS_FOLDER,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const applying = database.transaction(async (session) => {
    await session.query(LOCK);
    await session.execute(CREATE_RECORDS);
    const pending = findPending(migrations, await session.query<AppliedMigration>(RECORDS));
    const wanted = pending.filter(({ name }) => only?.has(name) ?? true);
    for (const migration of wanted) await apply(session, migration);
    return wanted.map(({ name }) => name);
  });
  return applying.catch(async (error: unknown) => {
    if (isConnectionLost(error))
      throw new MigrationError(
        `The database at ${database.location} cannot be reached: ${describeLoss(error)}.`,
        { cause: error },
      );
    throw await explainPrivilege(database, error);
  });
}

/** Node says of an address with several IPs what each of them gave. */
function describeLoss(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeLoss).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** PostgreSQL says which right is missing, not who can give it and how. */
async function explainPrivilege(database: Database, error: unknown): Promise<unknown> {
  if (!(error instanceof MigrationError) || !listFaults(error).some(isPrivilegeFault)) return error;
  const [row] = await database.query<{ user: string }>(CURRENT_USER);
  return new MigrationError(
    `${error.message} The database user may not do what it takes. Let an administrator run, once: create role ${REQUEST_ROLE} nologin (unless it is there); grant ${REQUEST_ROLE} to ${row?.user}; grant create on schema public to ${row?.user};`,
    { cause: error.cause },
  );
}

const isPrivilegeFault = ({ code }: Fault) => code === INSUFFICIENT_PRIVILEGE;

/** The names of the migrations that the database lacks; empty when it is up to date. */
export async function listPendingMigrations(
  database: Database,
  folder: string = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  return findPending(migrations, await database.query<AppliedMigration>(RECORDS)).map(({ name }) => name);
}

/** The names of the migrations that the database has from a newer version of Marquee. */
export async function listNewerMigrations(
  database: Database,
  folder: string = MIGRATIONS_FOLDER,
): Promise<string[]> {
  const known = new Set((await readMigrations(folder)).map(({ name }) => name));
  const applied = await database.query<AppliedMigration>(RECORDS);
  return applied.map(({ name }) => name).filter((name) => !known.has(name));
}

/** The names of those that the database has, in the order in which they were applied. */
export async function listAppliedMigrations(session: Pick<Session, 'query'>): Promise<string[]> {
  return (await session.query<AppliedMigration>(RECORDS)).map(({ name }) => name);
}

/** The names of those that this version has, in order. */
export async function listKnownMigrations(folder: string = MIGRATIONS_FOLDER): Promise<string[]> {
  return (await readMigrations(folder)).map(({ name }) => name);
}

interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finishedAt: Date | null;
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}

function findPending(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const ours = applied.filter(({ name }) => known.has(name));
  const [stranger] = applied;
  if (stranger !== undefined && ours.length === 0) {
    throw new MigrationError(
      `The database has migrations of another program, such as ${stranger.name}, and none of Marquee's. Name a database of its own in DATABASE_URL.`,
    );
  }
  for (const { name, checksum, finishedAt } of ours) {
    if (finishedAt === null) {
      throw new MigrationError(
        `The migration ${name} was begun and did not end. Repair the database, then run: npx prisma migrate resolve --applied ${name} (or --rolled-back).`,
      );
    }
    if (known.get(name)?.checksum !== checksum) {
      throw new MigrationError(
        `The migration ${name} was edited after it had been applied. Restore its file, and put the change into a new migration.`,
      );
    }
  }
  const names = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !names.has(name));
}

async function apply(session: Session, { name, script, checksum }: Migration): Promise<void> {
  try {
    await session.execute(script);
  } catch (error) {
    throw new MigrationError(`The migration ${name} failed and was rolled back.`, { cause: error });
  }
  await session.query(RECORD, [randomUUID(), checksum, name]);
}
