import { z } from 'zod';
import { defineTool } from '../../../platform/agents/index.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { PLATFORMS } from '../serving/brief.ts';
import { classifyProduct } from './category.ts';
import { shuffled } from './choice.ts';
import { loadTrends } from './curated.ts';
import { type HashtagResult, scopeOf } from './team-results.ts';
import { refuseOtherPlatform, type ToolContext } from './tool-context.ts';

const MOST_OWN = 6;
const MOST_CURATED = 8;

/** Labels of paid posts, and what says nothing about a post: no trend, whatever rate they have. */
const NO_TREND =
  /^#(?:ad|ads|advert|advertisement|anzeige|werbung|sponsored|paid\w*|partner|gifted|collab|\d+)$/iu;

/** Hashtags for a product on a platform: the team's own best, with their numbers, and an editor's list. */
export const trendFetcher = defineTool({
  name: 'trendFetcher',
  description:
    "Hashtags for a product on the brief's platform: first those of the team's own posts with the highest weighted engagement rate (percent of views), then curated ones. Each says where it is from. Also moments, problems, outcomes and shots of the product's category, to write with.",
  schema: z.object({
    platform: z.enum(PLATFORMS).describe('The platform of the brief.'),
    brand: z.string().min(1).max(80),
    product: z.string().min(1).max(120),
  }),
  async run({ platform, brand, product }, { team, request, teamResults }: ToolContext) {
    refuseOtherPlatform(platform, request);
    const scope = { ...scopeOf(team, request), platform };
    const own = (await teamResults.topHashtags(scope, MOST_OWN * 2))
      .filter((result) => isUsable(result, platform))
      .slice(0, MOST_OWN);
    const { category, matches } = classifyProduct(brand, product, platform);
    const curated = curatedHashtags(platform, category.id, `${brand}\n${product}`).filter(
      (hashtag) => !own.some((result) => result.hashtag.toLowerCase() === hashtag.toLowerCase()),
    );
    return {
      summary: summarize(own, curated, category.name),
      data: {
        hashtags: [
          ...own.map((result) => ({ ...result, from: 'OWN_POSTS' })),
          ...curated.map((hashtag) => ({ hashtag, from: 'CURATED' })),
        ],
        category: category.name,
        categoryBecauseOf: matches,
        moments: category.moments,
        problems: category.problems,
        outcomes: category.outcomes,
        shots: category.shots,
      },
    };
  },
});

function isUsable({ hashtag }: HashtagResult, platform: keyof typeof PLATFORM_RULES): boolean {
  const { hashtagForm, hashtagLength } = PLATFORM_RULES[platform];
  return (
    hashtagForm.test(hashtag) && hashtag.length <= Math.min(hashtagLength, 40) && !NO_TREND.test(hashtag)
  );
}

/** What is made for this platform and category, then for the category, then for the platform. */
function curatedHashtags(platform: keyof typeof PLATFORM_RULES, categoryId: string, seed: string): string[] {
  const { platforms, categories } = loadTrends();
  const category = categories.find(({ id }) => id === categoryId);
  const { hashtagForm, hashtagLength } = PLATFORM_RULES[platform];
  const inOrder = [
    ...(category?.platformHashtags[platform] ?? []),
    ...shuffled(category?.hashtags ?? [], seed),
    ...platforms[platform],
  ];
  return [...new Map(inOrder.map((hashtag) => [hashtag.toLowerCase(), hashtag])).values()]
    .filter((hashtag) => hashtagForm.test(hashtag) && hashtag.length <= hashtagLength)
    .slice(0, MOST_CURATED);
}

function summarize(own: readonly HashtagResult[], curated: readonly string[], category: string): string {
  const ours = own
    .slice(0, 3)
    .map(({ hashtag, engagementRate, posts }) => {
      const rate = engagementRate === null ? '' : ` ${engagementRate.toFixed(1)}% of views,`;
      return `${hashtag} (${rate} ${posts} ${posts === 1 ? 'post' : 'posts'})`.replace('( ', '(');
    })
    .join(', ');
  const editors = `Curated for ${category.toLowerCase()}: ${curated.slice(0, 4).join(' ')}.`;
  return ours === ''
    ? `No hashtags of the team's own posts yet. ${editors}`
    : `From the team's own posts: ${ours}. ${editors}`;
}
