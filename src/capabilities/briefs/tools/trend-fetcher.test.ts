import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EVERYTHING } from '../../access/contract.ts';
import { CATEGORY_IDS } from '../category/categories.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { PLATFORMS } from '../serving/brief.ts';
import { AVERAGE, teamResultsOf } from './team-results.fixture.ts';
import type { HashtagResult } from './team-results.ts';
import { contextFor } from './tool-context.fixture.ts';
import { trendFetcher } from './trend-fetcher.ts';

const Found = z.object({
  category: z.object({ id: z.string() }).nullable(),
  hashtags: z.array(
    z.object({
      hashtag: z.string(),
      from: z.string(),
      posts: z.number().optional(),
      engagementRate: z.number().optional(),
      lift: z.number().nullish(),
    }),
  ),
});

const hashtagsOf = (...names: readonly string[]): HashtagResult[] =>
  names.map((hashtag) => ({ hashtag, posts: 5, views: 10_000, interactions: 900, engagementRate: 9 }));

async function ownOf(results: readonly HashtagResult[], input: Parameters<typeof contextFor>[0] = {}) {
  const { data } = await trendFetcher.run({}, contextFor(input, teamResultsOf([], results)));
  return Found.parse(data).hashtags.filter(({ from }) => from === 'OWN_POSTS');
}

describe('trendFetcher', () => {
  it("gives the team's own best hashtags first, with the lift over what is usual, then curated ones", async () => {
    const { data, summary } = await trendFetcher.run({}, contextFor({ campaignId: 'spring-26' }));
    expect(data).toMatchObject({
      category: { id: 'fitness' },
      scope: 'CAMPAIGN_AND_PLATFORM',
      average: AVERAGE,
    });
    expect(Found.parse(data).hashtags.slice(0, 3)).toMatchObject([
      { hashtag: '#rainrun', from: 'OWN_POSTS', posts: 14, engagementRate: 9, lift: 1.3 },
      { hashtag: '#trailtime', from: 'OWN_POSTS', lift: 0.92 },
      { from: 'CURATED' },
    ]);
    expect(summary).toContain(
      "Clearly above the average in the team's own posts: #rainrun (9.0% of views, 14 posts)",
    );
    expect(summary).not.toContain('#trailtime');
  });

  it('says of hashtags above the average by less than a tenth that none is clearly above it', async () => {
    const near = hashtagsOf('#trailrun').map((result) => ({ ...result, engagementRate: 7.2 }));
    const { summary } = await trendFetcher.run({}, contextFor({}, teamResultsOf([], near)));
    expect(summary).toContain(
      "Of the team's own hashtags, none clearly above the average: #trailrun (7.2% of views, 5 posts). The average is 6.9%.",
    );
  });

  it.each([
    ['fewer than 3 posts', { posts: 2 }],
    ['fewer than 1,000 views', { views: 999 }],
  ])('has no lift for %s', async (_what, change) => {
    const own = await ownOf(hashtagsOf('#trailrun').map((result) => ({ ...result, ...change })));
    expect(own).toMatchObject([{ hashtag: '#trailrun', lift: null }]);
  });

  it.each(PLATFORMS)(
    'has at least 3 hashtags that %s takes, for every category and for none',
    async (platform) => {
      for (const category of [...CATEGORY_IDS, null]) {
        const input = { platform, product: 'Qwertz', category };
        const { data } = await trendFetcher.run({}, contextFor(input, teamResultsOf([], [])));
        const found = Found.parse(data);
        expect(found.category?.id ?? null).toBe(category);
        expect(found.hashtags.length, String(category)).toBeGreaterThanOrEqual(3);
        expect(
          found.hashtags.every(({ hashtag }) => PLATFORM_RULES[platform].hashtagForm.test(hashtag)),
        ).toBe(true);
      }
    },
  );

  it('leaves out labels, broken hashtags and repetitions', async () => {
    const odd = hashtagsOf(
      '#ad',
      '#Sponsored',
      '#123',
      '# spaced',
      'plain',
      '#trailrun',
      `#${'x'.repeat(60)}`,
    );
    expect((await ownOf(odd)).map(({ hashtag }) => hashtag)).toEqual(['#trailrun']);
  });

  it.each<[string, string[], Parameters<typeof contextFor>[0], string[]]>([
    ['of foreign topics', ['#trailrun', '#skincare'], {}, ['#trailrun']],
    ['that share a syllable with the category alone', ['#pawsandplay'], { product: 'museum tickets' }, []],
    ['without a topic, of a whole platform', ['#trailrun', '#weloveit'], {}, ['#trailrun']],
    ['without a topic, of the campaign', ['#weloveit'], { campaignId: 'spring-26' }, ['#weloveit']],
    ['of the brand', ['#northwindcoffee'], {}, ['#northwindcoffee']],
    [
      'of the campaign, whatever their words',
      ['#pawsandplay', '#catsofinstagram'],
      { campaignId: 'paws-and-play-2026' },
      ['#pawsandplay'],
    ],
  ])('takes or leaves hashtags %s', async (_which, hashtags, input, expected) => {
    const found = await ownOf(hashtagsOf(...hashtags), input);
    expect(found.map(({ hashtag }) => hashtag)).toEqual(expected);
  });

  it.each<[string, string[], string[]]>([
    ['e-bike', ['#electricliving', '#cityride', '#onthemove'], ['#cartok', '#roadtrip', '#vanlife']],
    ['campervan rental', ['#cartok', '#vanlife'], ['#electricliving']],
    ['herbal tea', ['#slowmornings', '#drinkoftheday'], ['#coffeetok', '#coffeetime']],
    ['theatre tickets', ['#culturelovers'], ['#museumtok', '#arttok']],
  ])('has curated hashtags that are true of %s', async (product, some, none) => {
    const { data } = await trendFetcher.run(
      {},
      contextFor({ product, platform: 'TIKTOK' }, teamResultsOf([], [])),
    );
    const found = Found.parse(data).hashtags.map(({ hashtag }) => hashtag);
    expect(found).toEqual(expect.arrayContaining(some));
    expect(found.filter((hashtag) => none.includes(hashtag))).toEqual([]);
  });

  it('takes the category of the request before that of the model, and that before its own', async () => {
    const categoryOf = async (said: object, category: 'gaming' | null) =>
      Found.parse((await trendFetcher.run(said, contextFor({ category }))).data).category?.id;
    expect(await categoryOf({}, null)).toBe('fitness');
    expect(await categoryOf({ category: 'outdoors' }, null)).toBe('outdoors');
    expect(await categoryOf({ category: 'none' }, null)).toBeUndefined();
    expect(await categoryOf({ category: null, kind: null }, null)).toBe('fitness');
    expect(await categoryOf({ category: 'outdoors' }, 'gaming')).toBe('gaming');
    await expect(categoryOf({ category: 'spaceships' }, null)).rejects.toThrow();
  });

  it("asks for the request's organization, campaign and platform", async () => {
    const context = contextFor({ campaignId: 'spring-26' });
    await trendFetcher.run({}, context);
    expect(new Set(context.scopes.map((scope) => JSON.stringify(scope)))).toEqual(
      new Set([
        JSON.stringify({
          organizationId: 'acme',
          visible: EVERYTHING,
          campaignId: 'spring-26',
          platform: 'INSTAGRAM',
        }),
      ]),
    );
  });
});
