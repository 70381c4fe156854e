import { postedLength } from '../checks/caption-length.ts';
import { hasAvoided } from '../checks/inflections.ts';
import type { PlatformRules } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { works } from '../tools/lift.ts';
import type { TrendingHashtag } from './findings.ts';
import { loadCraft } from './ideas.ts';
import { hashtagOf, hashtagOfProduct } from './naming.ts';

/** For the rare request that leaves nothing else. */
const SPARE: readonly string[] = ['#Everyday', '#WorthSharing', '#NowTrying'];

/**
 * Wishes, the brand, what worked for the team, then what is curated: as many as suit the platform and fit.
 * @param taken hashtags that stand in the caption already, in lower case
 */
export function chooseHashtags(
  request: BriefRequest,
  trending: readonly TrendingHashtag[],
  wanted: readonly string[],
  rules: PlatformRules,
  taken: ReadonlySet<string>,
): string[] {
  const { platform } = request;
  const room = rules.hashtags.most - taken.size;
  const most = Math.max(0, Math.min(Math.max(loadCraft()[platform]?.hashtags ?? 0, wanted.length), room));
  const least = Math.max(0, rules.hashtags.least - taken.size, wanted.length);
  // A short post gives its hashtags a third of its room.
  const budget = rules.areHashtagsInCaption ? Math.floor(rules.captionLength / 3) : Number.POSITIVE_INFINITY;
  const usable = candidates(request, trending, wanted).filter((hashtag) =>
    isUsable(hashtag, request, rules, taken),
  );
  const chosen = usable.slice(0, wanted.length);
  for (const hashtag of usable.slice(wanted.length)) {
    if (chosen.length >= most) break;
    if (postedLength(platform, [...chosen, hashtag].join(' ')) <= budget) chosen.push(hashtag);
  }
  const shortest = [...usable, ...SPARE.filter((hashtag) => isUsable(hashtag, request, rules, taken))]
    .filter((hashtag) => !chosen.includes(hashtag))
    .sort((a, b) => a.length - b.length);
  return [...chosen, ...shortest.slice(0, Math.max(0, least - chosen.length))];
}

/** What is below the team's own average is no advice, and nothing is known of what has no lift. */
function candidates(
  request: BriefRequest,
  trending: readonly TrendingHashtag[],
  wanted: readonly string[],
): string[] {
  const from = (source: TrendingHashtag['from']) => trending.filter((trend) => trend.from === source);
  const tags = (trends: readonly TrendingHashtag[]) => trends.map(({ hashtag }) => hashtag);
  const own = from('OWN_POSTS').filter(({ lift }) => lift == null || lift >= 1);
  const [brand, product] = [hashtagOf(request.brand), hashtagOfProduct(request.product)];
  const best = tags(own.filter(({ lift }) => works(lift))).slice(0, 2);
  const curated = tags(from('CURATED'));
  const inOrder = [
    ...wanted,
    brand,
    ...best,
    ...curated.slice(0, 2),
    product,
    ...curated.slice(2),
    ...tags(own),
  ];
  const hashtags = inOrder.filter((hashtag) => hashtag !== undefined);
  return [...new Map(hashtags.map((hashtag) => [hashtag.toLowerCase(), hashtag])).values()];
}

function isUsable(
  hashtag: string,
  request: BriefRequest,
  rules: PlatformRules,
  taken: ReadonlySet<string>,
): boolean {
  return (
    rules.hashtagForm.test(hashtag) &&
    hashtag.length <= rules.hashtagLength &&
    !taken.has(hashtag.toLowerCase()) &&
    !request.mustAvoid.some((phrase) => hasAvoided(hashtag, phrase, [request.brand, request.product]))
  );
}
