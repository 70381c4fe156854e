import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPostgresDatabase, describeOnBothDatabases, silentLogger } from '../../../test/databases.ts';
import { type Database, statement } from './database.ts';
import { listPendingMigrations, MIGRATIONS_FOLDER, migrate } from './migrate.ts';
import { openPostgres } from './postgres/postgres.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-migrations-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeMigration(name: string, script: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), script);
}

const forget = (database: Database, name: string) =>
  database.query(statement('test_forget', 'delete from _prisma_migrations where migration_name = $1'), [
    name,
  ]);

describeOnBothDatabases('the migrations', (database) => {
  beforeEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    await database().execute(`delete from _prisma_migrations where migration_name like '9%'`);
  });

  it('are applied once, and recorded as Prisma records them', async () => {
    expect(await listPendingMigrations(database(), folder)).toEqual([]);
    await writeMigration('90_more', 'create table more (id text); insert into more values (1);');
    expect(await listPendingMigrations(database(), folder)).toEqual(['90_more']);
    expect(await migrate(database(), folder)).toEqual(['90_more']);
    expect(await migrate(database(), folder)).toEqual([]);
    const [record] = await database().query(
      statement(
        'test_record',
        `select length(id) as id, length(checksum) as checksum, finished_at is not null as finished,
                rolled_back_at as "rolledBackAt", applied_steps_count as steps
           from _prisma_migrations where migration_name = '90_more'`,
      ),
    );
    expect(record).toEqual({ id: 36, checksum: 64, finished: true, rolledBackAt: null, steps: 1 });
    await database().execute('drop table more');
  });

  it('keep nothing where one of them fails', async () => {
    await writeMigration('90_good', 'create table good (id text)');
    await writeMigration('91_bad', 'create table bad (id text); select nothing from nowhere;');
    await expect(migrate(database(), folder)).rejects.toThrow(
      'The migration 91_bad failed and was rolled back.',
    );
    expect(await listPendingMigrations(database(), folder)).toEqual(['90_good', '91_bad']);
    await database().execute('create table good (id text); drop table good');
  });

  it('are refused where one was edited after it had been applied', async () => {
    await writeMigration('90_edited', 'select 1');
    await migrate(database(), folder);
    await writeMigration('90_edited', 'select 2');
    await expect(migrate(database(), folder)).rejects.toThrow(
      /^The migration 90_edited was edited after it had been applied\. Restore its file/,
    );
  });

  it('let a newer version go before this one, and apply beside it what is still missing', async () => {
    await writeMigration('91_newer', 'select 1');
    await migrate(database(), folder);
    await rm(join(folder, '91_newer'), { recursive: true });
    expect(await migrate(database(), folder)).toEqual([]);
    await writeMigration('90_ours', 'select 1');
    expect(await migrate(database(), folder)).toEqual(['90_ours']);
  });

  it('are refused where one was begun and did not end, and go on once it is resolved', async () => {
    await writeMigration('90_begun', 'select 1');
    await migrate(database(), folder);
    await database().execute(
      `update _prisma_migrations set finished_at = null where migration_name = '90_begun'`,
    );
    await expect(migrate(database(), folder)).rejects.toThrow(
      /^The migration 90_begun was begun and did not end\. .*prisma migrate resolve --applied 90_begun/,
    );
    await database().execute(
      `update _prisma_migrations set rolled_back_at = now() where migration_name = '90_begun'`,
    );
    expect(await migrate(database(), folder)).toEqual(['90_begun']);
  });

  it('all apply to an empty database', async () => {
    const names = (await readdir(MIGRATIONS_FOLDER, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(await forget(database(), name)).toEqual([]);
    await database().execute('drop schema public cascade; create schema public');
    expect(await migrate(database())).toEqual(names.sort());
  });
});

it('applies each migration once where several processes start at once', async () => {
  const created = await createPostgresDatabase();
  const databases = Array.from({ length: 5 }, () => openPostgres(created.url, silentLogger));
  try {
    await databases[0]?.execute('drop schema public cascade; create schema public');
    const applied = await Promise.all(databases.map((database) => migrate(database)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  } finally {
    await Promise.all(databases.map((database) => database.close()));
    await created.drop();
  }
});

it('say what an administrator has to run where the database user may not give itself the role of requests', async () => {
  const { url, drop } = await createPostgresDatabase();
  const administrator = openPostgres(url, silentLogger);
  const name = `plain_${process.pid}`;
  await administrator.execute(`create role ${name} login password 'plain'`);
  const plain = new URL(url);
  plain.username = name;
  plain.password = 'plain';
  await administrator.execute(
    `drop schema public cascade; create schema public authorization ${name}; drop schema if exists pgboss cascade`,
  );
  const database = openPostgres(plain.href, silentLogger);
  const grant = `grant marquee_app to ${name};`;
  await expect(migrate(database)).rejects.toThrow(grant);
  // The very thing that it says is enough.
  await administrator.execute(grant);
  expect(await migrate(database)).not.toEqual([]);
  await database.close();
  await administrator.execute(`drop owned by ${name} cascade; drop role ${name}`);
  await administrator.close();
  await drop();
});
