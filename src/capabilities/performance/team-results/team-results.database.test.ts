import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, type ExportRow, exportOf, importExport } from '../../../../test/exports.ts';
import { isLongRun } from '../../../../test/long-run.ts';
import type { Database, SqlValue } from '../../../platform/storage/database.ts';
import { EVERYTHING, filterValues } from '../../access/contract.ts';
import { countUncountedPlatforms } from '../../imports/publishing/platforms.ts';
import { FIND_PERIODS } from '../timeline/timeline.ts';
import {
  BEST_POSTS,
  LEVEL,
  ONE_CREATOR,
  type SumScope,
  TOP_CREATORS,
  TOP_HASHTAGS,
} from './team-results.sql.ts';
import { createTeamResults } from './team-results.ts';

const CAMPAIGNS = ['autumn', 'spring'];
/** One with a blank, and as posts without any they are none of these. */
const PLATFORMS = ['TIKTOK', 'OVER ALL'];

const anExport = fc
  .record({
    columns: fc.subarray(['likes', 'comments', 'shares'] as const, { minLength: 1 }),
    rows: fc.array(
      fc.record({
        campaignId: fc.constantFrom(...CAMPAIGNS),
        influencerId: fc.constantFrom('ada', 'bob', 'o\\"neil'),
        views: fc.constantFrom(0, 10, 2 ** 40),
        count: fc.nat(3),
        postId: fc.constantFrom('', 'p1', 'p2'),
        platform: fc.constantFrom('', ...PLATFORMS),
        postedAt: fc.constantFrom('', '2026-01-01T23:59:59Z', '2026-01-02', '2026-06-01'),
        hashtags: fc.constantFrom('', '#ad', '#ad #new', '#new #back\\slash'),
        caption: fc.constantFrom('', ' ', 'once more'),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ columns, rows }) =>
    rows.map(({ count, views, ...row }): ExportRow => {
      const counts = columns.map((column) => [column, views === 0 ? 0 : count]);
      return { ...row, views, ...Object.fromEntries(counts) };
    }),
  );

const aHistory = fc.array(fc.record({ source: fc.constantFrom('one.csv', 'two.csv'), rows: anExport }), {
  minLength: 1,
  maxLength: 5,
});

const interactionsOf = ({ likes = 0, comments = 0, shares = 0 }: ExportRow) => likes + comments + shares;
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + BigInt(count), 0n);

/** What the rows add up to by a key, from the files and not from the tables. */
function sumUp(rows: readonly ExportRow[], keysOf: (row: ExportRow) => readonly string[]) {
  const groups = new Map<string, ExportRow[]>();
  for (const row of rows) for (const key of keysOf(row)) groups.set(key, [...(groups.get(key) ?? []), row]);
  return new Map(
    [...groups].map(([key, group]) => {
      const counted = (column: 'likes' | 'comments' | 'shares') => {
        const reported = group.flatMap((row) => row[column] ?? []);
        return reported.length === 0 ? null : total(reported);
      };
      return [
        key,
        {
          posts: BigInt(group.length),
          views: total(group.map(({ views }) => views)),
          interactions: total(group.map(interactionsOf)),
          likes: counted('likes'),
          comments: counted('comments'),
          shares: counted('shares'),
        },
      ] as const;
    }),
  );
}

/** Of one post in a file the last row counts, and of one in several sources the row that was published last. */
function withoutSuperseded(rows: readonly ExportRow[]): ExportRow[] {
  const key = (row: ExportRow) =>
    JSON.stringify([row.campaignId, row.influencerId, row.postId, row.platform]);
  const last = new Map(rows.map((row, index) => [key(row), index]));
  return rows.filter((row, index) => !row.postId || last.get(key(row)) === index);
}

interface Found {
  readonly posts: bigint;
  readonly views: bigint;
  readonly interactions: bigint;
  readonly influencerId?: string;
  readonly hashtag?: string;
}

interface Level {
  readonly posts: bigint;
  readonly views: bigint;
  readonly engagementRate: number | null;
  readonly creators: bigint;
  readonly median: number | null;
  readonly upperQuartile: number | null;
}

/** As percentile_cont: between two values, the point between them. */
function quantile(sorted: readonly number[], share: number): number | null {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at));
}

function expectNear(found: number | null | undefined, expected: number | null): void {
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 9);
}

/** Each scope with the values that it is asked with, and the posts that it is about. */
const SCOPES: readonly {
  scope: SumScope;
  values: SqlValue[];
  filter: SqlValue[];
  has(row: ExportRow): boolean;
}[] = [
  { scope: 'campaign', values: ['spring', null], filter: [], has: (row) => row.campaignId === 'spring' },
  {
    scope: 'campaign',
    values: ['spring', 'TIKTOK'],
    filter: [],
    has: (row) => row.campaignId === 'spring' && row.platform === 'TIKTOK',
  },
  { scope: 'everything', values: [null, 'TIKTOK'], filter: [], has: (row) => row.platform === 'TIKTOK' },
  {
    scope: 'everything',
    values: [null, 'OVER ALL'],
    filter: [],
    has: (row) => row.platform === 'OVER ALL',
  },
  {
    scope: 'visible',
    values: [null, 'TIKTOK'],
    filter: [false, [], ['autumn']],
    has: (row) => row.campaignId === 'autumn' && row.platform === 'TIKTOK',
  },
];

async function checkSums(database: Database, rows: readonly ExportRow[]): Promise<void> {
  const asked = {
    influencerId: { statements: TOP_CREATORS, keysOf: (row: ExportRow) => [row.influencerId] },
    hashtag: {
      statements: TOP_HASHTAGS,
      keysOf: (row: ExportRow) => row.hashtags?.split(' ').filter((hashtag) => hashtag !== '') ?? [],
    },
  } as const;
  for (const { scope, values, filter, has } of SCOPES) {
    for (const [name, { statements, keysOf }] of Object.entries(asked)) {
      const found = await database.query<Found>(statements[scope], ['default', ...values, 100, ...filter]);
      const expected = [...sumUp(rows.filter(has), keysOf)].filter(([, { views }]) => views > 0n);
      expect(
        new Map(
          found.map(({ influencerId, hashtag, posts, views, interactions }) => [
            name === 'hashtag' ? hashtag : influencerId,
            { posts, views, interactions },
          ]),
        ),
      ).toEqual(
        new Map(
          expected.map(([key, { posts, views, interactions }]) => [key, { posts, views, interactions }]),
        ),
      );
    }
  }
  for (const { scope, values, filter, has } of SCOPES) {
    const posts = rows.filter(has);
    const creators = sumUp(posts, (row) => [row.influencerId]);
    for (const influencerId of ['ada', 'bob', 'nobody']) {
      const found = await database.query<Found>(ONE_CREATOR[scope], [
        'default',
        ...values,
        influencerId,
        ...filter,
      ]);
      const sums = creators.get(influencerId);
      expect(found.map(({ posts: count, views, interactions }) => [count, views, interactions])).toEqual(
        sums === undefined || sums.views === 0n ? [] : [[sums.posts, sums.views, sums.interactions]],
      );
    }
    const [level] = await database.query<Level>(LEVEL[scope], ['default', ...values, ...filter]);
    const views = total(posts.map((row) => row.views));
    const rates = [...creators.values()]
      .filter((sums) => sums.views >= 1_000n)
      .map((sums) => (Number(sums.interactions) / Number(sums.views)) * 100)
      .toSorted((left, right) => left - right);
    expect(level).toMatchObject({ posts: BigInt(posts.length), views, creators: BigInt(rates.length) });
    const rate = (Number(total(posts.map(interactionsOf))) / Number(views)) * 100;
    expectNear(level?.engagementRate, views === 0n ? null : rate);
    expectNear(level?.median, quantile(rates, 0.5));
    expectNear(level?.upperQuartile, quantile(rates, 0.75));
  }
  // The index has the order that the sums are sorted into.
  const ofPlatform = ['default', null, 'TIKTOK', 100];
  expect(await database.query(TOP_CREATORS.everything, ofPlatform)).toEqual(
    await database.query(TOP_CREATORS.visible, [...ofPlatform, ...filterValues(EVERYTHING)]),
  );
  for (const influencerId of ['ada', 'bob']) {
    const best = await database
      .forOrganization('default')
      .query<Found>(BEST_POSTS, ['default', null, 'TIKTOK', [influencerId], 3, true, [], []]);
    const expected = rows.filter((row) => row.influencerId === influencerId && row.platform === 'TIKTOK');
    const hasCaption = (row: ExportRow) => row.caption?.trim() !== '';
    const most = expected
      .toSorted(
        (left, right) =>
          Number(hasCaption(right)) - Number(hasCaption(left)) ||
          interactionsOf(right) - interactionsOf(left),
      )
      .map((row) => BigInt(interactionsOf(row)));
    expect(best.map(({ interactions }) => interactions)).toEqual(most.slice(0, 3));
  }
  for (const campaignId of CAMPAIGNS) {
    const periods = await database.query<{ unit: string; from: Date }>(FIND_PERIODS, ['default', campaignId]);
    const dated = rows.filter((row) => row.campaignId === campaignId && row.postedAt !== '');
    const start = periods[0]?.unit === 'WEEK' ? toMonday : (day: string) => day;
    const expected = [...sumUp(dated, ({ postedAt = '' }) => [start(postedAt.slice(0, 10))])].toSorted();
    expect(periods.map(({ unit: _unit, from, ...sums }) => [from.toISOString().slice(0, 10), sums])).toEqual(
      expected.map(([day, { interactions: _interactions, posts: postCount, ...sums }]) => [
        day,
        { ...sums, postCount },
      ]),
    );
  }
}

function toMonday(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

describeOnBothDatabases("a team's results and timelines", (database) => {
  it('are those of the posts of the published imports, whatever was imported before', async () => {
    await fc.assert(
      fc
        .asyncProperty(aHistory, async (history) => {
          const bySource = new Map<string, ExportRow[]>();
          for (const { source, rows } of history) {
            const quoted = rows.map((row) => ({
              ...row,
              influencerId: `"${row.influencerId.replaceAll('"', '""')}"`,
            }));
            const { status } = await importExport(database(), exportOf(quoted), { source });
            if (status !== 'PUBLISHED') continue;
            bySource.delete(source);
            bySource.set(source, rows);
          }
          await checkSums(database(), withoutSuperseded([...bySource.values()].flat()));
        })
        .beforeEach(() => clear(database())),
      { numRuns: database().kind === 'pglite' ? 2 : isLongRun ? 12 : 4 },
    );
  });

  it('are counted anew on platforms where a server of the version before has published', async () => {
    await clear(database());
    const row = { campaignId: 'spring', influencerId: 'ada', views: 10, likes: 1, hashtags: '' };
    const rows = [{ ...row, platform: 'TIKTOK', postedAt: '' }];
    await importExport(database(), exportOf(rows), { source: 'one.csv' });
    // It changes neither the performances nor the mark.
    await database().execute(
      'truncate platform_performance; update organization set platform_import_id = null',
    );
    await countUncountedPlatforms(database());
    await checkSums(database(), rows);
    await database().execute(
      'truncate platform_performance; update organization set platform_import_id = null',
    );
    await importExport(database(), exportOf(rows), { source: 'two.csv' });
    await checkSums(database(), [...rows, ...rows]);
  });

  it('are added up by the database where an import of the version before has no sums', async () => {
    await clear(database());
    const row = { campaignId: 'spring', influencerId: 'ada', views: 10, likes: 1 };
    const rows = [
      { ...row, platform: 'TIKTOK', postedAt: '2026-01-01', hashtags: '#ad #new' },
      { ...row, platform: '', postedAt: '', hashtags: '' },
      { ...row, influencerId: 'bob', platform: 'YOUTUBE', postedAt: '2026-01-02', hashtags: '#ad' },
    ];
    await importExport(database(), exportOf(rows), { source: 'one.csv' });
    await database().execute('delete from post_sum');
    await importExport(database(), exportOf(rows.slice(1)), { source: 'two.csv' });
    await checkSums(database(), [...rows, ...rows.slice(1)]);
    await database().execute('delete from post_sum');
    await importExport(database(), exportOf(rows.slice(0, 1)), { source: 'one.csv' });
    await checkSums(database(), [...rows.slice(0, 1), ...rows.slice(1)]);
    expect(
      await database().prisma.campaignPerformance.findMany({ orderBy: { influencerId: 'asc' } }),
    ).toMatchObject([
      { influencerId: 'ada', postCount: 2n },
      { influencerId: 'bob', postCount: 1n },
    ]);
  });

  it('come with the platform, day and format of each post, captioned ones first, and with what is usual', async () => {
    await clear(database());
    const row = { campaignId: 'spring', views: 2_000, platform: 'TIKTOK', postedAt: '2026-01-01T23:00:00Z' };
    const url = 'https://www.tiktok.com/@ada/video/1';
    await importExport(
      database(),
      exportOf([
        { ...row, influencerId: 'ada', likes: 100, postId: 'p1', caption: 'Nine days', url },
        { ...row, influencerId: 'ada', likes: 300, postId: 'p2', caption: '', url: '' },
        ...['bob', 'cleo', 'dan'].map((influencerId, index) => ({
          ...row,
          influencerId,
          likes: 20 * (index + 1),
          postId: influencerId,
          caption: '',
          url: '',
        })),
        { ...row, influencerId: 'eve', likes: 9, postId: 'e', views: 999, caption: '', url: '' },
      ]),
      { source: 'one.csv' },
    );
    const results = createTeamResults({
      database: database(),
      cache: { kind: 'memory', remember: (_key, load) => load() },
      revisions: {
        find: async () => ({ revision: 1n, departmentId: null }),
        forget: () => undefined,
        close: async () => undefined,
      },
    });
    const scope = {
      organizationId: 'default',
      visible: EVERYTHING,
      campaignId: 'spring',
      platform: 'TIKTOK',
    };
    expect(await results.creator(scope, 'ada')).toMatchObject({
      posts: 2,
      engagementRate: 10,
      bestPosts: [
        { postId: 'p1', platform: 'TIKTOK', postedAt: '2026-01-01', format: 'VIDEO', caption: 'Nine days' },
        { postId: 'p2', format: null, caption: null, interactions: 300 },
      ],
    });
    expect(await results.creator(scope, 'nobody')).toBeNull();
    expect(await results.average(scope)).toEqual({
      engagementRate: (529 / 10_999) * 100,
      posts: 6,
      views: 10_999,
    });
    // Rates 1, 2, 3 and 10; who has 999 views is left out.
    expect(await results.spread(scope)).toEqual({ median: 2.5, upperQuartile: 4.75, creators: 4 });
    const elsewhere = { ...scope, platform: 'YOUTUBE' };
    expect([await results.average(elsewhere), await results.spread(elsewhere)]).toEqual([null, null]);
  });
});
