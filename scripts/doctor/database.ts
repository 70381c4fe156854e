import { join } from 'node:path';
import { pino } from 'pino';
import { FEWEST_CONNECTIONS } from '../../src/platform/storage/connection-budget.ts';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { holdDataDir } from '../../src/platform/storage/embedded/data-dir.ts';
import { openPglite } from '../../src/platform/storage/embedded/pglite.ts';
import {
  listNewerMigrations,
  listPendingMigrations,
  MigrationError,
} from '../../src/platform/storage/migrate.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { describeError, type Finding } from './finding.ts';

const OLDEST_POSTGRES = 15;

const VERSION = statement('doctor_version', `select current_setting('server_version_num')::int as version`);
/** reserved_connections is of PostgreSQL 16. -1 stands for no limit of the role or the database. */
const AVAILABLE_CONNECTIONS = statement(
  'doctor_available_connections',
  `select least(
      current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
      nullif((select rolconnlimit from pg_roles where rolname = current_user), -1),
      nullif((select datconnlimit from pg_database where datname = current_database()), -1)
    ) as available`,
);
const HAS_RECORDS = statement(
  'doctor_has_records',
  `select to_regclass('_prisma_migrations') is not null as "hasRecords"`,
);

/** Whether PostgreSQL answers, is new enough, takes enough connections and has every migration. */
export async function checkPostgres(url: string, connections: number): Promise<Finding[]> {
  const database = openPostgres(url, pino({ level: 'silent' }), { connections: FEWEST_CONNECTIONS });
  try {
    const [row] = await database.query<{ version: number }>(VERSION);
    const version = judgeVersion(row?.version ?? 0, database.location);
    if (version.state === 'fault') return [version];
    const [limits] = await database.query<{ available: number }>(AVAILABLE_CONNECTIONS);
    return [version, judgeConnections(limits?.available ?? 0, connections), await checkMigrations(database)];
  } catch (error) {
    return [
      {
        part: 'database',
        state: 'fault',
        message: `PostgreSQL at ${database.location} cannot be used: ${describeError(error)}.`,
        remedy:
          'Start it, and compare DATABASE_URL with its address, user, password and database name (psql takes the same address).',
      },
    ];
  } finally {
    await database.close();
  }
}

/** Opens the embedded database, which nobody must have, and looks at it. */
export async function checkEmbedded(dataDir: string): Promise<Finding[]> {
  const hold = await holdDataDir(dataDir);
  if (!hold.held)
    return [{ part: 'database', state: 'ok', message: 'a Marquee that has just started has it' }];
  try {
    const database = await openPglite(join(dataDir, 'postgres'));
    try {
      const opened: Finding = { part: 'database', state: 'ok', message: 'the embedded database opens' };
      return [opened, await checkMigrations(database)];
    } finally {
      await database.close();
    }
  } catch (error) {
    return [
      {
        part: 'database',
        state: 'fault',
        message: `The embedded database in ${dataDir} cannot be opened: ${describeError(error)}.`,
        remedy:
          'Restore a backup of the folder, or move it away: a new database is created, and exports can be imported again.',
      },
    ];
  } finally {
    await hold.release();
  }
}

/**
 * @param available how many connections the server takes from those who are no superusers
 * @param connections how many one process may open
 */
export function judgeConnections(available: number, connections: number): Finding {
  const processes = Math.floor(available / connections);
  const message = `PostgreSQL takes ${available} connections: room for ${processes} ${processes === 1 ? 'process' : 'processes'} of DATABASE_CONNECTIONS = ${connections}`;
  if (processes >= 2) return { part: 'connections', state: 'ok', message };
  return {
    part: 'connections',
    state: processes === 0 ? 'fault' : 'warn',
    message: `${message}.`,
    remedy: `Set max_connections higher, or DATABASE_CONNECTIONS lower${processes === 0 ? '' : ': while one process takes over from another, both are connected'}.`,
  };
}

/** @param version as in server_version_num: 150004 is 15.4 */
export function judgeVersion(version: number, location: string): Finding {
  const major = Math.floor(version / 10_000);
  const name = `PostgreSQL ${major}.${version % 10_000}`;
  if (major >= OLDEST_POSTGRES) return { part: 'database', state: 'ok', message: `${name} at ${location}` };
  return {
    part: 'database',
    state: 'fault',
    message: `${name} at ${location} is too old.`,
    remedy: `Upgrade it to ${OLDEST_POSTGRES} or newer.`,
  };
}

async function checkMigrations(database: Database): Promise<Finding> {
  try {
    const [row] = await database.query<{ hasRecords: boolean }>(HAS_RECORDS);
    if (row?.hasRecords !== true) return behind('The database is empty.');
    const pending = await listPendingMigrations(database);
    if (pending.length > 0) return behind(`The database lacks ${pending.join(', ')}.`);
    const newer = await listNewerMigrations(database);
    if (newer.length === 0) return { part: 'migrations', state: 'ok', message: 'the database has every one' };
    return {
      part: 'migrations',
      state: 'warn',
      message: `The database has ${newer.join(', ')} from a newer version of Marquee.`,
      remedy:
        'Update this version. It keeps working until then, because migrations are compatible with the version before.',
    };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const remedy = 'Follow this message; no server starts on this database until then.';
    return { part: 'migrations', state: 'fault', message: error.message, remedy };
  }
}

function behind(message: string): Finding {
  return {
    part: 'migrations',
    state: 'warn',
    message,
    remedy: 'Nothing, if a server is started next: it applies them. By themselves: npm run migrate',
  };
}
