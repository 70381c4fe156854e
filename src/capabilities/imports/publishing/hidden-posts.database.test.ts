import { beforeEach, expect, it } from 'vitest';
import { createDice } from '../../../../scripts/sample/random.ts';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { clear, type ExportRow, exportOf, importExport } from '../../../../test/exports.ts';
import { statement } from '../../../platform/storage/database.ts';

const postOf = (postId: string | undefined, views: number, others: Partial<ExportRow> = {}): ExportRow => ({
  campaignId: 'spring',
  influencerId: 'ada',
  platform: 'TIKTOK',
  postedAt: '2026-06-01',
  hashtags: 'ad',
  postId,
  views,
  likes: 1,
  ...others,
});

describeOnBothDatabases('a post that two sources have', (database) => {
  beforeEach(() => clear(database()));

  const bring = (source: string, rows: readonly ExportRow[], addsPosts = false) =>
    importExport(database(), exportOf(rows), {
      source,
      readOptions: { encoding: 'utf-8', map: {}, set: {}, addsPosts },
    });
  const performances = async () =>
    (await database().prisma.campaignPerformance.findMany({ orderBy: { influencerId: 'asc' } })).map(
      ({ influencerId, postCount, views, likes }) => [
        influencerId,
        Number(postCount),
        Number(views),
        Number(likes),
      ],
    );
  const seen = async () => {
    const rows = await database()
      .forOrganization('default')
      .query<{ views: bigint }>(
        statement(
          'test_seen_posts',
          `select views from organization_post as post
             join import on import.id = post.import_id and import.status = 'PUBLISHED' order by views`,
        ),
      );
    return rows.map(({ views }) => Number(views));
  };
  /** What the sums of all published imports add up to, by kind and key. */
  const sums = () =>
    database().query<{ kind: string; key: string; posts: number; views: number }>(
      statement(
        'test_sums',
        `select kind, campaign_id is null as everywhere, platform, key, sum(posts)::int as posts, sum(views)::int as views
           from (select sum.kind, sum.campaign_id, sum.platform, unnest(sum.keys) as key, unnest(sum.posts) as posts,
                        unnest(sum.views) as views
                   from post_sum as sum join import on import.id = sum.import_id and import.status = 'PUBLISHED') as entry
          group by 1, 2, 3, 4 having sum(posts) <> 0 order by 1, 2, 3, 4`,
      ),
    );

  it('counts as the later one has it, and as the earlier one when the later goes', async () => {
    await bring('june.csv', [postOf('a', 100), postOf('b', 10)]);
    expect(await bring('july.csv', [postOf('a', 300), postOf('c', 5)])).toMatchObject({
      status: 'PUBLISHED',
      loaded: 2,
      overlapping: 1,
    });
    expect(await performances()).toEqual([['ada', 3, 315, 3]]);
    expect(await seen()).toEqual([5, 10, 300]);
    expect(await sums()).toMatchObject([
      { kind: 'CREATOR', posts: 3, views: 315 },
      { kind: 'DAY', posts: 3, views: 315 },
      { kind: 'HASHTAG', posts: 3, views: 315 },
      { kind: 'HASHTAG', posts: 3, views: 315 },
    ]);
    expect(await bring('july.csv', [postOf('c', 5)])).toMatchObject({ overlapping: 0 });
    expect(await performances()).toEqual([['ada', 3, 115, 3]]);
    expect(await seen()).toEqual([5, 10, 100]);
    await bring('july.csv', []);
    expect(await performances()).toEqual([['ada', 2, 110, 2]]);
  });

  it('is counted by a check too, which changes nothing', async () => {
    await bring('june.csv', [postOf('a', 100), postOf('b', 10)]);
    const check = (addsPosts: boolean) =>
      importExport(database(), exportOf([postOf('a', 300), postOf('b', 5), postOf('c', 5)]), {
        source: 'july.csv',
        isDryRun: true,
        readOptions: { encoding: 'utf-8', map: {}, set: {}, addsPosts },
      });
    expect(await check(false)).toMatchObject({ status: 'CHECKED', overlapping: 2 });
    expect(await check(true)).toMatchObject({ status: 'CHECKED', overlapping: 0 });
    expect(await seen()).toEqual([10, 100]);
    expect(await sums()).toHaveLength(4);
  });

  it.each([
    ['another platform', { platform: 'YOUTUBE' }],
    ['another creator', { influencerId: 'bea' }],
    ['another campaign', { campaignId: 'autumn' }],
    ['no post id', { postId: undefined }],
  ])('is another post with %s', async (_what, others) => {
    await bring('june.csv', [postOf('a', 100)]);
    const own = { ...postOf('a', 300), ...others };
    expect(await bring('july.csv', [own, postOf('z', 1)])).toMatchObject({ overlapping: 0 });
    expect((await seen()).length).toBe(3);
  });

  it('is added up where somebody says so', async () => {
    await bring('june.csv', [postOf('a', 100)]);
    expect(await bring('july.csv', [postOf('a', 300)], true)).toMatchObject({ overlapping: 0 });
    expect(await performances()).toEqual([['ada', 2, 400, 2]]);
    expect(await bring('july.csv', [postOf('a', 300)])).toMatchObject({
      status: 'PUBLISHED',
      overlapping: 1,
    });
    expect(await performances()).toEqual([['ada', 1, 300, 1]]);
  });

  it('counts once, whatever comes and goes', async () => {
    const dice = createDice(0.37);
    const published = new Map<string, { at: number; addsPosts: boolean; rows: ExportRow[] }>();
    for (let at = 1; at <= 25; at++) {
      const source = dice.pick(['june.csv', 'july.csv', 'august.csv', 'sums.csv']);
      const rows = ['a', 'b', 'c', 'd', undefined]
        .filter(() => dice.happens(0.6))
        .map((postId, index) =>
          postOf(postId, 100 * at + 10 + index, { influencerId: dice.pick(['ada', 'bea']) }),
        );
      const addsPosts = source === 'sums.csv';
      await bring(source, rows, addsPosts);
      published.set(source, { at, addsPosts, rows });
      const counted = new Map<string, number>();
      const ordered = [...published.values()].sort((left, right) => left.at - right.at);
      for (const { at: when, addsPosts: isAdded, rows: held } of ordered) {
        for (const [index, { influencerId, postId, views }] of held.entries()) {
          const key = postId === undefined || isAdded ? `${when} ${index}` : `${influencerId} ${postId}`;
          counted.set(key, views);
        }
      }
      expect(await seen()).toEqual([...counted.values()].sort((left, right) => left - right));
      const views = (await performances()).reduce((sum, [, , count]) => sum + Number(count), 0);
      expect(views).toBe([...counted.values()].reduce((sum, count) => sum + count, 0));
      const creators = (await sums()).filter(({ kind }) => kind === 'CREATOR');
      expect(creators.reduce((sum, entry) => sum + entry.views, 0)).toBe(views);
      const onPlatforms = await database().prisma.platformPerformance.findMany();
      expect(onPlatforms.reduce((sum, entry) => sum + Number(entry.views), 0)).toBe(views);
    }
  });
});
