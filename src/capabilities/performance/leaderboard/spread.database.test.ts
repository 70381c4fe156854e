import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { importRows } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';

interface Point {
  readonly influencerId: string;
  readonly views: number;
  readonly engagementRate: number;
}

const SPREAD = `query ($campaignId: ID!, $limit: Int!, $minViews: Count) {
  campaign(id: $campaignId) { spread(limit: $limit, minViews: $minViews) { influencerId views engagementRate } }
}`;

describeOnBothDatabases('the spread of a campaign', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    await importRows(database(), [
      ...Array.from({ length: 500 }, (_, index) => ({
        campaignId: 'wide',
        influencerId: `i${index}`,
        views: 1_000 + index,
        likes: index % 50,
      })),
      { campaignId: 'wide', influencerId: 'most-viewed', views: 1_000_000, likes: 10 },
      { campaignId: 'wide', influencerId: 'best', views: 5_000, likes: 4_000 },
      { campaignId: 'wide', influencerId: 'unseen', views: 0, likes: 0 },
    ]);
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const spread = async (limit: number, minViews?: number) => {
    const answer = await app.query<{ campaign: { spread: Point[] } }>(SPREAD, {
      campaignId: 'wide',
      limit,
      minViews,
    });
    return answer.data.campaign.spread;
  };

  it('holds everybody who has views where they are few enough, most viewed first', async () => {
    const points = await spread(1_000);
    expect(points).toHaveLength(502);
    expect(points[0]?.influencerId).toBe('most-viewed');
    expect(points.map(({ influencerId }) => influencerId)).not.toContain('unseen');
  });

  it('holds the best by each ranking where they are more, and the same choice of the others each time', async () => {
    const points = await spread(60);
    expect(points).toHaveLength(60);
    const ids = points.map(({ influencerId }) => influencerId);
    expect(ids).toEqual(expect.arrayContaining(['most-viewed', 'best']));
    expect(new Set(ids).size).toBe(60);
    const otherApp = await startApp(database());
    const again = await otherApp.query<{ campaign: { spread: Point[] } }>(SPREAD, {
      campaignId: 'wide',
      limit: 60,
    });
    await otherApp.close();
    expect(again.data.campaign.spread.map(({ influencerId }) => influencerId)).toEqual(ids);
  });

  it('leaves out who has fewer views than asked for', async () => {
    expect((await spread(1_000, 5_000)).map(({ influencerId }) => influencerId)).toEqual([
      'most-viewed',
      'best',
    ]);
  });

  it.each([0, 1_501])('refuses a limit of %i', async (limit) => {
    const answer = await app.query(SPREAD, { campaignId: 'wide', limit });
    expect(answer.errors?.[0]?.message).toBe(`limit is ${limit}; it takes a number from 1 to 1,500.`);
  });

  it('gives one performance by its ids, and says where there is none', async () => {
    const QUERY = `query ($influencerId: ID!) {
      campaignPerformance(campaignId: "wide", influencerId: $influencerId) { views posts { edges { node { views } } } }
    }`;
    const found = await app.query(QUERY, { influencerId: 'best' });
    expect(found.data).toEqual({
      campaignPerformance: { views: 5_000, posts: { edges: [{ node: { views: 5_000 } }] } },
    });
    expect(await app.query(QUERY, { influencerId: 'nobody' })).toMatchObject({
      data: { campaignPerformance: null },
      errors: [
        {
          message: 'The influencer "nobody" has no posts in the campaign "wide".',
          extensions: { code: 'NOT_FOUND' },
        },
      ],
    });
  });

  it('names creators who are spelled alike where there is none of that id', async () => {
    const answer = await app.query('{ influencer(id: "bets") { views } }');
    expect(answer).toMatchObject({
      data: { influencer: null },
      errors: [
        {
          message: 'There is no influencer "bets". Did you mean "best"?',
          extensions: { code: 'NOT_FOUND', nearIds: ['best'] },
        },
      ],
    });
  });

  it('is written out whole as CSV, in the order that was asked for', async () => {
    const response = await fetch(`${app.url}/leaderboard.csv?campaignId=wide&rankBy=VIEWS&minViews=1400`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="wide-leaderboard.csv"');
    const [, ...rows] = (await response.text()).trimEnd().split('\n');
    expect(rows).toHaveLength(102);
    expect(rows[0]).toMatch(/^wide,\d{4}-\d\d-\d\d,1,most-viewed,1,1000000,10,,,10,0\.0010,\d+\.\d{4}$/);
    const missing = await fetch(`${app.url}/leaderboard.csv?campaignId=wild`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: 'NOT_FOUND', nearIds: ['wide'] });
  });

  it('counts all who stand above and below the rate of the campaign, and suggests least views', async () => {
    const { data } = await app.query<{
      campaign: {
        engagementRate: number;
        suggestedMinViews: number;
        spread: { engagementRate: number; confidentEngagementRate: number }[];
        standings: Record<string, number>;
        viewed: Record<string, number>;
      };
    }>(
      `{ campaign(id: "wide") {
        engagementRate suggestedMinViews
        spread(limit: 1000) { engagementRate confidentEngagementRate }
        standings { certainCount uncertainCount belowCount }
        viewed: standings(minViews: 5000) { certainCount uncertainCount belowCount }
      } }`,
    );
    const { engagementRate: rate, spread: points, standings, viewed, suggestedMinViews } = data.campaign;
    const certain = points.filter((point) => point.confidentEngagementRate > rate).length;
    const above = points.filter((point) => point.engagementRate > rate).length;
    expect(standings).toEqual({
      certainCount: certain,
      uncertainCount: above - certain,
      belowCount: points.length - above,
    });
    expect(above - certain).toBeGreaterThan(0);
    expect(viewed).toEqual({ certainCount: 1, uncertainCount: 0, belowCount: 1 });
    expect(suggestedMinViews).toBe(1_000);
  });
});
