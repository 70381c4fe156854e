import type { CategoryId } from '../category/categories.ts';
import { singularOf } from '../category/words.ts';
import type { BriefRequest, ProductKind } from '../serving/brief.ts';
import { fractionOf } from '../tools/choice.ts';
import type { Voice } from '../tools/curated.ts';
import { type Idea, loadIdeas, loadIdeasByKind } from './ideas.ts';
import { type Nouns, nounsOf } from './product-nouns.ts';

/** What an idea is chosen by. */
export interface Wanted {
  readonly request: BriefRequest;
  readonly category: CategoryId | null;
  readonly kind: ProductKind;
  readonly voice: Voice;
  /** Ids, the best first. */
  readonly angles: readonly string[];
  readonly seed: readonly string[];
  /** Titles of ideas that the team's other briefs have. */
  readonly told: ReadonlySet<string>;
}

/** How far apart in fit ideas may be that chance decides between. */
const CLOSE = 5;
/** What each further word of the name counts that an idea is made for. */
const MORE_WORDS = 2;
/** What an idea has to fit better by to be told again. */
const TOLD = 7;
/** Where the kind is all that is known, nothing fits much better than anything else. */
const ANY = 6;

/**
 * Ideas for a product, the one to take first: those made for its noun before those of its category, and those of its kind
 * only where its category has none that can be made of such a product. Between what fits about as well a seed decides, and
 * it leans to what few products can have. What another brief of the team tells comes later.
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

function scoreOf(idea: Idea, nouns: Nouns, { voice, angles, told }: Wanted): number {
  const place = angles.indexOf(idea.angle);
  const rarity = 1 / idea.kinds.length;
  return (
    matchOf(idea, nouns) +
    (idea.voices.includes(voice) ? 1 + 1 / idea.voices.length : 0) +
    (place === -1 ? 0 : 1.5 - place / 2) +
    rarity -
    (told.has(idea.title) ? TOLD : 0)
  );
}

function matchOf(idea: Idea, { head, all }: Nouns): number {
  const nouns = [...new Set(idea.for.map((noun) => singularOf(noun)))];
  const further = nouns.filter((noun) => all.has(noun) && !head.has(noun)).length;
  // What stands beside the noun says which of its kind it is: an idea for trail shoes before one for shoes.
  const closer = MORE_WORDS * Math.min(further, 2);
  // Of ideas for the noun, one that is for few others is told of few other products.
  if (nouns.some((noun) => head.has(noun))) return 6 + 24 / (8 + nouns.length) + closer;
  return further > 0 ? 2 + closer : 0;
}
