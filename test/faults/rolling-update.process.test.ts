import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStorage } from '../../src/platform/storage/open.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { startApp } from '../running-app.ts';

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
beforeEach(async () => {
  created = await createPostgresDatabase();
});
afterEach(() => created.drop());

/** Does to the database what a newer version's migration does: something is added, and recorded. */
async function migrateAsNewerVersion(finishedAt: 'now()' | 'null') {
  const database = openPostgres(created.url, silentLogger);
  await database.execute(`
    alter table campaign add column added_by_a_newer_version text;
    insert into _prisma_migrations (id, checksum, migration_name, finished_at)
      values ('newer', 'newer', '29990101000000_newer', ${finishedAt})`);
  await database.close();
}

it.each([
  ['has ended', 'now()'],
  ['is still running', 'null'],
] as const)('a server stays ready while the migration of a newer version %s', async (_name, finishedAt) => {
  const database = openPostgres(created.url, silentLogger);
  const app = await startApp(database);
  const readiness = async () => (await fetch(`${app.url}/readyz`)).status;
  expect(await readiness()).toBe(200);
  await migrateAsNewerVersion(finishedAt);
  expect(await readiness()).toBe(200);
  expect((await app.query('{ campaigns(first: 1) { edges { node { id } } } }')).errors).toBeUndefined();
  await app.close();
  await database.close();
});

it('a server that starts again on a database of a newer version says so, and serves', async () => {
  await migrateAsNewerVersion('now()');
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => void lines.push(line) });
  const storage = await openStorage({ databaseUrl: created.url, dataDir: 'unused' }, logger);
  if (storage.taken !== undefined) throw new Error('there is no folder to take');
  const warning = lines.map((line) => JSON.parse(line)).find(({ level }) => level === 40);
  expect(warning).toMatchObject({ migrations: ['29990101000000_newer'] });
  await storage.close();
});

it('a server does not start on a database with migrations of which none is ours', async () => {
  const database = openPostgres(created.url, silentLogger);
  await database.execute(`update _prisma_migrations set migration_name = 'their_' || migration_name`);
  await database.close();
  const opening = openStorage({ databaseUrl: created.url, dataDir: 'unused' }, silentLogger);
  await expect(opening).rejects.toThrow('migrations of another program');
});
