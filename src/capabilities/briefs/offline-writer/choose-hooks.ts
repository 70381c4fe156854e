import type { BriefRequest, ProductKind } from '../serving/brief.ts';
import { shuffled } from '../tools/choice.ts';
import { asSentence } from './agreement.ts';
import { addressOf } from './audience.ts';
import type { Findings } from './findings.ts';
import { type Idea, loadFirstSeconds } from './ideas.ts';
import { capitalize } from './naming.ts';
import { nounsOf } from './product-nouns.ts';
import { sayDays } from './say-dates.ts';
import type { Wording } from './wording.ts';

/** What can be held, and a camera can come close to. */
export const IS_HELD: ReadonlySet<ProductKind> = new Set(['OBJECT', 'FOOD']);

const MOST = 4;
const LEAST = 3;

/**
 * How it can begin: one of the idea's own, then what is particular to this request (its first fact, whom it speaks to, an event's
 * days), what a product with this noun shows in a first second, and the idea's others.
 */
export function chooseHooks(
  request: BriefRequest,
  { category, kind }: Findings,
  idea: Idea,
  wording: Wording,
  { chance, told }: { readonly chance: readonly string[]; readonly told: readonly string[] },
): string[] {
  const [first, ...others] = shuffled(idea.hooks, ...chance, idea.title, 'hooks').map((hook) =>
    wording.fill(hook),
  );
  const [seen, ...moreSeen] = shuffled(
    firstSecondsOf(request.product, category).filter((hook) => !told.includes(hook)),
    ...chance,
    'first seconds',
  );
  const [fact] = request.facts;
  const toWhom = addressOf(request.audience);
  const short = capitalize(wording.short);
  const hooks = [
    first,
    fact === undefined
      ? undefined
      : `“${asSentence(fact.claim)}” ${short}${IS_HELD.has(kind) ? ', close' : ''}.`,
    kind === 'EVENT' && request.dates !== null ? `${sayDays(request, request.dates)}. ${short}.` : undefined,
    toWhom === undefined ? undefined : `${capitalize(toWhom)}: ${idea.title.toLowerCase()}.`,
    seen,
    request.goal === 'ENGAGEMENT' ? `“${wording.fill(idea.ask)}”` : undefined,
    ...others.slice(0, 1),
    ...moreSeen,
    ...others.slice(1),
  ].filter((hook) => hook !== undefined);
  const spare = [`${short}, close.`, `Cut to ${wording.short}.`, `${request.product}, from behind.`];
  const usable = (texts: readonly string[]) =>
    texts.filter((text) => text.length >= 10 && text.length <= 280 && wording.isWelcome(text));
  const good = usable(hooks);
  return [...new Set(good.length >= LEAST ? good : [...good, ...usable(spare)])].slice(0, MOST);
}

/** Of the nouns that say what it is, else of any that its name has. */
function firstSecondsOf(product: string, category: Findings['category']): string[] {
  const entries = category === null ? [] : (loadFirstSeconds()[category] ?? []);
  const { head, all } = nounsOf(product);
  const of = (words: ReadonlySet<string>) =>
    entries.filter((entry) => entry.for.some((noun) => words.has(noun))).flatMap(({ hooks }) => hooks);
  const ofHead = of(head);
  return ofHead.length > 0 ? ofHead : of(all);
}
