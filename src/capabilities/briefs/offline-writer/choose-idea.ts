import type { CategoryId } from '../category/categories.ts';
import { wordSetOf, wordsIn } from '../category/words.ts';
import type { BriefRequest, ProductKind } from '../serving/brief.ts';
import { fractionOf } from '../tools/choice.ts';
import type { Voice } from '../tools/curated.ts';
import { type Idea, loadIdeas, loadIdeasByKind } from './ideas.ts';

/** What an idea is chosen by. */
export interface Wanted {
  readonly request: BriefRequest;
  readonly category: CategoryId | null;
  readonly kind: ProductKind;
  readonly voice: Voice;
  /** Ids, the best first. */
  readonly angles: readonly string[];
  readonly seed: readonly string[];
}

/** How far apart in fit ideas may be that chance decides between. */
const CLOSE = 5;
/** Where the kind is all that is known, nothing fits much better than anything else. */
const ANY = 6;

/**
 * Ideas for a product, the one to take first: those made for its noun before those of its category, and those of its kind
 * only where its category has none that can be made of such a product. Between what fits about as well a seed decides, and
 * it leans to what few products can have.
 */
export function rankIdeas(wanted: Wanted): Idea[] {
  const { category, kind } = wanted;
  const ofKind = (ideas: readonly Idea[]) => ideas.filter(({ kinds }) => kinds.includes(kind));
  const own = category === null ? [] : ofKind(loadIdeas().get(category) ?? []);
  const nouns = nounsOf(wanted.request.product);
  const isFit = (idea: Idea) => idea.for.length === 0 || matchOf(idea, nouns) > 0;
  return [
    ...inOrder(own.filter(isFit), nouns, wanted, CLOSE),
    ...inOrder(ofKind(loadIdeasByKind()).filter(isFit), nouns, wanted, ANY),
  ];
}

function inOrder(ideas: readonly Idea[], nouns: Nouns, wanted: Wanted, chance: number): Idea[] {
  return ideas
    .map((idea) => ({
      idea,
      score: scoreOf(idea, nouns, wanted) + chance * fractionOf(...wanted.seed, idea.title),
    }))
    .toSorted((left, right) => right.score - left.score)
    .map(({ idea }) => idea);
}

function scoreOf(idea: Idea, nouns: Nouns, { voice, angles }: Wanted): number {
  const place = angles.indexOf(idea.angle);
  const rarity = 1 / idea.kinds.length;
  return (
    matchOf(idea, nouns) +
    (idea.voices.includes(voice) ? 1 + 1 / idea.voices.length : 0) +
    (place === -1 ? 0 : 1.5 - place / 2) +
    rarity
  );
}

/** What a product is called beside what it is. */
const EMPTY_NOUNS =
  /^(?:apps?|software|platforms?|tools?|systems?|services?|kits?|sets?|products?|solutions?|packs?|lines?|collections?|series)$/u;

interface Nouns {
  readonly head: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** The words of a name, and those of what it is: the last noun before a preposition. */
function nounsOf(product: string): Nouns {
  const [head = product] = product.split(/\s(?:for|with|without|of|from|by|in|on|at|about)\s/iu);
  const last =
    wordsIn(head).findLast((word) => /\p{L}/u.test(word) && word.length > 2 && !EMPTY_NOUNS.test(word)) ?? '';
  return { head: wordSetOf(last), all: wordSetOf(product) };
}

function matchOf(idea: Idea, { head, all }: Nouns): number {
  const nouns = [...wordSetOf(idea.for.join(' '))];
  // Of ideas for the noun, one that is for few others is told of few other products.
  if (nouns.some((noun) => head.has(noun))) return 6 + 24 / (8 + nouns.length);
  return nouns.some((noun) => all.has(noun)) ? 4 : 0;
}
