import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { isLongRun } from '../../../../test/long-run.ts';
import { importRows, type MeasuredRow } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { statement } from '../../../platform/storage/database.ts';
import { firstRows, rowsAfter } from './leaderboard.sql.ts';
import { RANKINGS, type RankBy } from './ranking.ts';

interface Row {
  readonly rank: number;
  readonly influencerId: string;
  readonly views: number | string;
  readonly interactions: number;
  readonly engagementRate: number | null;
  readonly confidentEngagementRate: number | null;
}

interface Page {
  readonly campaign: {
    readonly performers: {
      readonly revision: string;
      readonly totalCount: number;
      readonly edges: readonly { readonly rank: number; readonly cursor: string; readonly node: Row }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

const FIELDS = 'influencerId views interactions engagementRate confidentEngagementRate';
const TOP = `query ($campaignId: ID!, $limit: Int!, $rankBy: RankBy!, $minViews: Count) {
  topPerformers(campaignId: $campaignId, limit: $limit, rankBy: $rankBy, minViews: $minViews) { rank ${FIELDS} }
}`;
const PAGE = `query ($campaignId: ID!, $first: Int!, $after: String, $rankBy: RankBy!, $minViews: Count) {
  campaign(id: $campaignId) {
    performers(first: $first, after: $after, orderBy: $rankBy, minViews: $minViews) {
      revision totalCount edges { rank cursor node { ${FIELDS} } } pageInfo { hasNextPage endCursor }
    }
  }
}`;

describeOnBothDatabases('a leaderboard', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    await importRows(database(), [
      { campaignId: 'spring', influencerId: 'lucky', views: 3, likes: 1 },
      { campaignId: 'spring', influencerId: 'good', views: 10_000, likes: 1_000 },
      { campaignId: 'spring', influencerId: 'big', views: 1_000_000, likes: 50_000 },
      { campaignId: 'spring', influencerId: 'unseen', views: 0, likes: 0 },
      { campaignId: 'spring', influencerId: 'also-good', views: 10_000, likes: 1_000 },
      { campaignId: 'autumn', influencerId: 'good', views: 10, likes: 10 },
    ]);
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const top = async (
    rankBy: RankBy,
    options: { limit?: number; minViews?: number; campaignId?: string } = {},
  ) => {
    const answer = await app.query<{ topPerformers: Row[] }>(TOP, {
      campaignId: 'spring',
      limit: 10,
      rankBy,
      ...options,
    });
    return answer.data.topPerformers;
  };

  it.each<[RankBy, string[]]>([
    ['ENGAGEMENT_RATE', ['lucky', 'also-good', 'good', 'big', 'unseen']],
    ['CONFIDENT_ENGAGEMENT_RATE', ['also-good', 'good', 'lucky', 'big', 'unseen']],
    ['VIEWS', ['big', 'also-good', 'good', 'lucky', 'unseen']],
    ['INTERACTIONS', ['big', 'also-good', 'good', 'lucky', 'unseen']],
  ])(
    'by %s is best first, ties by views and then by id, and of that campaign alone',
    async (rankBy, expected) => {
      const rows = await top(rankBy);
      expect(rows.map(({ influencerId }) => influencerId)).toEqual(expected);
      expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    },
  );

  it('gives rates in percent of views, and null without views', async () => {
    const rows = await top('VIEWS');
    const big = rows.find(({ influencerId }) => influencerId === 'big');
    const unseen = rows.find(({ influencerId }) => influencerId === 'unseen');
    expect(big?.engagementRate).toBeCloseTo(5, 12);
    expect(unseen).toMatchObject({ engagementRate: null, confidentEngagementRate: null, interactions: 0 });
  });

  it('leaves out who has fewer views than asked for', async () => {
    const rows = await top('ENGAGEMENT_RATE', { minViews: 10_000 });
    expect(rows.map(({ influencerId }) => influencerId)).toEqual(['also-good', 'good', 'big']);
  });

  it.each([
    ['limit', 0],
    ['limit', -1],
    ['limit', 101],
  ])('refuses %s = %i with a sentence that says what it takes', async (argument, value) => {
    const answer = await app.query(TOP, {
      campaignId: 'spring',
      limit: 10,
      rankBy: 'VIEWS',
      [argument]: value,
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(answer.errors?.[0]?.message).toMatch(new RegExp(`^${argument} is ${value}; it takes`));
  });

  it('names near ids for a campaign that does not exist', async () => {
    const answer = await app.query(TOP, { campaignId: 'sprng', limit: 10, rankBy: 'VIEWS' });
    expect(answer.errors?.[0]).toMatchObject({
      message: 'There is no campaign "sprng". Did you mean "spring"?',
      extensions: { code: 'NOT_FOUND', nearIds: ['spring'] },
    });
  });

  it.each(['', 'nonsense', 'WzFd'])('refuses the cursor %j', async (after) => {
    const answer = await app.query(PAGE, { campaignId: 'spring', first: 2, after, rankBy: 'VIEWS' });
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([
    [{ rankBy: 'INTERACTIONS' }, 'by VIEWS, and this one is by INTERACTIONS'],
    [{ campaignId: 'autumn' }, 'of the campaign "spring", and this one is of "autumn"'],
    [{ minViews: 5 }, 'with minViews 0, and this one is with minViews 5'],
  ])('refuses a cursor of another leaderboard: %j', async (other, sentence) => {
    const asked = { campaignId: 'spring', first: 1, rankBy: 'VIEWS' };
    const page = await app.query<Page>(PAGE, asked);
    const after = page.data.campaign.performers.pageInfo.endCursor;
    const answer = await app.query(PAGE, { ...asked, after, ...other });
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining(`after comes from a leaderboard ${sentence}`),
      extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
    });
  });

  it.each(RANKINGS)('by %s gives true ranks behind a cursor that an import has overtaken', async (rankBy) => {
    const source = `overtaken-${rankBy}`;
    const rows = (ids: readonly string[], likes: number) =>
      ids.map((influencerId, index) => ({
        campaignId: source,
        influencerId,
        views: 1_000_000 - index,
        likes: likes - 10 * index,
      }));
    const old = rows(['a', 'b', 'c', 'd'], 1_000);
    await importRows(database(), old, { source });
    const asked = { campaignId: source, first: 2, rankBy };
    const first = (await app.query<Page>(PAGE, asked)).data.campaign.performers;
    expect(first.edges.map(({ rank }) => rank)).toEqual([1, 2]);
    const better = rows(['x', 'y', 'z'], 900_000).map((row) => ({ ...row, views: row.views + 9 }));
    await importRows(database(), [...old, ...better], { source });
    const after = first.pageInfo.endCursor;
    const second = (await app.query<Page>(PAGE, { ...asked, after })).data.campaign.performers;
    expect(second.edges.map(({ rank, node }) => [rank, node.influencerId])).toEqual([
      [6, 'c'],
      [7, 'd'],
    ]);
    expect(second.revision).not.toBe(first.revision);
    expect(second.totalCount).toBe(7);
    const again = (await app.query<Page>(PAGE, { ...asked, first: 6 })).data.campaign.performers;
    expect(again.edges.at(-1)).toMatchObject({ rank: 6, node: { influencerId: 'c' } });
    expect(again.revision).toBe(second.revision);
  });

  it('goes on behind a cursor while an import replaces the rows', async () => {
    const source = 'replaced.csv';
    const rows = (likes: number) =>
      ['a', 'b', 'c', 'd'].map((influencerId, index) => ({
        campaignId: 'replaced',
        influencerId,
        views: 1_000 - index,
        likes,
      }));
    await importRows(database(), rows(1), { source });
    const first = await app.query<Page>(PAGE, { campaignId: 'replaced', first: 2, rankBy: 'VIEWS' });
    await importRows(
      database(),
      [...rows(2), { campaignId: 'replaced', influencerId: 'new', views: 5_000, likes: 1 }],
      {
        source,
      },
    );
    const after = first.data.campaign.performers.pageInfo.endCursor;
    const second = await app.query<Page>(PAGE, { campaignId: 'replaced', first: 2, after, rankBy: 'VIEWS' });
    expect(second.data.campaign.performers.edges.map(({ node }) => node.influencerId)).toEqual(['c', 'd']);
    expect(second.data.campaign.performers.edges.map(({ node }) => node.interactions)).toEqual([2, 2]);
  });

  it('in pages of any length is the same as in one, in the order of an independent sort', async () => {
    const performer = fc.record({
      influencerId: fc.stringMatching(/^[a-zäß0-9_-]{1,6}$/),
      views: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1_000_000 })),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(performer, {
          minLength: 1,
          maxLength: 30,
          selector: ({ influencerId }) => influencerId,
        }),
        fc.constantFrom(...RANKINGS),
        fc.integer({ min: 1, max: 7 }),
        async (performers, rankBy, first) => {
          run += 1;
          const campaignId = `law-${run}`;
          const rows = performers.map(({ influencerId, views, share }) => ({
            campaignId,
            influencerId,
            views,
            likes: Math.floor(views * share),
          }));
          await importRows(database(), rows, { source: campaignId });
          const paged: Row[] = [];
          for (let after: string | null = null; ; ) {
            const page: Page = (await app.query<Page>(PAGE, { campaignId, first, after, rankBy })).data;
            paged.push(...page.campaign.performers.edges.map(({ rank, node }) => ({ ...node, rank })));
            expect(page.campaign.performers.totalCount).toBe(rows.length);
            if (!page.campaign.performers.pageInfo.hasNextPage) break;
            after = page.campaign.performers.pageInfo.endCursor;
          }
          expect(paged.map(({ influencerId }) => influencerId)).toEqual(sortIndependently(rows, rankBy));
          expect(paged.map(({ rank }) => rank)).toEqual(paged.map((_row, index) => index + 1));
          expect(
            (await top(rankBy, { campaignId, limit: 100 })).map(({ influencerId }) => influencerId),
          ).toEqual(paged.map(({ influencerId }) => influencerId));
        },
      ),
      { numRuns: database().kind === 'pglite' ? 3 : isLongRun ? 40 : 10 },
    );
  });

  describe('of a campaign that grows large', () => {
    const row = (campaignId: string, index: number): MeasuredRow => ({
      campaignId,
      influencerId: `influencer-${index}`,
      views: 1_000 + ((index * 7_919) % 5_000),
      likes: (index * 104_729) % 900,
      postId: `${campaignId}-${index}`,
    });
    const rowsFrom = (campaignId: string, from: number, to: number) =>
      Array.from({ length: to - from }, (_unused, index) => row(campaignId, from + index));

    beforeAll(async () => {
      await importRows(
        database(),
        [
          ...rowsFrom('beside', 0, 4_500),
          ...rowsFrom('usual', 0, 500),
          ...rowsFrom('grown', 0, 4_000),
          ...rowsFrom('at-once', 0, 5_500),
        ],
        { source: 'many.csv' },
      );
      // Of these, 500 stand in both files and count once.
      await importRows(database(), rowsFrom('grown', 3_500, 5_500), { source: 'more.csv' });
      await database().execute('analyze campaign_performance');
    });

    it('keeps all of its performances with an index a ranking, and no others', async () => {
      const kept = await database().query(
        statement(
          'test_large',
          `select campaign_id as campaign, is_large as "isLarge", count(*)::integer as count from campaign_performance
            where campaign_id in ('usual', 'grown', 'at-once') group by 1, 2 order by 1, 2`,
        ),
      );
      expect(kept).toEqual([
        { campaign: 'at-once', isLarge: true, count: 5_500 },
        { campaign: 'grown', isLarge: true, count: 5_500 },
        { campaign: 'usual', isLarge: false, count: 500 },
      ]);
    });

    it.each(RANKINGS)('by %s has the order of an independent sort, before and after', async (rankBy) => {
      for (const [campaignId, count] of [['usual', 500] as const, ['grown', 5_500] as const]) {
        const first = (await app.query<Page>(PAGE, { campaignId, first: 100, rankBy })).data.campaign;
        const after = first.performers.pageInfo.endCursor;
        const second = (await app.query<Page>(PAGE, { campaignId, first: 100, after, rankBy })).data.campaign;
        const ids = [first, second].flatMap(({ performers }) =>
          performers.edges.map(({ node }) => node.influencerId),
        );
        expect(ids).toEqual(sortIndependently(rowsFrom(campaignId, 0, count), rankBy).slice(0, 200));
        expect(second.performers.totalCount).toBe(count);
      }
    });

    const plansOf = async (campaignId: string, rankBy: RankBy) => {
      const value = rankBy.endsWith('RATE') ? 70 : 5_000n;
      return [
        await explain(firstRows(rankBy).text, ['default', campaignId, 0n, 10]),
        await explain(rowsAfter(rankBy).text, ['default', campaignId, 0n, 10, value, 5_000n, 'x', 0n]),
      ];
    };

    it.each(RANKINGS)('by %s is read from its index, at the top and behind a cursor', async (rankBy) => {
      for (const plan of await plansOf('grown', rankBy)) {
        expect(plan).toContain(`campaign_performance_${rankBy.toLowerCase()}_idx`);
        expect(plan).not.toContain('Seq Scan on campaign_performance_large');
      }
    });

    it.each(RANKINGS)('by %s is sorted from its own performances before that', async (rankBy) => {
      for (const plan of await plansOf('usual', rankBy)) {
        expect(plan).toContain('campaign_performance_usual_pkey');
        expect(plan).toContain('Sort');
      }
    });

    const explain = async (text: string, values: (string | number | bigint)[]) => {
      const rows = await database().query<{ 'QUERY PLAN': string }>(
        statement(`explain_${Math.abs(hash(text))}`, `explain ${text}`),
        values,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
  });
});

function sortIndependently(rows: readonly MeasuredRow[], rankBy: RankBy): string[] {
  const value = ({ views, likes = 0 }: MeasuredRow): number => {
    const n = Number(views);
    const rate = n === 0 ? -1 : (Number(likes) / n) * 100;
    if (rankBy === 'VIEWS') return n;
    if (rankBy === 'INTERACTIONS') return Number(likes);
    if (rankBy === 'ENGAGEMENT_RATE' || n === 0) return rate;
    return wilsonLowerBound(Number(likes), n);
  };
  return [...rows]
    .sort((left, right) => {
      const byValue = value(right) - value(left);
      // Two ways to compute one rate may differ in the last bits: what is that near is a tie for neither.
      if (Math.abs(byValue) > 1e-9) return byValue;
      return (
        Number(right.views) - Number(left.views) ||
        Buffer.compare(Buffer.from(left.influencerId), Buffer.from(right.influencerId))
      );
    })
    .map(({ influencerId }) => influencerId);
}

/** Wilson's lower bound in percent, as the smaller root of its quadratic by Vieta: no digits are lost on the way. */
function wilsonLowerBound(successes: number, trials: number): number {
  const z2 = 1.959963984540054 ** 2;
  const discriminant = z2 * (z2 + (4 * successes * (trials - successes)) / trials);
  return ((2 * successes * (successes / trials)) / (2 * successes + z2 + Math.sqrt(discriminant))) * 100;
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7);
}
