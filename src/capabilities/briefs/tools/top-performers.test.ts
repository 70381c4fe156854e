import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../access/contract.ts';
import { PERFORMERS, teamResultsOf } from './team-results.fixture.ts';
import { contextFor } from './tool-context.fixture.ts';
import { topPerformers } from './top-performers.ts';

describe('topPerformers', () => {
  it('says who worked, with numbers and posts, in the campaign of the request', async () => {
    const context = contextFor({ campaignId: 'spring-26' });
    const { data, summary } = await topPerformers.run({ campaignId: 'spring-26' }, context);
    expect(context.scopes).toEqual([
      { organizationId: 'acme', visible: EVERYTHING, campaignId: 'spring-26' },
    ]);
    expect(summary).toContain('creator_0412 (9 posts, 1,284,300 views, 7.4% engagement)');
    expect(data).toMatchObject({
      performers: [{ influencerId: 'creator_0412', bestPosts: [{ hashtags: ['#rainrun'] }, {}] }, {}],
    });
  });

  it('looks at the platform where the request names no campaign, and says so where there is nothing', async () => {
    const context = contextFor({}, teamResultsOf([], []));
    const { summary } = await topPerformers.run({ platform: 'INSTAGRAM' }, context);
    expect(context.scopes).toEqual([{ organizationId: 'acme', visible: EVERYTHING, platform: 'INSTAGRAM' }]);
    expect(summary).toBe('No measured posts on Instagram yet.');
  });

  it.each([
    [{ campaignId: 'rival-26' }, null],
    [{ campaignId: 'rival-26' }, 'spring-26'],
    [{ platform: 'TIKTOK' }, 'spring-26'],
  ])('looks at nothing else: %j', async (args, campaignId) => {
    const context = contextFor({ campaignId });
    await expect(topPerformers.run(args, context)).rejects.toMatchObject({ name: 'ToolRefusal' });
    expect(context.scopes).toEqual([]);
  });

  it('cuts captions that are long, and folds their lines', async () => {
    const [first] = PERFORMERS;
    const caption = `line\n\u0007next ${'👟'.repeat(400)}`;
    const [post] = first?.bestPosts ?? [];
    if (first === undefined || post === undefined) throw new Error('the fixture is empty');
    const results = teamResultsOf([{ ...first, bestPosts: [{ ...post, caption }] }]);
    const { data } = await topPerformers.run({ platform: 'INSTAGRAM' }, contextFor({}, results));
    const cut = String(Object(Object(data).performers)[0].bestPosts[0].caption);
    expect(cut.length).toBeLessThanOrEqual(300);
    expect(cut).toMatch(/^line next /u);
    expect(cut).not.toMatch(/\p{Cs}/u);
  });
});
