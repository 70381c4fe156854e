import type { CategoryId } from '../category/categories.ts';
import { categoriesOfHashtag } from '../category/classify-product.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';

/** Labels of paid posts, and what says nothing about a post: no trend, whatever rate they have. */
const NO_TREND =
  /^#(?:ad|ads|advert|advertisement|anzeige|werbung|sponsored|paid\w*|partner|gifted|collab|\d+)$/iu;

const LONGEST = 40;

/** Whether a hashtag can stand on the platform, and says something. */
export function isUsableHashtag(hashtag: string, { platform }: BriefRequest): boolean {
  const { hashtagForm, hashtagLength } = PLATFORM_RULES[platform];
  return (
    hashtagForm.test(hashtag) && hashtag.length <= Math.min(hashtagLength, LONGEST) && !NO_TREND.test(hashtag)
  );
}

/**
 * Whether a hashtag of the team's own posts belongs to this product. One whose words belong to another category does not,
 * but for the brand's, the product's and the campaign's own. One without a topic belongs to its campaign; of a whole
 * platform's, only those of the product's category do.
 */
export function belongsToProduct(
  hashtag: string,
  request: BriefRequest,
  category: CategoryId | null,
): boolean {
  const tag = squeeze(hashtag);
  const names = [
    request.brand,
    request.product,
    ...(request.campaignId === null ? [] : [request.campaignId]),
  ];
  if (names.some((name) => isNamedIn(tag, name))) return true;
  const topics = categoriesOfHashtag(hashtag, request.campaignId === null);
  if (category !== null && topics.includes(category)) return true;
  return topics.length === 0 && request.campaignId !== null;
}

const squeeze = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** "#pawsandplay" names "paws-and-play-2026", "#northwindrun" names "Northwind". */
function isNamedIn(tag: string, name: string): boolean {
  const letters = squeeze(name).replace(/\p{N}+$/u, '');
  return letters.length >= 3 && (tag.includes(letters) || (tag.length >= 6 && letters.includes(tag)));
}
