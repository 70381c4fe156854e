import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPostgresDatabase, silentLogger } from '../../../../test/databases.ts';
import { clear, countOrphans, exportOf, importExport } from '../../../../test/exports.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { openPostgres } from '../../../platform/storage/postgres/postgres.ts';
import { POST_KEYS, performanceKey } from '../../performance/post/post-keys.sql.ts';
import { purgeInterrupted } from '../publishing/purge.ts';
import { LOCK_RUNNING } from '../run/import.sql.ts';
import { findPostTable, indexPublishedPosts, postTarget } from './post-tables.ts';

/** The tables of single imports, on a PostgreSQL server. */
let created: Awaited<ReturnType<typeof createPostgresDatabase>>;
let database: Database;
let other: Database;

beforeAll(async () => {
  created = await createPostgresDatabase();
  database = openPostgres(created.url, silentLogger);
  other = openPostgres(created.url, silentLogger);
});

afterAll(async () => {
  await Promise.all([database.close(), other.close()]);
  await created.drop();
});

beforeEach(async () => {
  await clear(database);
  for (const { name } of await listTables()) await database.execute(`drop table ${name}`);
});

const rowsOf = (posts: number, views = 100) =>
  exportOf(
    Array.from({ length: posts }, (_, post) => ({
      campaignId: 'spring',
      influencerId: `influencer-${post % 5}`,
      views,
      likes: 1,
      postId: `p${post}`,
    })),
  );

/** The tables other than `post`: their import's source, and whether they are indexed. */
function listTables() {
  return database.query<{ name: string; source: string | null; isIndexed: boolean }>(
    statement(
      'test_list_tables',
      `select inhrelid::regclass::text as name, import.source,
              exists (select from pg_index where indrelid = inhrelid) as "isIndexed"
         from pg_inherits left join import on 'post_import_' || import.id = inhrelid::regclass::text
        where inhparent = 'post'::regclass order by inhrelid`,
    ),
  );
}

/** How many posts a search for one performance finds, and how many are in `post` itself. */
async function countPosts() {
  const [counted] = await database.query<{ found: number; merged: number }>(
    statement(
      'test_count_posts',
      `select (select count(*)::int from post where ${POST_KEYS} @> array[${performanceKey('$1', '$2', '$3')}])
                as found,
              (select count(*)::int from only post) as merged`,
    ),
    ['default', 'spring', 'influencer-0'],
  );
  return counted;
}

const EXPLAIN_SEARCH = statement(
  'test_explain_search',
  `explain select * from post
    where ${POST_KEYS} @> array[${performanceKey(`'default'`, `'spring'`, `'influencer-0'`)}]`,
);

const KEEP_ALL = { maxTables: 64, smallBytes: 0 };

/** Publishes like a process that is killed before its cleanup. */
function importWithoutCleanup(content: string, source: string) {
  const breaking: Database = {
    ...database,
    query: async (sql, values) => {
      if (sql.name === 'post_table_find') throw new Error('killed');
      return database.query(sql, values);
    },
  };
  return importExport(breaking, content, { source });
}

describe('the posts of an import', () => {
  it('are merged into post if they are few', async () => {
    await importExport(database, rowsOf(50));
    expect(await listTables()).toEqual([]);
    expect(await countPosts()).toEqual({ found: 10, merged: 50 });
  });

  it('stay in an indexed table of their own if they are many', async () => {
    await importWithoutCleanup(rowsOf(50), 'large.csv');
    expect(await listTables()).toMatchObject([{ source: 'large.csv', isIndexed: false }]);
    expect(await countPosts()).toEqual({ found: 10, merged: 0 });
    await indexPublishedPosts(database, KEEP_ALL);
    expect(await listTables()).toMatchObject([{ source: 'large.csv', isIndexed: true }]);
    expect(await countPosts()).toEqual({ found: 10, merged: 0 });
    const plan = await database.transaction(async (session) => {
      await session.execute('set local enable_seqscan = off');
      return session.query<{ 'QUERY PLAN': string }>(EXPLAIN_SEARCH);
    });
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
      /Bitmap Index Scan on post_import_\d+_array_idx/,
    );
  });

  it('are merged, smallest table first, if there are too many tables', async () => {
    for (const [source, posts] of [
      ['middle.csv', 2_000],
      ['small.csv', 100],
      ['large.csv', 4_000],
    ] as const) {
      await importWithoutCleanup(rowsOf(posts), source);
    }
    await indexPublishedPosts(database, { maxTables: 2, smallBytes: 0 });
    expect((await listTables()).map(({ source }) => source)).toEqual(['middle.csv', 'large.csv']);
    expect(await countPosts()).toEqual({ found: 1_220, merged: 100 });
  });

  it('are dropped with their table when another import replaces them', async () => {
    await importWithoutCleanup(rowsOf(50), 'large.csv');
    await indexPublishedPosts(database, KEEP_ALL);
    await importExport(database, rowsOf(20, 200), { source: 'large.csv' });
    expect(await listTables()).toEqual([]);
    expect(await countPosts()).toEqual({ found: 4, merged: 20 });
    expect(await database.prisma.campaign.findMany()).toMatchObject([{ postCount: 20n, views: 4_000n }]);
  });

  it('are merged by the next import after a process was killed before its cleanup', async () => {
    await importWithoutCleanup(rowsOf(50), 'left.csv');
    await importExport(database, rowsOf(10), { source: 'next.csv' });
    expect(await listTables()).toEqual([]);
    expect(await countPosts()).toEqual({ found: 12, merged: 60 });
  });

  it('of a dead import are dropped after all of them are committed', async () => {
    const [begun] = await database.query<{ id: bigint }>(
      statement(
        'test_begin_dead',
        `insert into import (organization_id, source, status) values ('default', 'dead.csv', 'RUNNING') returning id`,
      ),
    );
    const id = begun?.id ?? 0n;
    const { columns: _, ...target } = postTarget(id, async (session) => {
      expect(await session.query(LOCK_RUNNING, ['default', id])).toHaveLength(1);
    });
    const columns = ['organization_id', 'import_id', 'line', 'campaign_id', 'influencer_id', 'views'];
    const writer = await database.openCopy({ ...target, columns });
    await writer.write(`default\t${id}\t2\tspring\tada\t1\n`);
    const purging = purgeInterrupted(other);
    await writer.end();
    expect(await purging).toEqual(['dead.csv']);
    expect(await listTables()).toEqual([]);
    expect(await countOrphans(database)).toBe(0);
  });

  it('are found where they are by a transaction that saw them elsewhere before', async () => {
    await importWithoutCleanup(rowsOf(50), 'moved.csv');
    const [published] = await database.query<{ id: bigint }>(
      statement('test_published', `select id from import where source = 'moved.csv'`),
    );
    const id = published?.id ?? 0n;
    await other.transaction(async (publishing) => {
      expect(await findPostTable(publishing, id)).toBe(`post_import_${id}`);
      await indexPublishedPosts(database);
      expect(await findPostTable(publishing, id)).toBe('only post');
    });
  });

  it('stay for now while somebody reads them, and are dropped the next time', async () => {
    await importWithoutCleanup(rowsOf(50), 'read.csv');
    await indexPublishedPosts(database, KEEP_ALL);
    await database.transaction(async (reader) => {
      await reader.query(statement('test_read_posts', 'select count(*) from post'));
      const replacing = await importExport(other, rowsOf(20, 200), { source: 'read.csv' });
      expect(replacing.status).toBe('PUBLISHED');
    });
    expect(await listTables()).not.toEqual([]);
    expect(await countOrphans(database)).toBe(50);
    await purgeInterrupted(database);
    expect(await countOrphans(database)).toBe(0);
  });
});
