import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { importRows, type MeasuredRow } from '../../../../test/measured-rows.ts';
import { type Answer, type RunningApp, startApp } from '../../../../test/running-app.ts';

interface Filter {
  readonly platforms?: readonly string[] | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly search?: string | null;
}

interface Row {
  readonly influencerId: string;
  readonly postCount: number;
  readonly views: number;
  readonly likes: number;
  readonly engagementRate: number | null;
}

const NUMBERS = 'postCount views likes engagementRate';
const LOOK = `query ($filter: PerformerFilterInput, $minViews: Count, $after: String) { campaign(id: "spring") {
  performers(orderBy: ENGAGEMENT_RATE, filter: $filter, minViews: $minViews, first: 100, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { rank node { influencerId ${NUMBERS} confidentEngagementRate } }
  }
  totals(filter: $filter) { influencerCount ${NUMBERS} }
  standings(filter: $filter, minViews: $minViews) { certainCount uncertainCount belowCount }
  spread(filter: $filter, minViews: $minViews) { influencerId views }
  timeline(filter: $filter) { periods { from postCount views likes } }
} }`;

interface Look {
  readonly performers: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly {
      readonly rank: number;
      readonly node: Row & { confidentEngagementRate: number };
    }[];
  };
  readonly totals: Omit<Row, 'influencerId'> & { readonly influencerCount: number };
  readonly standings: Readonly<Record<'certainCount' | 'uncertainCount' | 'belowCount', number>>;
  readonly spread: readonly { readonly influencerId: string; readonly views: number }[];
  readonly timeline: { readonly periods: readonly { readonly from: string; readonly postCount: number }[] };
}

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-09', '2026-04-30'];
const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'];

const posts = fc
  .sample(
    fc.record({
      influencerId: fc.constantFrom('ana', 'Anabel', 'ben', 'b_n', 'carl', '100%'),
      views: fc.constantFrom(0, 10, 100, 1_000, 5_000),
      likes: fc.nat(10),
      platform: fc.constantFrom('', ...PLATFORMS),
      postedAt: fc.constantFrom('', ...DAYS.flatMap((day) => [`${day}T00:00:00Z`, `${day}T23:59:59Z`])),
    }),
    { numRuns: 120, seed: 18 },
  )

  // A row with interactions and no views is rejected.
  .map((post) => ({ ...post, likes: post.views === 0 ? 0 : post.likes }))
  .map((post, index): MeasuredRow => ({ campaignId: 'spring', postId: `p${index}`, ...post }));
/** The same posts as the first ten, measured later. */
const again = posts.slice(0, 10).map((post): MeasuredRow => ({ ...post, views: 2_000, likes: 200 }));
const counted: readonly MeasuredRow[] = [...posts.slice(10), ...again];

/** What a filter leaves, by a plain sum over posts. */
function sumUp({ platforms, from, to }: Filter): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const { influencerId, views, likes, platform = '', postedAt = '' } of counted) {
    const day = postedAt.slice(0, 10);
    if (platforms != null && platforms.length > 0 && !platforms.includes(platform)) continue;
    if ((from != null || to != null) && (day === '' || day < (from ?? day) || day > (to ?? day))) continue;
    const before = rows.get(influencerId) ?? { postCount: 0, views: 0, likes: 0 };
    const sums = { views: before.views + Number(views), likes: before.likes + Number(likes) };
    rows.set(influencerId, {
      influencerId,
      postCount: before.postCount + 1,
      ...sums,
      engagementRate: sums.views === 0 ? null : (sums.likes / sums.views) * 100,
    });
  }
  return rows;
}

const sumOf = (rows: readonly Row[], field: 'postCount' | 'views' | 'likes') =>
  rows.reduce((sum, row) => sum + row[field], 0);

const filters = fc.record(
  {
    platforms: fc.option(fc.subarray(PLATFORMS)),
    from: fc.option(fc.constantFrom(...DAYS)),
    to: fc.option(fc.constantFrom(...DAYS)),
    search: fc.option(fc.constantFrom('an', 'BEN', 'b_n', '%', 'nobody')),
  },
  { requiredKeys: [] },
);

describeOnBothDatabases('a filter of a campaign', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    await importRows(database(), posts, { source: 'first.csv' });
    await importRows(database(), again, { source: 'again.csv' });
    await importRows(
      database(),
      [{ campaignId: 'autumn', influencerId: 'ana', views: 7, platform: 'TIKTOK' }],
      {
        source: 'other.csv',
      },
    );
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const look = async (filter: Filter | null, minViews = 0) => {
    const answer = await app.query<{ campaign: Look }>(LOOK, { filter, minViews });
    expect(answer.errors).toBeUndefined();
    return answer.data.campaign;
  };

  it('gives what a plain sum over the posts gives that it leaves', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(0, 1_000), async (given, minViews) => {
        const { from, to } = given;
        fc.pre(from == null || to == null || from <= to);
        const everybody = [...sumUp(given).values()];
        const isAsked = ({ influencerId }: Row) =>
          influencerId.toLowerCase().includes((given.search ?? '').toLowerCase());
        const asked = everybody.filter(isAsked);
        const { performers, totals, standings, spread, timeline } = await look(given, minViews);

        expect(totals).toMatchObject({
          influencerCount: asked.length,
          postCount: sumOf(asked, 'postCount'),
          views: sumOf(asked, 'views'),
          likes: asked.length === 0 ? null : sumOf(asked, 'likes'),
        });
        const ranked = everybody
          .filter(({ views }) => views >= minViews)
          .sort(
            (left, right) =>
              (right.engagementRate ?? -1) - (left.engagementRate ?? -1) ||
              right.views - left.views ||
              (left.influencerId < right.influencerId ? -1 : 1),
          )
          .map((row, index) => ({ rank: index + 1, row }))
          .filter(({ row }) => isAsked(row));
        expect(performers.totalCount).toBe(ranked.length);
        expect(performers.edges.map(({ rank, node }) => [rank, node.influencerId])).toEqual(
          ranked.map(({ rank, row }) => [rank, row.influencerId]),
        );
        performers.edges.forEach(({ node }, index) => {
          const row = ranked[index]?.row;
          expect(node).toMatchObject({ postCount: row?.postCount, views: row?.views, likes: row?.likes });
          if (row?.engagementRate == null) expect(node.engagementRate).toBeNull();
          else expect(node.engagementRate).toBeCloseTo(row.engagementRate, 9);
        });
        const viewed = performers.edges.map(({ node }) => node).filter(({ views }) => views > 0);
        expect(new Set(spread.map(({ influencerId }) => influencerId))).toEqual(
          new Set(viewed.map(({ influencerId }) => influencerId)),
        );
        const level = (sumOf(everybody, 'likes') / sumOf(everybody, 'views')) * 100;
        const certain = viewed.filter(
          ({ confidentEngagementRate }) => confidentEngagementRate > level,
        ).length;
        expect(standings.certainCount).toBe(certain);
        expect(standings.certainCount + standings.uncertainCount + standings.belowCount).toBe(viewed.length);
        const dated = [...sumUp({ ...given, from: from ?? '2000-01-01' }).values()].filter(isAsked);
        expect(timeline.periods.reduce((sum, { postCount }) => sum + postCount, 0)).toBe(
          sumOf(dated, 'postCount'),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('has the same numbers as without one where it leaves out nothing but by name', async () => {
    const [all, named] = [await look(null), await look({ platforms: [...PLATFORMS].reverse(), search: '' })];
    const withPlatform = counted.filter(({ platform }) => platform !== '').length;
    expect(all.totals.postCount).toBe(counted.length);
    expect(named.totals.postCount).toBe(withPlatform);
    const searched = await look({ search: 'ana' });
    const rowOf = (seen: Look) => seen.performers.edges.find(({ node }) => node.influencerId === 'ana');
    expect(rowOf(searched)).toEqual(rowOf(all));
  });

  it('goes on by pages, with the ranks that it began with, and takes no cursor of another filter', async () => {
    const PAGE = `query ($filter: PerformerFilterInput, $after: String) { campaign(id: "spring") {
      performers(orderBy: VIEWS, filter: $filter, first: 2, after: $after) {
        pageInfo { hasNextPage endCursor } edges { rank node { influencerId } }
      } } }`;
    const page = async (filter: Filter, after: string | null) =>
      app.query<{ campaign: Look | null }>(PAGE, { filter, after });
    const filter = { platforms: ['tiktok'], from: '2026-03-01' };
    const ranks: number[] = [];
    let after: string | null = null;
    for (let hasMore = true; hasMore; ) {
      const { data }: Answer<{ campaign: Look | null }> = await page(filter, after);
      const performers = data.campaign?.performers;
      ranks.push(...(performers?.edges ?? []).map(({ rank }) => rank));
      after = performers?.pageInfo.endCursor ?? null;
      hasMore = performers?.pageInfo.hasNextPage === true;
    }
    expect(ranks).toEqual(
      [...sumUp({ ...filter, platforms: ['TIKTOK'] }).keys()].map((_, index) => index + 1),
    );

    const first = await page(filter, null);
    const refused = await page(
      { platforms: ['YOUTUBE'] },
      first.data.campaign?.performers.pageInfo.endCursor ?? null,
    );
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining('another filter'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('gives beside a row the posts that it adds up, and takes no cursor of others', async () => {
    const POSTS = `query ($filter: PerformerFilterInput, $after: String) { campaign(id: "spring") {
      performers(first: 10, filter: $filter) { nodes { influencerId postCount views
        posts(first: 2, after: $after) { totalCount nodes { postId views platform postedAt } pageInfo { endCursor } }
        all: posts(first: 40) { nodes { views platform postedAt } } } }
    } }`;
    interface Posts {
      readonly totalCount: number;
      readonly nodes: readonly { views: number; platform: string; postedAt: string }[];
      readonly pageInfo: { readonly endCursor: string };
    }
    type RowOfPosts = Row & { readonly posts: Posts; readonly all: Posts };
    const rowsOf = async (filter: Filter | null, after: string | null = null) =>
      app.query<{ campaign: { performers: { nodes: readonly RowOfPosts[] } } }>(POSTS, { filter, after });
    const filter = { platforms: ['TIKTOK', 'YOUTUBE'], from: '2026-03-02', to: '2026-03-09' };
    const answer = await rowsOf({ ...filter, search: 'an' });
    expect(answer.errors).toBeUndefined();
    const { nodes } = answer.data.campaign.performers;
    expect(nodes.length).toBeGreaterThan(1);
    for (const { postCount, views, posts: page, all } of nodes) {
      expect(page.totalCount).toBe(postCount);
      expect(all.nodes).toHaveLength(postCount);
      expect(all.nodes.reduce((sum, post) => sum + post.views, 0)).toBe(views);
      expect(all.nodes.every(({ platform }) => filter.platforms.includes(platform))).toBe(true);
    }
    const cursor = nodes[0]?.posts.pageInfo.endCursor ?? '';
    // Who is searched for makes no difference to a creator's posts; platforms and days do.
    expect((await rowsOf(filter, cursor)).errors).toBeUndefined();
    for (const other of [null, { ...filter, to: '2026-04-30' }])
      expect((await rowsOf(other, cursor)).errors?.[0]).toMatchObject({
        message: expect.stringContaining('another filter'),
        extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
      });
  });

  it('sums up each platform of a campaign', async () => {
    const answer = await app.query<{ campaign: { platforms: (Row & { platform: string | null })[] } }>(
      `{ campaign(id: "spring") { platforms { platform influencerCount ${NUMBERS} } } }`,
    );
    const { platforms } = answer.data.campaign;
    expect(new Set(platforms.map(({ platform }) => platform))).toEqual(new Set([null, ...PLATFORMS]));
    for (const { platform, views, likes } of platforms) {
      const rows = counted.filter((post) => (post.platform || null) === platform);
      expect(views).toBe(rows.reduce((sum, row) => sum + Number(row.views), 0));
      expect(likes).toBe(rows.reduce((sum, row) => sum + Number(row.likes), 0));
    }
  });

  it('stands in the file of a leaderboard', async () => {
    const query = 'campaignId=spring&rankBy=VIEWS&platforms=TIKTOK,YOUTUBE&from=2026-03-02&search=an';
    const file = await (await fetch(`${app.url}/leaderboard.csv?${query}`)).text();
    const names = [...sumUp({ platforms: ['TIKTOK', 'YOUTUBE'], from: '2026-03-02' }).keys()];
    expect(file.trimEnd().split('\n')).toHaveLength(1 + names.filter((name) => /an/i.test(name)).length);
    const refused = await fetch(`${app.url}/leaderboard.csv?campaignId=spring&to=tomorrow`);
    expect(refused.status).toBe(400);
  });

  it.each([
    [{ from: '2026-02-30' }, 'from is "2026-02-30"; it takes a day as YYYY-MM-DD'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to is before from'],
    [
      { platforms: Array.from({ length: 21 }, (_, index) => `P${index}`) },
      'platforms takes up to 20 platforms',
    ],
    [{ platforms: [' '] }, 'platforms.0 takes names that are not empty'],
    [{ search: 'x'.repeat(201) }, 'search takes a text of up to 200 characters'],
  ])('is refused as %j', async (filter, reason) => {
    const answer = await app.query(LOOK, { filter });
    expect(answer.errors?.[0]).toMatchObject({
      message: `The filter is invalid: ${reason}.`,
      extensions: { code: 'BAD_USER_INPUT', argument: 'filter' },
    });
  });
});
