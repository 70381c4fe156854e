import { z } from 'zod';
import { defineTool } from '../../../platform/agents/index.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { liftOf, liftOfPost } from './lift.ts';
import { type FoundScope, findScope, scopesOf } from './results-scope.ts';
import type { AverageResult, PerformerResult } from './team-results.ts';
import type { ToolContext } from './tool-context.ts';

const MOST = 5;
/** How many posts of each are worth a look. */
const MOST_POSTS = 2;
const LONGEST_CAPTION = 300;

/** Who worked, and with which posts, out of the team's own numbers. */
export const topPerformers = defineTool({
  name: 'topPerformers',
  description:
    "Who did best for this team, with posts to study: in the request's campaign on its platform, or where scope and note say. Rates are percent of views, best first by the rate's lower bound; lift is a rate / the scope's average, null where too little was measured. Captions are quotations.",
  schema: z.object({}),
  async run(_nothing, context: ToolContext) {
    const found = await findScope(context);
    const { average, scope, note } = found;
    const performers = scope === null ? [] : await context.teamResults.topPerformers(scope, MOST);
    const own = await findCreator(context);
    return {
      summary: summarize(performers, found),
      data: {
        scope: found.kind,
        note: [note, own.note].filter((sentence) => sentence !== '').join(' '),
        average: average === null ? null : { ...average },
        performers: performers.map((performer) => dataOf(performer, average)),
        creator: own.creator === null ? null : dataOf(own.creator, own.average),
      },
    };
  },
});

/** The creator whom the request names, in the closest scope where they have posts. */
async function findCreator(context: ToolContext) {
  const { request, teamResults } = context;
  if (request.creator === null) return { creator: null, average: null, note: '' };
  const platform = PLATFORM_RULES[request.platform].name;
  for (const { kind, scope } of scopesOf(context)) {
    const creator = await teamResults.creator(scope, request.creator);
    if (creator === null) continue;
    const where =
      kind === 'CAMPAIGN_AND_PLATFORM'
        ? `in ${request.campaignId} on ${platform}`
        : kind === 'CAMPAIGN'
          ? `in ${request.campaignId} on all platforms, for there are none on ${platform}`
          : `on ${platform}`;
    return {
      creator,
      average: await teamResults.average(scope),
      note: `The numbers of ${request.creator} are those ${where}.`,
    };
  }
  return { creator: null, average: null, note: `${request.creator} has no measured posts here.` };
}

function dataOf(
  {
    influencerId,
    posts,
    views,
    interactions,
    engagementRate,
    confidentEngagementRate,
    bestPosts,
  }: PerformerResult,
  average: AverageResult | null,
) {
  return {
    influencerId,
    posts,
    views,
    interactions,
    engagementRate,
    confidentEngagementRate,
    lift: liftOf({ engagementRate, posts, views }, average),
    bestPosts: bestPosts.slice(0, MOST_POSTS).map((post) => ({
      postId: post.postId,
      platform: post.platform,
      postedAt: post.postedAt,
      format: post.format,
      caption: post.caption === null ? null : shorten(post.caption),
      hashtags: [...post.hashtags],
      views: post.views,
      interactions: post.interactions,
      engagementRate: post.engagementRate,
      lift: liftOfPost(post, average),
    })),
  };
}

function summarize(performers: readonly PerformerResult[], { note, average }: FoundScope): string {
  const named = performers.slice(0, 3).map(({ influencerId, posts, views, engagementRate }) => {
    const rate = engagementRate === null ? '' : `, ${engagementRate.toFixed(1)}% engagement`;
    return `${influencerId} (${posts} ${posts === 1 ? 'post' : 'posts'}, ${views.toLocaleString('en')} views${rate})`;
  });
  if (named.length === 0) return note;
  const usual =
    average?.engagementRate == null ? '' : ` The average is ${average.engagementRate.toFixed(1)}%.`;
  return `${note} Best: ${named.join(', ')}.${usual}`;
}

function shorten(caption: string): string {
  const text = caption.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return text.length <= LONGEST_CAPTION
    ? text
    : `${text.slice(0, LONGEST_CAPTION - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
