import { chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Database, statement } from '../../src/platform/storage/database.ts';
import { openStorage } from '../../src/platform/storage/open.ts';
import { openPostgres } from '../../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from '../databases.ts';
import { importRows } from '../measured-rows.ts';
import { startApp } from '../running-app.ts';
import { canMount, mountSmallDisk } from './small-disk.ts';

const NO_ROOM = 'The disk of the database is full: nothing can be written until space is freed.';
const POSTS = 12_000;
const ROOM_LEFT = 500_000;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** An export of some megabytes. */
const LARGE_EXPORT = [
  'campaign_id,influencer_id,views,likes,caption',
  ...Array.from({ length: POSTS }, (_, row) => `spring,creator-${row},10,1,${'x'.repeat(200)}`),
].join('\n');

/** Imports while the disk is full and again when it is not, over a server that goes on. */
async function expectToSurvive(database: Database, disk: { fill(): Promise<void>; clear(): Promise<void> }) {
  await importRows(database, [{ campaignId: 'spring', influencerId: 'a', views: 10 }]);
  const app = await startApp(database);
  undo.push(() => app.close());
  const views = async () => {
    const query =
      '{ topPerformers(campaignId: "spring", limit: 1) { influencerId } campaign(id: "spring") { postCount } }';
    const { data, errors } = await app.query<{ campaign: { postCount: number } }>(query);
    expect(errors).toBeUndefined();
    return data.campaign.postCount;
  };
  const importLarge = async () => {
    const response = await fetch(`${app.url}/imports?source=large.csv`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: LARGE_EXPORT,
    });
    return { status: response.status, body: await response.json() };
  };
  await disk.fill();
  const refused = await importLarge();
  expect(refused).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  expect(refused.body.message).toBe(`${NO_ROOM} Nothing was published: import the file again afterwards.`);
  expect(await views()).toBe(1);
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);

  await disk.clear();
  expect(await importLarge()).toMatchObject({ status: 200, body: { status: 'PUBLISHED', loaded: POSTS } });
  expect(await views()).toBe(POSTS + 1);
}

describe('with its disk full, an import says so and publishes nothing, reading goes on, and the next one goes in', () => {
  it.skipIf(!canMount)(
    'on the embedded database (skipped without the right to mount a small disk)',
    async () => {
      const disk = mountSmallDisk(220);
      undo.push(async () => disk.remove());
      const storage = await openStorage(
        { databaseUrl: undefined, dataDir: join(disk.folder, 'data') },
        silentLogger,
      );
      if (storage.taken !== undefined) throw new Error('the folder is taken');
      undo.push(() => storage.close());
      await expectToSurvive(storage.database, {
        fill: async () => disk.fill(ROOM_LEFT),
        clear: async () => disk.clear(),
      });
    },
  );

  it.skipIf(!canMount)('on PostgreSQL (skipped without the right to mount a small disk)', async () => {
    const disk = mountSmallDisk(120);
    undo.push(async () => disk.remove());
    const database = await openOwnDatabase();
    const folder = join(disk.folder, 'tablespace');
    mkdirSync(folder);
    const [location] = await database.query<{ path: string; databaseName: string }>(
      statement(
        'test_data_directory',
        `select current_setting('data_directory') as path, current_database() as "databaseName"`,
      ),
    );
    const databaseName = location?.databaseName ?? '';
    const { uid, gid } = statSync(location?.path ?? '');
    chownSync(folder, uid, gid);
    const name = `small_${process.pid}`;
    await database.execute(`create tablespace ${name} location '${folder}'`);
    undo.push(() => dropTablespace(database, databaseName, name));
    await database.execute(`alter table post set tablespace ${name}`);
    // The connection on which an import makes its own table begins here.
    await database.execute(`alter database ${databaseName} set default_tablespace = ${name}`);
    await expectToSurvive(database, {
      fill: async () => disk.fill(ROOM_LEFT),
      clear: async () => disk.clear(),
    });
  });

  it('on a PostgreSQL that says so', async () => {
    const database = await openOwnDatabase();
    await database.execute(`
      create function has_room() returns boolean language plpgsql as $$
        begin raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100'; end $$`);
    // The table that an import makes for its posts inherits the check.
    await expectToSurvive(database, {
      fill: () => database.execute('alter table post add constraint room check (has_room()) not valid'),
      clear: () => database.execute('alter table post drop constraint room'),
    });
  });
});

async function openOwnDatabase(): Promise<Database> {
  const created = await createPostgresDatabase();
  undo.push(created.drop);
  const database = openPostgres(created.url, silentLogger);
  undo.push(() => database.close());
  return database;
}

async function dropTablespace(database: Database, databaseName: string, name: string): Promise<void> {
  await database.execute(`alter database ${databaseName} reset default_tablespace`);
  // The server makes tables of its own, such as those of a day.
  for (const kind of ['table', 'index'])
    await database.execute(`alter ${kind} all in tablespace ${name} set tablespace pg_default`);
  await database.execute(`drop tablespace ${name}`);
}
