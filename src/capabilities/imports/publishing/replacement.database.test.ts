import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { clear, countOrphans, exportOf, importExport } from '../../../../test/exports.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { openPostgres } from '../../../platform/storage/postgres/postgres.ts';
import { LOCK_RUNNING } from '../run/import.sql.ts';
import { purgeInterrupted } from './purge.ts';

const CAMPAIGNS = 40;
const INFLUENCERS = 5;

/** Every pair of campaign and influencer once, each with these views. */
const stateOf = (views: number) =>
  exportOf(
    Array.from({ length: CAMPAIGNS * INFLUENCERS }, (_, row) => ({
      campaignId: `campaign-${row % CAMPAIGNS}`,
      influencerId: `influencer-${Math.floor(row / CAMPAIGNS)}`,
      views,
      likes: views / 10,
    })),
  );

const LOOK = statement(
  'test_look',
  `select performances, campaigns, views, most_views as "mostViews", totals, most_total as "mostTotal", posts,
          most_posts as "mostPosts"
     from (select count(*)::int as performances, min(views) as views, max(views) as most_views
             from campaign_performance) as performance,
          (select count(*)::int as campaigns, min(views) as totals, max(views) as most_total from campaign) as campaign,
          (select min(post.views) as posts, max(post.views) as most_posts from post
             join import on import.id = post.import_id and import.status = 'PUBLISHED') as post`,
);

/** The distinct views of all published posts, and of all performances. */
const lookOf = (postViews: number, views = postViews) => ({
  performances: CAMPAIGNS * INFLUENCERS,
  campaigns: CAMPAIGNS,
  views: BigInt(views),
  mostViews: BigInt(views),
  totals: BigInt(views * INFLUENCERS),
  mostTotal: BigInt(views * INFLUENCERS),
  posts: BigInt(postViews),
  mostPosts: BigInt(postViews),
});

async function look(database: Database): Promise<ReturnType<typeof lookOf> | undefined> {
  const [seen] = await database.query<ReturnType<typeof lookOf>>(LOOK);
  return seen;
}

let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;
let other: Database;

beforeAll(async () => {
  created = await createPostgresDatabase();
  database = openPostgres(created.url, silentLogger);
  other = openPostgres(created.url, silentLogger);
});

beforeEach(() => clear(database));

afterAll(async () => {
  await database.close();
  await other.close();
  await created.drop();
});

it('is seen by concurrent readers whole or not at all', async () => {
  await importExport(database, stateOf(100));
  let isOver = false;
  let looks = 0;
  const seen = new Set<number>();
  const read = async () => {
    while (!isOver) {
      const whole = await look(other);
      const views = Number(whole?.views);
      expect(whole).toEqual(lookOf(views));
      seen.add(views);
      looks += 1;
    }
  };
  const readers = [read(), read(), read()];
  // Until enough was looked at, however slow the readers are.
  for (let turn = 0; turn < 8 || (turn < 400 && (looks <= 30 || seen.size < 2)); turn += 1) {
    const outcome = await importExport(database, stateOf(turn % 2 === 0 ? 200 : 100));
    expect(outcome.status).toBe('PUBLISHED');
  }
  isOver = true;
  await Promise.all(readers);
  expect(seen).toEqual(new Set([100, 200]));
  expect(await countOrphans(database)).toBe(0);
});

it('waits for a concurrent import of the same source, says so, and then runs', async () => {
  const told: string[] = [];
  // The second begins while the first is in the middle of its file, which continues when the second has to wait.
  let second: ReturnType<typeof importExport> | undefined;
  const first = importExport(database, stateOf(100), {
    onRejections: () =>
      new Promise<void>((resolve) => {
        if (second !== undefined) return resolve();
        const onWait = () => {
          told.push('waits');
          resolve();
        };
        second = importExport(other, stateOf(200), { onWait });
        // If it does not wait, it ends without having called onWait.
        second.finally(resolve).catch(() => undefined);
      }),
  });
  const one = await first;
  const two = await second;
  expect(told).toEqual(['waits']);
  expect([one.status, two?.status]).toEqual(['PUBLISHED', 'PUBLISHED']);
  expect(Number(two?.importId)).toBeGreaterThan(Number(one.importId));
  expect(await look(database)).toEqual(lookOf(200));
  const statuses = await database.prisma.import.findMany({
    orderBy: { id: 'asc' },
    select: { status: true },
  });
  expect(statuses.map(({ status }) => status)).toEqual(['REPLACED', 'PUBLISHED']);
});

it('adds up with concurrent imports of other sources in shared campaigns', async () => {
  const sources = Array.from({ length: 6 }, (_, index) => `source-${index}.csv`);
  for (const views of [100, 200]) {
    await Promise.all(
      sources.map((source, index) =>
        importExport(index % 2 === 0 ? database : other, stateOf(views), { source }),
      ),
    );
    expect(await look(database)).toEqual(lookOf(views, views * sources.length));
  }
  expect(await countOrphans(database)).toBe(0);
});

it('deletes the rows of a dead import only after all of them are committed', async () => {
  const [begun] = await database.query<{ id: bigint }>(
    statement(
      'test_begin',
      `with owner as (insert into organization (id) values ('default') on conflict do nothing)
       insert into import (organization_id, source, status) values ('default', 'dead.csv', 'RUNNING') returning id`,
    ),
  );
  const id = begun?.id ?? 0n;
  const writer = await database.openCopy({
    table: 'post',
    columns: ['organization_id', 'import_id', 'line', 'campaign_id', 'influencer_id', 'views'],
    guard: async (session) => {
      expect(await session.query(LOCK_RUNNING, ['default', id])).toHaveLength(1);
    },
  });
  await writer.write(`default\t${id}\t2\tspring\tada\t1\n`);
  let isPurged = false;
  const purging = purgeInterrupted(other).then(() => {
    isPurged = true;
  });
  await untilSomeoneWaits();
  expect(isPurged).toBe(false);
  await writer.end();
  await purging;
  expect(await countOrphans(database)).toBe(0);
  expect(await database.prisma.import.findMany()).toMatchObject([
    {
      status: 'FAILED',
      message: 'The process that ran it ended before it did: nothing was published. Import the file again.',
    },
  ]);
});

it('is not published by a process that was presumed dead', async () => {
  await importExport(database, stateOf(100));
  const slow: Database = {
    ...database,
    transaction: async (work) => {
      await other.query(
        statement('test_take_for_dead', `update import set status = 'FAILED' where status = 'RUNNING'`),
      );
      return database.transaction(work);
    },
  };
  const late = importExport(slow, stateOf(200));
  await expect(late).rejects.toThrow(/presumed dead/);
  expect(await look(database)).toEqual(lookOf(100));
  expect(await countOrphans(database)).toBe(0);
});

it('reports that the database was lost midway, publishes nothing, and succeeds the next time', async () => {
  await importExport(database, stateOf(100));
  const cut = importExport(database, stateOf(200), {
    onRejections: () => terminateOthers(),
  });
  await expect(cut).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringMatching(/database was lost during the import\. Nothing was published/),
  });
  expect(await look(database)).toEqual(lookOf(100));
  expect(await importExport(database, stateOf(200))).toMatchObject({ status: 'PUBLISHED' });
  expect(await countOrphans(database)).toBe(0);
});

it('is reported as published if it was committed while its connection was lost', async () => {
  const breaking: Database = {
    ...database,
    transaction: async (work) => {
      await database.transaction(work);
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
    },
  };
  expect(await importExport(breaking, stateOf(100))).toMatchObject({ status: 'PUBLISHED', loaded: 200 });
  expect(await look(database)).toEqual(lookOf(100));
});

async function terminateOthers(): Promise<void> {
  await other.query(
    statement(
      'test_terminate_others',
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
}

async function untilSomeoneWaits(): Promise<void> {
  const waiting = statement(
    'test_waiting',
    `select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like 'update import%'`,
  );
  while ((await database.query(waiting)).length === 0) await new Promise(setImmediate);
}
