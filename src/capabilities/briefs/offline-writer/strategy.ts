import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { postedLabelOf } from '../checks/posted-label.ts';
import type { BriefRequest, Goal, ProductKind } from '../serving/brief.ts';
import { asSentence } from './agreement.ts';
import { audienceFor } from './audience.ts';
import { IS_HELD } from './choose-hooks.ts';
import type { Findings } from './findings.ts';
import { type Idea, loadCraft, loadRules } from './ideas.ts';
import { capitalize } from './naming.ts';
import { describeReference, findReferences, percent } from './references.ts';
import type { Wording } from './wording.ts';

const LONGEST_SENTENCE = 300;
const LONGEST_RULE = 200;

/** What the audience is to do, for each goal. */
const AIMS: Readonly<Record<Goal, string>> = {
  AWARENESS: 'remember {product}',
  ENGAGEMENT: 'talk about {product} in the comments',
  TRAFFIC: 'follow the link to {product}',
  CONVERSIONS: 'decide for {product}',
  APP_INSTALLS: 'install {product}',
  COMMUNITY: 'join in with something of their own around {product}',
};

/** What is sold or given, by kind of product, where no code tells an order from another. */
const ORDERS: Readonly<Record<ProductKind, string>> = {
  OBJECT: 'orders',
  FOOD: 'orders',
  SERVICE: 'bookings',
  APP: 'subscriptions',
  EVENT: 'tickets booked',
  PLACE: 'bookings',
  BUSINESS: 'enquiries',
};

/** What shows that the goal was reached; the platform's own measure beside it where that says something of the same goal. */
function measureOf(request: BriefRequest, { kind, category }: Findings): string {
  const { measure } = craftOf(request);
  switch (request.goal) {
    case 'AWARENESS':
      return `reach and views, and beside them ${measure}`;
    case 'ENGAGEMENT':
      return measure;
    case 'COMMUNITY':
      return 'comments and the posts of those who join in';
    case 'TRAFFIC':
      return request.platform === 'PINTEREST' ? 'outbound clicks' : 'clicks on the link';
    case 'CONVERSIONS':
      if (request.code !== null) return `uses of the code ${request.code}`;
      return category === 'charity' && kind !== 'BUSINESS' ? 'donations and sign-ups' : ORDERS[kind];
    default:
      return 'installs';
  }
}

/** Goals that show in what people do at the post itself: of these, an engagement rate says something. */
const AT_THE_POST: ReadonlySet<Goal> = new Set(['AWARENESS', 'ENGAGEMENT', 'COMMUNITY']);

/** What the post is to achieve, with whom and by what it is judged, in one sentence. */
export function writeObjective(request: BriefRequest, findings: Findings, wording: Wording): string {
  const { name } = PLATFORM_RULES[request.platform];
  const measure = measureOf(request, findings);
  const usual = AT_THE_POST.has(request.goal) ? findings.results?.average?.engagementRate : null;
  const audience = audienceFor(request.audience, name);
  const target =
    usual == null
      ? `judge it by ${measure}`
      : `judge it by ${measure}, and by an engagement rate above the ${percent(usual)} that your posts average here`;
  const aim = wording.fill(AIMS[request.goal]);
  const whole = `Have ${audience} ${aim} on ${name}; ${target}.`;
  const texts = request.audience === null ? [`Have ${audience} ${aim}; ${target}.`] : [whole];
  return (
    [...texts, `Have ${audience} ${aim}.`, `Have people ${aim}.`].find(
      (text) => text.length <= LONGEST_SENTENCE,
    ) ?? `${capitalize(request.product).slice(0, LONGEST_SENTENCE)}`
  );
}

/** What should stay: a fact where there is one, else the idea in one line. */
export function writeKeyMessage(request: BriefRequest, idea: Idea, wording: Wording): string {
  const [fact] = request.facts;
  const texts = [
    ...(fact === undefined ? [] : [`${capitalize(wording.full)}: ${asSentence(fact.claim)}`]),
    wording.fill(idea.short),
    asSentence(request.product),
  ];
  return (
    texts.find((text) => text.length <= LONGEST_SENTENCE && wording.isWelcome(text)) ??
    asSentence(request.product)
  );
}

/** What to do: the platform's craft, the category's, what proves the facts, and where label, link and code go. */
export function writeDos(request: BriefRequest, findings: Findings, idea: Idea, wording: Wording): string[] {
  const usual = findings.results?.average?.engagementRate ?? null;
  const references = findReferences(request, findings, idea);
  const rules = PLATFORM_RULES[request.platform];
  const label = postedLabelOf(request);
  const proof = request.facts.find((fact) => fact.proof !== null);
  return bounded(
    [
      ...rulesOf(findings).dos.slice(0, 1),
      craftOf(request).craft,
      ...references.map((reference) =>
        reference.isNear
          ? `Study ${describeReference(reference, usual)}.`
          : `Study how this begins, whatever it is about: ${describeReference(reference, usual)}.`,
      ),
      proof?.proof == null
        ? undefined
        : `Have the proof of “${proof.claim}” at hand: ${proof.proof.replace(/\.$/u, '')}.`,
      request.link === null
        ? undefined
        : `Put ${request.link} where viewers look for it: ${rules.linkLocation}. Test it before you post.`,
      label === null
        ? 'Switch on the platform’s own label for paid partnerships before you publish.'
        : `Keep “${label.label}” in the caption and switch on the platform’s own label too.`,
      // Of what an idea says, only shots and hooks have such lines.
      JSON.stringify([idea.shots, idea.hooks]).includes('[your own')
        ? 'Fill every [your own …] line with what really happened, or leave the line out.'
        : undefined,
      ...rulesOf(findings).dos.slice(1),
      `Name ${wording.short} in the first sentence${IS_HELD.has(findings.kind) ? ', and hold it where it can be seen' : ''}.`,
    ],
    wording,
    ['Name the product first.', 'Show it in use.'],
  );
}

/** What not to do: claims without proof, what the category forbids, what the request avoids. */
export function writeDonts(request: BriefRequest, findings: Findings, wording: Wording): string[] {
  const claims = request.facts.length === 0 ? 'no fact was given' : 'they are not among the facts';
  const [first, second, ...more] = rulesOf(findings).donts;
  return bounded(
    [
      first,
      second,
      `No results, prices, awards or comparisons with others: ${claims}.`,
      request.mustAvoid.length === 0
        ? undefined
        : `None of these words, spoken or written: ${request.mustAvoid.join(', ')}.`,
      'No invented experience: what you have not done with it, you do not say.',
      ...more,
    ],
    // What is to be avoided may be named here: that is the point.
    { ...wording, isWelcome: () => true },
    ['Claim nothing that is not proven.', 'Name no other brand.'],
  );
}

function bounded(
  lines: readonly (string | undefined)[],
  wording: Pick<Wording, 'isWelcome'>,
  spare: readonly string[],
): string[] {
  const good = lines
    .filter((line) => line !== undefined)
    .filter((line) => line.length <= LONGEST_RULE && wording.isWelcome(line))
    .slice(0, 6);
  return good.length >= 2 ? good : [...good, ...spare].slice(0, 2);
}

function rulesOf({ category, kind }: Findings) {
  const rules = loadRules();
  return rules[category ?? kind] ?? rules[kind] ?? { dos: [], donts: [] };
}

function craftOf({ platform }: BriefRequest) {
  const craft = loadCraft()[platform];
  if (craft === undefined) throw new Error(`data/offline/platforms.json has no ${platform}`);
  return craft;
}
