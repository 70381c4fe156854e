import { defineTool } from '../../../platform/agents/index.ts';
import { countPhrases, wordSetOf } from '../category/words.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { type Category, loadTrends } from './curated.ts';
import { liftOf, works } from './lift.ts';
import { belongsToProduct, isUsableHashtag } from './own-hashtags.ts';
import { findProduct, ProductArguments } from './product.ts';
import { findScope } from './results-scope.ts';
import type { AverageResult, HashtagResult } from './team-results.ts';
import type { ToolContext } from './tool-context.ts';

const MOST_OWN = 6;
/** How many are looked at: most of a platform's belong to other products. */
const MOST_READ = 50;
const MOST_CURATED = 8;

/** Hashtags for a product on a platform: the team's own best, with their numbers, and an editor's list. */
export const trendFetcher = defineTool({
  name: 'trendFetcher',
  description:
    "Hashtags for the request's product and platform: the team's own that belong to it, with rate (percent of views) and lift (rate / the scope's average; null: too little measured), then curated ones. Also moments, problems, outcomes and shots of the product's category, to write with.",
  schema: ProductArguments,
  async run(said, context: ToolContext) {
    const { request, teamResults } = context;
    const [{ category }, { kind: scopeKind, scope, average }] = await Promise.all([
      findProduct(said, context),
      findScope(context),
    ]);
    const found = scope === null ? [] : await teamResults.topHashtags(scope, MOST_READ);
    const own = found
      .filter(
        ({ hashtag }) =>
          isUsableHashtag(hashtag, request) && belongsToProduct(hashtag, request, category?.id ?? null),
      )
      .slice(0, MOST_OWN);
    const curated = curatedHashtags(request, category).filter(
      (hashtag) => !own.some((result) => result.hashtag.toLowerCase() === hashtag.toLowerCase()),
    );
    return {
      summary: summarize(own, curated, average, category),
      data: {
        category: category === null ? null : { id: category.id, name: category.name },
        scope: scopeKind,
        average: average === null ? null : { ...average },
        hashtags: [
          ...own.map(({ hashtag, posts, views, engagementRate, ...counted }) => ({
            hashtag,
            from: 'OWN_POSTS',
            posts,
            views,
            engagementRate,
            lift: liftOf({ engagementRate, posts, views, ...counted }, average),
          })),
          ...curated.map((hashtag) => ({ hashtag, from: 'CURATED' })),
        ],
        moments: category?.moments ?? [],
        problems: category?.problems ?? [],
        outcomes: category?.outcomes ?? [],
        shots: category?.shots ?? [],
      },
    };
  },
});

/** What is made for this product on this platform, then for the product, its category and the platform. */
function curatedHashtags({ platform, product }: BriefRequest, category: Category | null): string[] {
  const { hashtagForm, hashtagLength } = PLATFORM_RULES[platform];
  const words = wordSetOf(product);
  const narrower = (category?.narrower ?? []).filter(
    (hashtags) =>
      countPhrases(
        hashtags.for.map((noun) => noun.replaceAll('-', '')),
        words,
      ) > 0,
  );
  const inOrder = [
    ...narrower.flatMap(({ platformHashtags }) => platformHashtags[platform] ?? []),
    ...(category?.platformHashtags[platform] ?? []),
    ...narrower.flatMap(({ hashtags }) => hashtags),
    ...(category?.hashtags ?? []),
    ...loadTrends().platforms[platform],
  ];
  return [...new Map(inOrder.map((hashtag) => [hashtag.toLowerCase(), hashtag])).values()]
    .filter((hashtag) => hashtagForm.test(hashtag) && hashtag.length <= hashtagLength)
    .slice(0, MOST_CURATED);
}

function summarize(
  own: readonly HashtagResult[],
  curated: readonly string[],
  average: AverageResult | null,
  category: Category | null,
): string {
  const working = own.filter((result) => works(liftOf(result, average)));
  const named = (results: readonly HashtagResult[]) =>
    results
      .slice(0, 3)
      .map(
        ({ hashtag, engagementRate, posts }) =>
          `${hashtag} (${(engagementRate ?? 0).toFixed(1)}% of views, ${posts} ${posts === 1 ? 'post' : 'posts'})`,
      )
      .join(', ');
  const usual =
    average?.engagementRate == null ? '' : ` The average is ${average.engagementRate.toFixed(1)}%.`;
  const ours =
    own.length === 0
      ? "No hashtags of the team's own posts belong to this product yet."
      : working.length === 0
        ? `Of the team's own hashtags, none clearly above the average: ${named(own)}.${usual}`
        : `Clearly above the average in the team's own posts: ${named(working)}.${usual}`;
  const editors =
    category === null ? 'Curated, for the platform' : `Curated for ${category.name.toLowerCase()}`;
  return `${ours} ${editors}: ${curated.slice(0, 4).join(' ')}.`;
}
