import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, type ExportRow, exportOf, importExport } from '../../../../test/exports.ts';
import { isLongRun } from '../../../../test/long-run.ts';
import { type Database, statement } from '../../../platform/storage/database.ts';
import { engagementRate } from '../../performance/rate.ts';

const Z = 1.959963984540054;

/**
 * Wilson's lower bound in percent, as the smaller root of a x^2 - b x + c by Vieta's c / (a * larger root): not the form
 * that the database uses, and one that loses no digits where b^2 and 4 a c are nearly the same.
 */
function wilsonLowerBound(successes: number, trials: number): number {
  const share = successes / trials;
  const z2 = Z * Z;
  const b = 2 * successes + z2;
  const discriminant = z2 * (z2 + (4 * successes * (trials - successes)) / trials);
  return ((2 * successes * share) / (b + Math.sqrt(discriminant))) * 100;
}

/** One file of a source: it has some columns, and rows that may repeat a postId. */
const anExport = fc
  .record({
    columns: fc.subarray(['likes', 'comments', 'shares'] as const, { minLength: 1 }),
    hasPostIds: fc.boolean(),
    rows: fc.array(
      fc.record({
        campaignId: fc.constantFrom('autumn', 'spring', 'Ümlaut, "quoted"'),
        influencerId: fc.constantFrom('ada', 'bob', '9007199254740993'),
        views: fc.oneof(fc.constant(0), fc.nat(40), fc.integer({ min: 0, max: 2 ** 40 })),
        shares3: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(2)),
        postId: fc.constantFrom(undefined, 'p1', 'p2'),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ columns, hasPostIds, rows }) =>
    rows.map(({ campaignId, influencerId, views, shares3: [share, whose], postId }): ExportRow => {
      const interactions = Math.floor(views * share);
      const counts = columns.map((column, index) => [
        column,
        index === whose % columns.length ? interactions : 0,
      ]);
      return {
        campaignId,
        influencerId,
        views,
        ...Object.fromEntries(counts),
        postId: hasPostIds ? (postId ?? '') : undefined,
      };
    }),
  );

const aHistory = fc.array(
  fc.record({
    source: fc.constantFrom('one.csv', 'two.csv', 'three.csv'),
    rows: anExport,
    isRejected: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

interface Sums {
  postCount: bigint;
  views: bigint;
  likes: bigint | null;
  comments: bigint | null;
  shares: bigint | null;
  interactions: bigint;
}

/** What a leaderboard must show for these rows: an account of its own, from the files and not from the tables. */
function addUp(rows: readonly ExportRow[]): Sums {
  const sum = (column: 'likes' | 'comments' | 'shares') => {
    const reported = rows.flatMap((row) => row[column] ?? []);
    return reported.length === 0 ? null : reported.reduce((total, count) => total + BigInt(count), 0n);
  };
  const [likes, comments, shares] = [sum('likes'), sum('comments'), sum('shares')];
  return {
    postCount: BigInt(rows.length),
    views: rows.reduce((total, { views }) => total + BigInt(views), 0n),
    likes,
    comments,
    shares,
    interactions: (likes ?? 0n) + (comments ?? 0n) + (shares ?? 0n),
  };
}

function withoutSuperseded(rows: readonly ExportRow[]): ExportRow[] {
  const key = (row: ExportRow) => JSON.stringify([row.campaignId, row.influencerId, row.postId]);
  const last = new Map(rows.map((row, index) => [key(row), index]));
  return rows.filter((row, index) => !row.postId || last.get(key(row)) === index);
}

function groupBy(rows: readonly ExportRow[], key: (row: ExportRow) => string): Map<string, ExportRow[]> {
  const groups = new Map<string, ExportRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

async function checkAggregates(database: Database, published: readonly ExportRow[]): Promise<void> {
  const pairs = groupBy(published, ({ campaignId, influencerId }) =>
    JSON.stringify([campaignId, influencerId]),
  );
  const performances = await database.prisma.campaignPerformance.findMany();
  expect(performances).toHaveLength(pairs.size);
  for (const performance of performances) {
    const rows = pairs.get(JSON.stringify([performance.campaignId, performance.influencerId])) ?? [];
    const sums = addUp(rows);
    expect(performance).toMatchObject(sums);
    if (sums.views === 0n) {
      expect(performance).toMatchObject({ engagementRate: null, confidentEngagementRate: null });
      continue;
    }
    expect(performance.engagementRate).toBeCloseTo(engagementRate(sums.interactions, sums.views) ?? -1, 9);
    const bound = wilsonLowerBound(Number(sums.interactions), Number(sums.views));
    expect(performance.confidentEngagementRate).toBeCloseTo(bound, 6);
  }
  const campaigns = groupBy(published, ({ campaignId }) => campaignId);
  const totals = await database.prisma.campaign.findMany();
  expect(totals).toHaveLength(campaigns.size);
  for (const campaign of totals) {
    const rows = campaigns.get(campaign.id) ?? [];
    const influencers = BigInt(new Set(rows.map(({ influencerId }) => influencerId)).size);
    expect(campaign).toMatchObject({ ...addUp(rows), influencerCount: influencers });
  }
  const influencers = await database.prisma.influencer.findMany();
  expect(new Set(influencers.map(({ id }) => id))).toEqual(
    new Set(published.map(({ influencerId }) => influencerId)),
  );
}

/** CSV cells may hold what a delimiter does not. */
const quoted = (rows: readonly ExportRow[]) =>
  rows.map((row) => ({ ...row, campaignId: `"${row.campaignId.replaceAll('"', '""')}"` }));

describeOnBothDatabases('the numbers that leaderboards show', (database) => {
  it('are those of the posts of the published imports, whatever was imported before', async () => {
    await fc.assert(
      fc
        .asyncProperty(aHistory, async (history) => {
          const bySource = new Map<string, ExportRow[]>();
          for (const { source, rows, isRejected } of history) {
            const spoilt = isRejected
              ? 'spring,nobody,many,many,many,many,many\n'.repeat(rows.length + 1)
              : '';
            const outcome = await importExport(database(), exportOf(quoted(rows)) + spoilt, { source });
            expect(outcome.status).toMatch(isRejected ? 'REJECTED' : /PUBLISHED|UNCHANGED/);
            if (outcome.status === 'PUBLISHED') {
              bySource.delete(source);
              bySource.set(source, rows);
            }
            // Of a post in several sources the one that was published last counts.
            await checkAggregates(database(), withoutSuperseded([...bySource.values()].flat()));
          }
        })
        .beforeEach(() => clear(database())),
      { numRuns: database().kind === 'pglite' ? 2 : isLongRun ? 24 : 6 },
    );
  });

  it('have the confident rate of known cases', async () => {
    // Reference values: Brown, Cai & DasGupta's Wilson interval as R's prop.test(x, n, correct = FALSE) gives it.
    const cases = [
      { interactions: 0, views: 10, percent: 0 },
      { interactions: 1, views: 10, percent: 1.78762 },
      { interactions: 5, views: 10, percent: 23.65931 },
      { interactions: 10, views: 10, percent: 72.24672 },
      { interactions: 3, views: 3, percent: 43.8503 },
      { interactions: 50_000, views: 1_000_000, percent: 4.95746 },
    ];
    const rows = cases.map(({ interactions, views }, index) => ({
      campaignId: 'known',
      influencerId: `case-${index}`,
      views,
      likes: interactions,
    }));
    await clear(database());
    await importExport(database(), exportOf(rows));
    const found = await database().prisma.campaignPerformance.findMany({ orderBy: { influencerId: 'asc' } });
    for (const [index, { interactions, views, percent }] of cases.entries()) {
      expect(found[index]?.confidentEngagementRate).toBeCloseTo(percent, 4);
      expect(wilsonLowerBound(interactions, views)).toBeCloseTo(percent, 4);
    }
  });

  it.each([
    ['2^53 - 1', 1],
    ['2^63 - 1', 1_025],
  ])(
    'are never more than 2^53 - 1: an import that would pass %s publishes nothing',
    async (_name, copies) => {
      await clear(database());
      const large = { campaignId: 'large', influencerId: 'ada', views: Number.MAX_SAFE_INTEGER, likes: 1 };
      await importExport(database(), exportOf([large]), { source: 'one.csv' });
      const more = Array.from({ length: copies }, () => ({
        ...large,
        campaignId: 'other',
        views: large.views - 1,
      }));
      await expect(importExport(database(), exportOf(more), { source: 'two.csv' })).rejects.toThrow(
        /add up to more than 9,007,199,254,740,991 .* the largest sum is that of "ada" in the campaign "other"/i,
      );
      expect(await database().prisma.campaign.findMany()).toMatchObject([
        { id: 'large', postCount: 1n, views: BigInt(Number.MAX_SAFE_INTEGER) },
      ]);
      const [left] = await database().query<{ posts: bigint }>(
        statement('test_left', 'select count(*) as posts from post'),
      );
      expect(left?.posts).toBe(1n);
    },
  );

  it('are refused beyond 2^53 - 1 where a double would round them, too', async () => {
    await clear(database());
    const row = { campaignId: 'large', influencerId: 'ada', views: 2 ** 52 + 1, likes: 1, platform: 'X' };
    await importExport(database(), exportOf([row]), { source: 'one.csv' });
    const more = [
      { ...row, views: Number.MAX_SAFE_INTEGER },
      ...['TIKTOK', 'YOUTUBE', 'PINTEREST'].map((platform) => ({ ...row, platform, views: 1 })),
    ];
    await expect(importExport(database(), exportOf(more), { source: 'one.csv' })).rejects.toThrow(
      /add up to more than 9,007,199,254,740,991 .* the largest sum is that of "ada" in the campaign "large"/i,
    );
    const [kept] = await database().prisma.campaignPerformance.findMany();
    expect(kept).toMatchObject({ postCount: 1n, views: 2n ** 52n + 1n });
  });
});
