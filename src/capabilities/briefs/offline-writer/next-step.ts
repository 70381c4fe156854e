import type { PlatformRules } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { fractionOf } from '../tools/choice.ts';
import type { Findings } from './findings.ts';
import { type Idea, loadCalls } from './ideas.ts';
import type { Wording } from './wording.ts';

/** What the audience is asked to do, long, and short for posts with no room. */
export interface NextStep {
  readonly long: string;
  readonly short: string;
}

const BRIDGES: readonly string[] = ['before', 'in time for'];

/** The one thing to do next: what the goal is after, for this kind of product, with the link's place and the code. */
export function nextStep(
  request: BriefRequest,
  rules: PlatformRules,
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
  const place = placeOf(request, rules);
  const withCode = code === null ? '' : ` Code: ${code}.`;
  const more = link === null && code === null ? '' : ` More: ${place}.${withCode}`;
  const pick = (texts: readonly string[]) =>
    texts.map(fill).find((text) => text.length <= 200 && wording.isWelcome(text));

  if (goal === 'AWARENESS' || goal === 'ENGAGEMENT' || goal === 'COMMUNITY') {
    const own = {
      AWARENESS: from(['Send this to {who}.', 'Save this for {next}.'], 'awareness'),
      ENGAGEMENT: [ask],
      COMMUNITY: [share],
    }[goal];
    const step =
      pick(own) ?? pick(['Tell {brand} what you think.', 'Your turn.', '{Brand}.']) ?? request.product;
    return { long: fits(step, more), short: step };
  }
  const calls = loadCalls();
  const list = (category === 'charity' && kind !== 'BUSINESS' ? calls.charity : calls[kind])?.[goal] ?? [];
  const orders = from(list, 'call');
  const bridges = from(BRIDGES, 'bridge');
  const step = pick(orders.flatMap((order) => bridges.map((bridge) => `${order} ${bridge} {next}`)));
  const plain = pick(orders) ?? pick(['See {short}', '{Short}']) ?? request.product;
  const where = platform === 'TWITCH' ? `${plain}: ${place}.` : `${step ?? plain}: ${place}.`;
  return { long: fits(where, withCode), short: `${plain}: ${place}.${withCode}` };
}

const fits = (step: string, addition: string) =>
  `${step}${addition}`.length <= 200 ? `${step}${addition}` : step;

/** Where the link stands: on YouTube in the description itself, elsewhere where the platform keeps it. */
function placeOf({ platform, link }: BriefRequest, rules: PlatformRules): string {
  if (link !== null && platform === 'YOUTUBE' && link.length <= 120) return `${link} `.trimEnd();
  if (platform === 'PINTEREST') return 'link on this pin';
  return rules.linkLocation.replace(/^the /u, '');
}
