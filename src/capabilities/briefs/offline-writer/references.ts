import { wordSetOf } from '../category/words.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { type BriefRequest, PLATFORMS } from '../serving/brief.ts';
import { works } from '../tools/lift.ts';
import type { Findings, ReferencePost } from './findings.ts';
import type { Idea } from './ideas.ts';

/** "8.485%": no digit less than the tools give, for a figure that was rounded twice is another one. */
export const percent = (rate: number) => `${Number(rate.toPrecision(4))}%`;

interface Reference {
  readonly by: string;
  readonly post: ReferencePost;
  /** Whether it is of the campaign or the creator's own, or has a word of the idea or the product in it. */
  readonly isNear: boolean;
}

/**
 * The team's own posts that are worth studying for this idea: of the creator first, those on the platform, with a caption,
 * nearest to the idea in their words, then those with the best lift.
 */
export function findReferences(request: BriefRequest, { results }: Findings, idea: Idea): Reference[] {
  if (results === null) return [];
  const near = new Set(tellingWords(`${request.product} ${idea.make} ${idea.next}`));
  const isOfCampaign = results.scope.startsWith('CAMPAIGN');
  const people = [...(results.creator === null ? [] : [results.creator]), ...results.performers];
  return people
    .flatMap(({ influencerId, bestPosts }) => bestPosts.map((post) => ({ by: influencerId, post })))
    .filter(({ post }) => post.caption !== null && post.engagementRate !== null)
    .map(({ by, post }) => {
      const words = tellingWords(post.caption ?? '').filter((word) => near.has(word));
      const isNear = by === request.creator || isOfCampaign || words.length > 0;
      const score =
        (by === request.creator ? 100 : 0) +
        (post.platform === request.platform ? 50 : 0) +
        5 * words.length +
        (works(post.lift) ? Math.min(post.lift ?? 0, 3) : 0);
      return { reference: { by, post, isNear }, score };
    })
    .toSorted((left, right) => right.score - left.score)
    .map(({ reference }) => reference)
    .slice(0, 2);
}

/** Words that two posts can share without a subject in common. */
const EMPTY_WORDS = new Set(
  'about again after anybody anything back been before best come does down ever every everybody everyone everything first from give going good great have here into just keep know last like long look made make more most much need never next nobody nothing once only other over really said same says show some somebody someone something still take tell than that their them then there these they thing this those through time today under until very want what when where which while will with without your'.split(
    ' ',
  ),
);

const tellingWords = (text: string) =>
  [...wordSetOf(text)].filter((word) => word.length > 3 && !EMPTY_WORDS.has(word));

/** "“Nine days, one bag” by theinkysprint (Instagram reel, 2026-03-04; 12.1%, average 8.0%)". */
export function describeReference({ by, post }: Reference, usual: number | null): string {
  const { platform, postedAt, format, caption, engagementRate } = post;
  const known = PLATFORMS.find((id) => id === platform);
  const where = known === undefined ? '' : PLATFORM_RULES[known].name;
  const what = [where, format === null ? '' : format.toLowerCase()].filter((word) => word !== '').join(' ');
  const origin = [what, postedAt ?? ''].filter((part) => part !== '').join(', ');
  const beside = besideUsual(engagementRate, usual);
  return `“${clipped(caption ?? '')}” by ${by} (${[origin, beside].filter((part) => part !== '').join('; ')})`;
}

/** Whose post it is, in its own words and with its rate: "theinkysprint, “Nine days, one bag” (12.1%, average 8.0%)". */
export function quoteReference({ by, post }: Reference, usual: number | null): string {
  const rate = besideUsual(post.engagementRate, usual);
  return `${by}, “${clipped(post.caption ?? '')}”${rate === '' ? '' : ` (${rate})`}`;
}

function besideUsual(rate: number | null, usual: number | null): string {
  if (rate === null) return '';
  return usual === null ? percent(rate) : `${percent(rate)}, average ${percent(usual)}`;
}

const clipped = (caption: string) => (caption.length <= 90 ? caption : `${caption.slice(0, 88).trimEnd()}…`);
