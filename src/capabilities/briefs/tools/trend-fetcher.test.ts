import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EVERYTHING } from '../../access/contract.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { PLATFORMS } from '../serving/brief.ts';
import { loadTrends } from './curated.ts';
import { teamResultsOf } from './team-results.fixture.ts';
import { contextFor } from './tool-context.fixture.ts';
import { trendFetcher } from './trend-fetcher.ts';

const Found = z.object({
  hashtags: z.array(
    z.object({
      hashtag: z.string(),
      from: z.string(),
      posts: z.number().optional(),
      engagementRate: z.number().optional(),
    }),
  ),
});
const args = { platform: 'INSTAGRAM', brand: 'Northwind', product: 'Trail Runner 2' };

describe('trendFetcher', () => {
  it("gives the team's own best hashtags first, with their numbers, then curated ones, and says which is which", async () => {
    const { data, summary } = await trendFetcher.run(args, contextFor());
    const { hashtags } = Found.parse(data);
    expect(hashtags.slice(0, 3)).toMatchObject([
      { hashtag: '#rainrun', from: 'OWN_POSTS', posts: 14, engagementRate: 9 },
      { hashtag: '#trailtime', from: 'OWN_POSTS' },
      { from: 'CURATED' },
    ]);
    expect(summary).toContain('#rainrun (9.0% of views, 14 posts)');
  });

  it.each(PLATFORMS)(
    'has at least 3 hashtags that %s takes, for every category and without a post',
    async (platform) => {
      for (const { words } of loadTrends().categories) {
        const product = words[0] ?? 'thing';
        const context = contextFor({ platform, product }, teamResultsOf([], []));
        const { data } = await trendFetcher.run({ platform, brand: 'Northwind', product }, context);
        const { hashtags } = Found.parse(data);
        expect(hashtags.length, product).toBeGreaterThanOrEqual(3);
        expect(hashtags.every(({ hashtag }) => PLATFORM_RULES[platform].hashtagForm.test(hashtag))).toBe(
          true,
        );
      }
    },
  );

  it('leaves out labels, broken hashtags and repetitions', async () => {
    const odd = ['#ad', '#Sponsored', '#123', '# spaced', 'plain', '#ok', `#${'x'.repeat(60)}`].map(
      (hashtag) => ({
        hashtag,
        posts: 1,
        views: 10,
        interactions: 1,
        engagementRate: 10,
      }),
    );
    const { data } = await trendFetcher.run(args, contextFor({}, teamResultsOf([], odd)));
    const own = Found.parse(data).hashtags.filter(({ from }) => from === 'OWN_POSTS');
    expect(own.map(({ hashtag }) => hashtag)).toEqual(['#ok']);
  });

  it("asks for the request's organization, platform and campaign, whatever its arguments say", async () => {
    const context = contextFor({ campaignId: 'spring-26' });
    await trendFetcher.run(args, context);
    expect(context.scopes).toEqual([
      { organizationId: 'acme', visible: EVERYTHING, campaignId: 'spring-26', platform: 'INSTAGRAM' },
    ]);
    await expect(trendFetcher.run({ ...args, platform: 'TIKTOK' }, context)).rejects.toThrow(
      'INSTAGRAM only',
    );
    await expect(trendFetcher.run({ ...args, platform: 'MYSPACE' }, context)).rejects.toThrow();
  });
});
