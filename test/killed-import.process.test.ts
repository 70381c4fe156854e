import { watch } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDice, type Dice } from '../scripts/sample/random.ts';
import { purgeInterrupted } from '../src/capabilities/imports/publishing/purge.ts';
import { type Database, statement } from '../src/platform/storage/database.ts';
import { openPglite } from '../src/platform/storage/embedded/pglite.ts';
import { openPostgres } from '../src/platform/storage/postgres/postgres.ts';
import { createPostgresDatabase, silentLogger } from './databases.ts';
import { countOrphans, importExport } from './exports.ts';
import { makeDataDir, startProgram } from './programs.ts';

/** How often it is killed, at another moment each time. */
const RUNS = { postgresql: 4, pglite: 3 };
const ROWS = 6_000;
const SOURCE = 'killed.csv';

/** Every row has these views, so that one look tells which file is served, and whether all of it is. */
const fileOf = (views: number) =>
  `campaignId,influencerId,views,likes,postId\n${Array.from(
    { length: ROWS },
    (_, row) => `campaign-${row % 20},influencer-${row % 300},${views},1,p${row}\n`,
  ).join('')}`;
const OLD = { views: 100, content: fileOf(100) };
const NEW = { views: 200, content: fileOf(200) };
const NEXT = { views: 300, content: fileOf(300) };

let folder = '';
let newFile = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-killed-'));
  newFile = join(folder, SOURCE);
  await writeFile(newFile, NEW.content);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The views of all posts that are served: those of one file, whole. */
async function servedViews(database: Database): Promise<number> {
  const [seen] = await database.query<{ views: bigint; posts: bigint; summed: bigint; counted: bigint }>(
    statement(
      'test_served',
      `select max(post.views) as views, count(*) as posts,
              (select sum(views)::bigint from campaign_performance) as summed,
              (select sum(posts)::bigint from campaign) as counted
         from post join import on import.id = post.import_id and import.status = 'PUBLISHED'
       having min(post.views) = max(post.views)`,
    ),
  );
  expect(seen).toMatchObject({ posts: BigInt(ROWS), counted: BigInt(ROWS) });
  const views = Number(seen?.views);
  expect(Number(seen?.summed)).toBe(views * ROWS);
  return views;
}

/** What a kill may leave: one file or the other, and rows that the next run takes away. */
async function checkAfterKill(database: Database): Promise<void> {
  const views = await servedViews(database);
  expect([OLD.views, NEW.views]).toContain(views);
  const next = await importExport(database, NEXT.content, { source: SOURCE });
  expect(next.status).toBe('PUBLISHED');
  expect(await servedViews(database)).toBe(NEXT.views);
  expect(await countOrphans(database)).toBe(0);
  const running = await database.prisma.import.count({ where: { status: 'RUNNING' } });
  expect(running).toBe(0);
  expect(await purgeInterrupted(database)).toEqual([]);
}

it('is survived by PostgreSQL at any moment', async () => {
  const dice = createDice(0.42);
  const created = await createPostgresDatabase();
  const database = openPostgres(created.url, silentLogger);
  try {
    for (let run = 0; run < RUNS.postgresql; run += 1) {
      await importExport(database, OLD.content, { source: SOURCE });
      await killAt(await momentOnPostgres(database, dice), { DATABASE_URL: created.url });
      await checkAfterKill(database);
    }
  } finally {
    await database.close();
    await created.drop();
  }
});

it('is survived by the embedded database at any moment', async () => {
  const dice = createDice(0.24);
  const template = await makeDataDir();
  const filling = await openPglite(join(template, 'postgres'));
  await importExport(filling, OLD.content, { source: SOURCE });
  await filling.close();
  for (let run = 0; run < RUNS.pglite; run += 1) {
    const dataDir = join(folder, `run-${run}`);
    await cp(template, dataDir, { recursive: true });
    await killAt(momentInFolder(join(dataDir, 'postgres', 'pg_wal'), dice), { DATA_DIR: dataDir });
    const database = await openPglite(join(dataDir, 'postgres'));
    await checkAfterKill(database);
    await database.close();
    await rm(dataDir, { recursive: true });
  }
  await rm(template, { recursive: true });
});

/** Resolves at the moment of the kill, which comes once the importer has begun, or once it has ended by itself. */
type Moment = (ended: Promise<unknown>) => Promise<void>;

async function killAt(moment: Moment, settings: Readonly<Record<string, string>>): Promise<void> {
  const etl = startProgram('scripts/etl.ts', [newFile], settings);
  await moment(etl.ended);
  etl.child.kill('SIGKILL');
  await etl.ended;
}

/** So many looks at the database after the import has begun: a look takes as long as some steps of the import. */
async function momentOnPostgres(database: Database, dice: Dice): Promise<Moment> {
  const looks = dice.integer(0, 120);
  const begun = statement('test_begun', `select 1 from import where status = 'RUNNING' or started_at > $1`);
  const [{ now } = { now: new Date() }] = await database.query<{ now: Date }>(
    statement('test_now', 'select clock_timestamp() as now'),
  );
  return async (ended) => {
    let hasEnded = false;
    ended.then(() => {
      hasEnded = true;
    });
    while (!hasEnded && (await database.query(begun, [now])).length === 0);
    for (let look = 0; look < looks && !hasEnded; look += 1) await database.query(begun, [now]);
  };
}

/** So many writes to the write-ahead log. */
function momentInFolder(path: string, dice: Dice): Moment {
  const writes = dice.integer(1, 400);
  return async (ended) => {
    const watcher = watch(path);
    try {
      await new Promise<void>((resolve) => {
        let seen = 0;
        watcher.on('change', () => {
          seen += 1;
          if (seen === writes) resolve();
        });
        ended.then(() => resolve());
      });
    } finally {
      watcher.close();
    }
  };
}
