import type { BriefRequest, Platform } from '../serving/brief.ts';
import { fractionOf } from '../tools/choice.ts';
import type { Findings } from './findings.ts';
import { type Idea, loadCalls } from './ideas.ts';
import type { Wording } from './wording.ts';

/** What the audience is asked to do, long, and short for posts with no room. */
export interface NextStep {
  readonly long: string;
  readonly short: string;
}

/** The one thing to do next: what the goal is after, for this kind of product, with the link's place and the code. */
export function nextStep(
  request: BriefRequest,
  { category, kind }: Findings,
  idea: Idea,
  wording: Wording,
  seed: readonly string[],
): NextStep {
  const { goal, code, link, platform } = request;
  const { next, who, ask, share } = idea;
  const from = <T>(list: readonly T[], ...parts: readonly string[]): readonly T[] => {
    const start = Math.floor(fractionOf(...seed, ...parts) * list.length);
    return [...list.slice(start), ...list.slice(0, start)];
  };
  const fill = (text: string) => wording.fill(text, { next, who });
  const place = placeOf(request);
  const withCode = code === null ? '' : ` Code: ${code}.`;
  const more = link === null && code === null ? '' : ` More: ${ended(place)}${withCode}`;
  const pick = (texts: readonly string[]) =>
    texts.map(fill).find((text) => text.length <= 200 && wording.isWelcome(text));

  if (goal === 'AWARENESS' || goal === 'ENGAGEMENT' || goal === 'COMMUNITY') {
    const own = {
      AWARENESS: from(
        SAVED.has(platform) ? ['Save for {next}.'] : ['Tag {who}.', 'Save for {next}.'],
        'awareness',
      ),
      ENGAGEMENT: [ask],
      COMMUNITY: [share],
    }[goal];
    const step =
      pick(own) ?? pick(['Tell {brand} what you think.', 'Your turn.', '{Brand}.']) ?? request.product;
    return { long: firstFit([`${step}${more}`], wording, step), short: step };
  }
  const calls = loadCalls();
  const list = (category === 'charity' && kind !== 'BUSINESS' ? calls.charity : calls[kind])?.[goal] ?? [];
  const orders = from(list, 'call');
  const step = pick(orders.map((order) => `${order} before {next}`));
  const plain = pick(orders) ?? pick(['See {short}', '{Short}']) ?? request.product;
  const bare = platform === 'TWITCH' ? plain : (step ?? plain);
  const forms = (order: string) => [
    `${order}: ${ended(place)}${withCode}`,
    `${order}: ${ended(place)}`,
    `${order}.${withCode}`,
  ];
  return {
    long: firstFit(forms(bare), wording, `${plain}.`),
    short: firstFit(forms(plain), wording, `${plain}.`),
  };
}

/** No full stop behind a link: some platforms take it for a part of the address. */
const ended = (place: string) => (place.includes('://') ? place : `${place}.`);

/** The first that is short enough and says nothing to be avoided. */
const firstFit = (texts: readonly string[], wording: Wording, spare: string) =>
  texts.find((text) => text.length <= 200 && wording.isWelcome(text)) ?? spare;

/** Where nobody is tagged. */
const SAVED: ReadonlySet<Platform> = new Set(['PINTEREST', 'YOUTUBE']);

/** Where the link stands, as it is said in a post. */
const PLACES: Readonly<Record<Platform, string>> = {
  INSTAGRAM: 'link in bio',
  TIKTOK: 'link in bio',
  YOUTUBE: 'link in description',
  X: 'link in reply',
  FACEBOOK: 'link in first comment',
  LINKEDIN: 'link in comments',
  TWITCH: 'panel below',
  SNAPCHAT: 'swipe up',
  PINTEREST: 'link on this pin',
};

/** On YouTube in the description itself, elsewhere where the platform keeps it. */
function placeOf({ platform, link }: BriefRequest): string {
  return link !== null && platform === 'YOUTUBE' && link.length <= 120 ? link : PLACES[platform];
}
