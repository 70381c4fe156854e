import { z } from 'zod';
import { type CategoryId, TELLING_CATEGORY_IDS } from '../category/categories.ts';
import { classifyProduct, isCategoryId } from '../category/classify-product.ts';
import { PRODUCT_KINDS, type ProductKind } from '../serving/brief.ts';
import { type Category, loadTrends } from './curated.ts';
import { findScope } from './results-scope.ts';
import type { ToolContext } from './tool-context.ts';

/** What a model says of the product. Both may be left out: then the words of its name decide. */
export const ProductArguments = z.object({
  category: z
    .enum([...TELLING_CATEGORY_IDS, 'none'])
    .nullish()
    .describe('What the product is, by what it is bought for; "none" where nothing of the list fits.'),
  kind: z
    .enum(PRODUCT_KINDS)
    .nullish()
    .describe(
      'OBJECT a thing, FOOD also drinks, SERVICE, APP also games, EVENT, PLACE, BUSINESS sold to companies.',
    ),
});

/** What a product is, and who said so. */
export interface FoundProduct {
  readonly category: Category | null;
  readonly categoryFrom: 'REQUEST' | 'MODEL' | 'CLASSIFIER';
  readonly kind: ProductKind;
  readonly matches: readonly string[];
}

const NO_TOPICS = { hashtags: [], captions: [] };
const MOST_HASHTAGS = 12;
const MOST_CREATORS = 5;

/** The request's category wins, then the model's, then what the words say. */
export async function findProduct(
  said: z.output<typeof ProductArguments>,
  context: ToolContext,
): Promise<FoundProduct> {
  const { request } = context;
  const named = classifyProduct(request.product, { ...NO_TOPICS, ...request });
  const isOpen = request.category === null && said.category == null && named.category === null;
  const known = isOpen
    ? classifyProduct(request.product, { ...(await topicsOf(context)), ...request })
    : named;
  const kind = said.kind ?? known.kind;
  const { matches } = known;
  if (request.category !== null && isCategoryId(request.category)) {
    return { category: categoryOf(request.category), categoryFrom: 'REQUEST', kind, matches };
  }
  if (said.category != null) {
    const category = said.category === 'none' ? null : categoryOf(said.category);
    return { category, categoryFrom: 'MODEL', kind, matches };
  }
  return { category: categoryOf(known.category), categoryFrom: 'CLASSIFIER', kind, matches };
}

/** What the campaign's posts are about, where the product's own words leave its category open; all of a platform's posts say nothing about one product. */
async function topicsOf(context: ToolContext) {
  const { kind, scope } = await findScope(context);
  if (scope === null || kind === 'PLATFORM') return NO_TOPICS;
  const [hashtags, performers] = await Promise.all([
    context.teamResults.topHashtags(scope, MOST_HASHTAGS),
    context.teamResults.topPerformers(scope, MOST_CREATORS),
  ]);
  return {
    hashtags: hashtags.map(({ hashtag }) => hashtag),
    captions: performers.flatMap(({ bestPosts }) => bestPosts.flatMap(({ caption }) => caption ?? [])),
  };
}

export function categoryOf(id: CategoryId | null): Category | null {
  return loadTrends().categories.find((category) => category.id === id) ?? null;
}
