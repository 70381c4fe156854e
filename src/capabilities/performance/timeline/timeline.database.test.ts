import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases, silentLogger } from '../../../../test/databases.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';
import { runImport } from '../../imports/run/import.ts';

const TIMELINE = `query ($campaignId: ID!) {
  campaign(id: $campaignId) {
    timeline {
      unit
      periods { from postCount views likes comments interactions engagementRate }
    }
  }
}`;

const EXPORT = `campaignId,influencerId,postedAt,views,likes,comments
days,ana,2026-03-01T23:59:59Z,100,10,1
days,ana,2026-03-01T00:00:00Z,100,20,2
days,ben,2026-03-02,50,5,0
days,ben,,1000,5,0
weeks,ana,2026-01-05,100,1,0
weeks,ana,2026-01-11T23:00:00Z,100,1,0
weeks,ana,2026-12-31,0,0,0
years,ana,1999-06-01,10,1,0
years,ana,2026-06-01,10,1,0
undated,ana,,10,1,0
`;

describeOnBothDatabases('a timeline', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    await runImport(
      { database: database(), logger: silentLogger, now: () => performance.now() },
      {
        organizationId: 'default',
        file: { source: 'dated.csv', open: () => Readable.from([Buffer.from(EXPORT)]), size: null },
        readOptions: { encoding: 'utf-8', map: {}, set: {} },
        rejectLimit: { rows: 0 },
        isDryRun: false,
      },
    );
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const find = async (campaignId: string) =>
    app.query<{ campaign: { timeline: unknown } }>(TIMELINE, { campaignId });

  it('sums up each day, in UTC and in the order of time, without the posts that have no date', async () => {
    expect((await find('days')).data.campaign.timeline).toEqual({
      unit: 'DAY',
      periods: [
        {
          from: '2026-03-01T00:00:00.000Z',
          postCount: 2,
          views: 200,
          likes: 30,
          comments: 3,
          interactions: 33,
          engagementRate: 16.5,
        },
        {
          from: '2026-03-02T00:00:00.000Z',
          postCount: 1,
          views: 50,
          likes: 5,
          comments: 0,
          interactions: 5,
          engagementRate: 10,
        },
      ],
    });
  });

  it('takes weeks from Monday where the posts span more than a quarter, and has no rate without views', async () => {
    expect((await find('weeks')).data.campaign.timeline).toMatchObject({
      unit: 'WEEK',
      periods: [
        { from: '2026-01-05T00:00:00.000Z', postCount: 2 },
        { from: '2026-12-28T00:00:00.000Z', postCount: 1, engagementRate: null },
      ],
    });
  });

  it('takes years where the posts span more than twenty', async () => {
    expect((await find('years')).data.campaign.timeline).toMatchObject({
      unit: 'YEAR',
      periods: [{ from: '1999-01-01T00:00:00.000Z' }, { from: '2026-01-01T00:00:00.000Z' }],
    });
  });

  it('is empty where no post has a date', async () => {
    expect((await find('undated')).data.campaign.timeline).toEqual({ unit: 'DAY', periods: [] });
  });

  it('names near campaigns where there is none of that id', async () => {
    const answer = await find('undatet');
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', nearIds: ['undated'] });
  });
});
