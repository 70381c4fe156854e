import { describe, expect, it } from 'vitest';
import { AVERAGE, PERFORMERS, teamResultsOf } from './team-results.fixture.ts';
import type { ResultsScope, TeamResults } from './team-results.ts';
import { contextFor } from './tool-context.fixture.ts';
import { topPerformers } from './top-performers.ts';

/** Results that only the scopes have of which `has` says so. */
function resultsIn(has: (scope: ResultsScope) => boolean): TeamResults {
  const results = teamResultsOf();
  return {
    ...results,
    average: async (scope) => (has(scope) ? AVERAGE : null),
    topPerformers: async (scope, limit) => (has(scope) ? results.topPerformers(scope, limit) : []),
    creator: async (scope, id) => (has(scope) ? results.creator(scope, id) : null),
  };
}

const run = async (input: Parameters<typeof contextFor>[0], results?: TeamResults) =>
  topPerformers.run({}, contextFor(input, results));

describe('topPerformers', () => {
  it('says who did best, against what is usual, with posts to study', async () => {
    const { data, summary } = await run({ campaignId: 'spring-26' });
    expect(summary).toContain('creator_0412 (9 posts, 1,284,300 views, 7.4% engagement)');
    expect(summary).toContain('The average is 6.9%.');
    expect(data).toMatchObject({
      scope: 'CAMPAIGN_AND_PLATFORM',
      note: 'These are the posts of spring-26 on Instagram.',
      average: AVERAGE,
      performers: [
        {
          influencerId: 'creator_0412',
          lift: 1.07,
          bestPosts: [
            {
              platform: 'INSTAGRAM',
              postedAt: '2026-03-02',
              format: 'REEL',
              hashtags: ['#rainrun'],
              lift: 1.45,
            },
            {},
          ],
        },
        {},
      ],
      creator: null,
    });
  });

  it.each<[string, (scope: ResultsScope) => boolean, string, string]>([
    [
      'the whole campaign where it has nothing on the platform',
      ({ campaignId, platform }) => campaignId !== undefined && platform === undefined,
      'CAMPAIGN',
      'spring-26 has no measured posts on Instagram: these are its posts on all platforms.',
    ],
    [
      'the platform where the campaign has nothing',
      ({ campaignId }) => campaignId === undefined,
      'PLATFORM',
      "spring-26 has no measured posts: these are all of the team's posts on Instagram.",
    ],
    [
      'nothing where there is nothing',
      () => false,
      'NONE',
      'Neither spring-26 nor any other campaign has measured posts on Instagram yet.',
    ],
  ])('takes %s, and says so', async (_what, has, scope, note) => {
    const { data, summary } = await run({ campaignId: 'spring-26' }, resultsIn(has));
    expect(data).toMatchObject({ scope, note });
    expect(summary.startsWith(note)).toBe(true);
  });

  it('gives the numbers of the creator whom the request names, and says where they are from', async () => {
    const { data } = await run({ creator: 'maya.moves', campaignId: 'spring-26' });
    expect(data).toMatchObject({
      creator: { influencerId: 'maya.moves', bestPosts: [{}] },
      note: expect.stringContaining('The numbers of maya.moves are those in spring-26 on Instagram.'),
    });
    const unknown = await run({ creator: 'nobody' });
    expect(unknown.data).toMatchObject({
      creator: null,
      note: expect.stringContaining('nobody has no measured posts here.'),
    });
  });

  it('has no lift for what is measured too little', async () => {
    const few = PERFORMERS.map((performer) => ({ ...performer, posts: 1 }));
    expect((await run({}, teamResultsOf(few))).data).toMatchObject({
      performers: [{ lift: null }, { lift: null }],
    });
  });

  it('cuts captions that are long, and folds their lines', async () => {
    const [first] = PERFORMERS;
    const caption = `line\n\u0007next ${'👟'.repeat(400)}`;
    const [post] = first?.bestPosts ?? [];
    if (first === undefined || post === undefined) throw new Error('the fixture is empty');
    const results = teamResultsOf([{ ...first, bestPosts: [{ ...post, caption }] }]);
    const { data } = await run({}, results);
    const cut = String(Object(Object(data).performers)[0].bestPosts[0].caption);
    expect(cut.length).toBeLessThanOrEqual(300);
    expect(cut).toMatch(/^line next /u);
    expect(cut).not.toMatch(/\p{Cs}/u);
  });
});
