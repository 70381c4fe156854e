import type { Database, Session } from '../database.ts';
import { listAppliedMigrations } from '../migrate.ts';
import { type BackupHead, END_OF_BACKUP, END_OF_ROWS } from './backup-format.ts';
import { createRowSums } from './row-sum.ts';
import { listSequences, listTables, readRows, type StoredTable } from './stored-tables.ts';

/** Tables that are made anew with what they say: by migrating, and by preparing the queue of jobs. */
export const REMADE = ['public._prisma_migrations', 'pgboss.version'];

/** What is known of the queue of jobs, whose tables are another program's. */
export type ReadJobs = (session: Pick<Session, 'query'>) => Promise<BackupHead['jobs']>;

/** The tables whose rows a backup holds. */
export async function listBackedUp(session: Pick<Session, 'query'>): Promise<StoredTable[]> {
  const tables = await listTables(session);
  return tables.filter(({ schema, name }) => !REMADE.includes(`${schema}.${name}`));
}

/**
 * Hands over the text of a backup, as the database is at one moment, piece by piece.
 * @param take resolves when more may come
 */
export async function writeBackup(
  database: Database,
  readJobs: ReadJobs,
  take: (text: AsyncGenerator<string>) => Promise<void>,
): Promise<void> {
  await database.inBackground().transaction(async (session) => {
    await session.execute('set transaction isolation level repeatable read, read only');
    await take(writeText(session, readJobs));
  });
}

async function* writeText(session: Session, readJobs: ReadJobs): AsyncGenerator<string> {
  const head: BackupHead = {
    format: 'marquee-backup',
    version: 1,
    createdAt: new Date().toISOString(),
    migrations: await listAppliedMigrations(session),
    sequences: await listSequences(session),
    jobs: await readJobs(session),
  };
  yield `${JSON.stringify(head)}\n`;
  for (const table of await listBackedUp(session)) {
    yield `${JSON.stringify(table)}\n`;
    const sums = createRowSums();
    for await (const lines of readRows(session, table)) {
      for (const line of lines) sums.add(line);
      yield `${lines.join('\n')}\n`;
    }
    yield `${END_OF_ROWS}\n${JSON.stringify(sums.sum())}\n`;
  }
  yield `${END_OF_BACKUP}\n`;
}
