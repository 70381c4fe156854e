import { randomBinomial, randomInt, randomLcg } from 'd3-random';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../../../test/databases.ts';
import { importRows, type MeasuredRow } from '../../../../test/measured-rows.ts';
import { type RunningApp, startApp } from '../../../../test/running-app.ts';

interface Summary {
  readonly comparedCount: number;
  readonly aboveCount: number;
  readonly bestPlatform: { readonly platform: string; readonly engagementRate: number } | null;
}

const SUMMARY = `query ($id: ID!, $minViews: Count, $filter: PerformerFilterInput) { campaign(id: $id) {
  summary(minViews: $minViews, filter: $filter) { comparedCount aboveCount bestPlatform { platform engagementRate } }
} }`;

const EQUAL_CAMPAIGNS = 30;
const CREATORS = 100;
const random = randomLcg(18);

/** Creators of a campaign with these true rates, and views from few to many. */
function draw(campaignId: string, rates: readonly number[], leastViews = 1): MeasuredRow[] {
  return rates.map((rate, index) => {
    const views = randomInt.source(random)(leastViews, 4_000)();
    const likes = randomBinomial.source(random)(views, rate)();
    return { campaignId, influencerId: `i${index}`, views, likes };
  });
}

const mixed = draw('mixed', [...Array(80).fill(0.05), ...Array(20).fill(0.12)], 2_000);
const equal = Array.from({ length: EQUAL_CAMPAIGNS }, (_, index) =>
  draw(`equal-${index}`, Array(CREATORS).fill(0.05)),
);
const small: MeasuredRow[] = fc
  .sample(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(100)), { numRuns: 40, seed: 18 })
  .map(([views, part], index) => ({
    campaignId: 'small',
    influencerId: `i${index}`,
    views,
    likes: Math.floor((views * part) / (index % 3 === 0 ? 100 : 1_000)),
  }));
const onPlatforms: MeasuredRow[] = [
  { campaignId: 'platforms', influencerId: 'ana', views: 10_000, likes: 900, platform: 'TIKTOK' },
  { campaignId: 'platforms', influencerId: 'ben', views: 10_000, likes: 500, platform: 'INSTAGRAM' },
  { campaignId: 'platforms', influencerId: 'carl', views: 3, likes: 1, platform: 'YOUTUBE' },
  { campaignId: 'platforms', influencerId: 'dora', views: 10_000, likes: 9_000 },
];

const alike = ['TIKTOK', 'INSTAGRAM'].map(
  (platform, index): MeasuredRow => ({
    campaignId: 'alike',
    influencerId: 'ana',
    views: 2_000,
    likes: 100 + index,
    platform,
  }),
);

/** Benjamini and Hochberg's procedure as it is written down, over Chernoff's bounds. */
function countAbove(rows: readonly MeasuredRow[]): number {
  const sum = (field: 'views' | 'likes') => rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);
  const level = sum('likes') / sum('views');
  const bounds = rows
    .map(({ views, likes }) => ({ views: Number(views), share: Number(likes) / Number(views) }))
    .map(({ views, share }) => {
      if (share <= level) return 1;
      const missed = share === 1 ? 0 : (1 - share) * Math.log((1 - share) / (1 - level));
      return Math.exp(-views * (share * Math.log(share / level) + missed));
    })
    .sort((left, right) => left - right);
  return bounds.findLastIndex((bound, index) => bound <= ((index + 1) / bounds.length) * 0.05) + 1;
}

describeOnBothDatabases('the summary of a campaign', (database) => {
  let app: RunningApp;

  beforeAll(async () => {
    await importRows(database(), [...equal.flat(), ...mixed, ...small, ...onPlatforms, ...alike]);
    app = await startApp(database());
  });
  afterAll(() => app.close());

  const summarize = async (id: string, variables: object = {}) => {
    const answer = await app.query<{ campaign: { summary: Summary } }>(SUMMARY, {
      id,
      minViews: 0,
      ...variables,
    });
    expect(answer.errors).toBeUndefined();
    return answer.data.campaign.summary;
  };

  it('names hardly anybody where all have the same rate, however few their views', async () => {
    const summaries = await Promise.all(equal.map((_, index) => summarize(`equal-${index}`)));
    expect(summaries.map(({ comparedCount }) => comparedCount)).toEqual(equal.map(() => CREATORS));
    // One in twenty campaigns may name anybody at all.
    expect(summaries.filter(({ aboveCount }) => aboveCount > 0).length).toBeLessThanOrEqual(2);
    // By their intervals alone, there are some in nearly every campaign.
    const STANDINGS = '{ campaign(id: "equal-0") { standings { certainCount } } }';
    const { data } = await app.query<{ campaign: { standings: { certainCount: number } } }>(STANDINGS);
    expect(data.campaign.standings.certainCount).toBeGreaterThan(0);
  });

  it('names those who are better', async () => {
    const { aboveCount } = await summarize('mixed');
    expect(aboveCount).toBeGreaterThanOrEqual(19);
    expect(aboveCount).toBeLessThanOrEqual(21);
  });

  it.each([
    ['small', small],
    ['mixed', mixed],
  ])('counts as the procedure does that is written down: %s', async (id, rows) => {
    expect((await summarize(id)).aboveCount).toBe(countAbove(rows));
  });

  it('compares those alone who have so many views, and who is searched for with the rate of all', async () => {
    const viewed = mixed.filter(({ views }) => Number(views) >= 3_000);
    expect((await summarize('mixed', { minViews: 3_000 })).comparedCount).toBe(viewed.length);
    // Where it is not said, those with as many views as the campaign suggests.
    const SUGGESTED = '{ campaign(id: "equal-0") { suggestedMinViews } }';
    const { data } = await app.query<{ campaign: { suggestedMinViews: number } }>(SUGGESTED);
    const fair = equal[0]?.filter(({ views }) => Number(views) >= data.campaign.suggestedMinViews);
    expect(data.campaign.suggestedMinViews).toBeGreaterThan(1);
    expect((await summarize('equal-0', { minViews: null })).comparedCount).toBe(fair?.length);
    expect(await summarize('mixed', { filter: { search: 'i95' } })).toMatchObject({
      comparedCount: 1,
      aboveCount: 1,
    });
    expect(await summarize('mixed', { filter: { platforms: ['TIKTOK'] } })).toEqual({
      comparedCount: 0,
      aboveCount: 0,
      bestPlatform: null,
    });
  });

  it('names the platform with the best rate where it can be told from the others', async () => {
    expect(
      (await summarize('platforms', { filter: { platforms: ['TIKTOK', 'INSTAGRAM'] } })).bestPlatform,
    ).toEqual({
      platform: 'TIKTOK',
      engagementRate: 9,
    });
    // Three views say nothing of a platform, and neither do posts without one.
    expect((await summarize('platforms')).bestPlatform).toMatchObject({ platform: 'TIKTOK' });
    expect((await summarize('alike')).bestPlatform).toBeNull();
    expect((await summarize('platforms', { filter: { platforms: ['TIKTOK'] } })).bestPlatform).toBeNull();
    expect((await summarize('mixed')).bestPlatform).toBeNull();
  });
});
