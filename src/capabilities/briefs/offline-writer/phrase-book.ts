import { hasAvoided } from '../checks/inflections.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { shuffled } from '../tools/choice.ts';
import { capitalize, nameProduct } from './naming.ts';

/** The words of a product's category, as the trend fetcher gives them. */
export interface CategoryWords {
  readonly moments: readonly string[];
  readonly problems: readonly string[];
  readonly outcomes: readonly string[];
  readonly shots: readonly string[];
}

const PLACEHOLDER = /\{(?<name>[Pp]roduct|[Bb]rand|[Mm]oment|[Pp]roblem|[Oo]utcome|[Ss]hot|link)\}/gu;

/** Fills our own sentences for one brief. What a caller wrote is only ever put in, never read as a sentence. */
export interface PhraseBook {
  /**
   * The first of the sentences, in an order that belongs to this brief, that says nothing to be avoided and is no
   * longer than asked for; undefined where there is none.
   */
  pick(slot: string, sentences: readonly string[], longest?: number): string | undefined;
  /** The same, with the sentence that was picked as it stood before it was filled. */
  pickWithTemplate(
    slot: string,
    sentences: readonly string[],
  ): { readonly text: string; readonly template: string } | undefined;
  /** Every sentence that fits, in that order. */
  pickAll(slot: string, sentences: readonly string[], longest?: number): string[];
  fill(sentence: string): string;
}

/**
 * Each use of a category's word takes the next one, so that a text does not repeat itself. The product has its full name
 * once, and not again where it has been named before.
 */
export function createPhraseBook(
  request: BriefRequest,
  words: CategoryWords,
  link: string,
  seed: readonly string[],
  isProductNamed = false,
): PhraseBook {
  const names = nameProduct(request.brand, request.product);
  const lists: Readonly<Record<string, readonly string[]>> = {
    moment: shuffled(words.moments, 'moment', ...seed),
    problem: shuffled(words.problems, 'problem', ...seed),
    outcome: shuffled(words.outcomes, 'outcome', ...seed),
    shot: shuffled(words.shots, 'shot', ...seed),
  };
  const uses = new Map<string, number>(isProductNamed ? [['product', 1]] : []);

  const lookUp = (name: string, taken: Map<string, number>): string => {
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    if (name === 'product') return count === 0 ? names.full : names.short;
    if (name === 'brand') return request.brand;
    if (name === 'link') return link;
    const list = lists[name] ?? [];
    return list[count % list.length] ?? request.product;
  };
  const fillWith = (sentence: string, taken: Map<string, number>): string =>
    sentence.replace(PLACEHOLDER, (placeholder: string) => {
      const name = placeholder.slice(1, -1);
      const text = lookUp(name.toLowerCase(), taken);
      return name === name.toLowerCase() ? text : capitalize(text);
    });
  const isWelcome = (text: string, longest: number) =>
    text.length <= longest &&
    !request.mustAvoid.some((phrase) => hasAvoided(text, phrase, [request.brand, request.product]));

  const find = (slot: string, sentences: readonly string[], longest: number) => {
    const template = shuffled(sentences, slot, ...seed).find((sentence) =>
      isWelcome(fillWith(sentence, new Map(uses)), longest),
    );
    return template === undefined ? undefined : { text: fillWith(template, uses), template };
  };

  return {
    fill: (sentence) => fillWith(sentence, uses),
    pick: (slot, sentences, longest = Number.POSITIVE_INFINITY) => find(slot, sentences, longest)?.text,
    pickWithTemplate: (slot, sentences) => find(slot, sentences, Number.POSITIVE_INFINITY),
    pickAll(slot, sentences, longest = Number.POSITIVE_INFINITY) {
      return shuffled(sentences, slot, ...seed)
        .filter((sentence) => isWelcome(fillWith(sentence, new Map(uses)), longest))
        .map((sentence) => fillWith(sentence, uses))
        .filter((text) => isWelcome(text, longest));
    },
  };
}
