import { wordSetOf, wordsIn } from '../category/words.ts';

/** What a product is called beside what it is. */
const EMPTY_NOUNS =
  /^(?:apps?|software|platforms?|tools?|systems?|services?|kits?|sets?|products?|solutions?|packs?|lines?|collections?|series)$/u;

export interface Nouns {
  readonly head: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** The words of a name, and those of what it is: the last noun before a preposition. */
export function nounsOf(product: string): Nouns {
  const [head = product] = product.split(/\s(?:for|with|without|of|from|by|in|on|at|about)\s/iu);
  const last =
    wordsIn(head).findLast((word) => /\p{L}/u.test(word) && word.length > 2 && !EMPTY_NOUNS.test(word)) ?? '';
  return { head: wordSetOf(last), all: wordSetOf(product) };
}
