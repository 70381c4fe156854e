import { capitalize } from './naming.ts';

/** What a verb or a pronoun has to agree with. Mass nouns ("cold brew") take the singular. */
export type GrammaticalNumber = 'SINGULAR' | 'PLURAL';

/** Behind these a name says more about the thing, and no longer what it is: "oil for beards". */
const PREPOSITION = /\s(?:for|with|without|of|in|from|by|at|on|to|about|against)\s/iu;

const IRREGULAR_PLURALS = new Set(
  'people children men women mice feet teeth geese oxen dice sheep'.split(' '),
);

/** Words in -s that are one thing. */
const SINGULAR_IN_S = new Set(
  'news series species lens gas bus canvas chess tennis physics mathematics maths athletics economics gymnastics atlas christmas plus bonus focus express cosmos chaos campus status virus texas paris compass hummus couscous citrus asparagus octopus cactus mousse'.split(
    ' ',
  ),
);

/** The number of a product's name, by its head noun: the last word before a preposition, versions left out. */
export function numberOf(name: string): GrammaticalNumber {
  const [head = ''] = name.split(PREPOSITION);
  const words = head.match(/[\p{L}][\p{L}\p{M}'’-]*/gu) ?? [];
  const noun = words.findLast((word) => !/^(?:[ivx]+|pro|max|mini|plus|ultra|lite|air)$/iu.test(word)) ?? '';
  const folded = noun.toLowerCase();
  if (IRREGULAR_PLURALS.has(folded)) return 'PLURAL';
  if (SINGULAR_IN_S.has(folded) || !folded.endsWith('s') || /(?:ss|us|is|['’]s)$/u.test(folded))
    return 'SINGULAR';
  // A name in capitals that ends in S is an abbreviation: GPS, SaaS.
  if (/^\p{Lu}+$/u.test(noun) && noun.length <= 4) return 'SINGULAR';
  return /\p{Lu}s?\P{Ll}*$/u.test(noun) && /\p{Ll}\p{Lu}/u.test(noun) && noun.length <= 5
    ? 'SINGULAR'
    : 'PLURAL';
}

/** "an hour", "a user", "an X post": the article goes by the sound. */
export function withArticle(noun: string): string {
  const [first = ''] = noun.split(/[\s-]/u);
  const isSpelled = /^[A-Z]{2,}$/u.test(first) || /^[A-Z]$/u.test(first);
  const isVowel = isSpelled
    ? /^[AEFHILMNORSX]/u.test(first)
    : /^(?:[aeiou]|hour|honest|heir|honou?r)/iu.test(first) &&
      !/^(?:uni(?!n)|use|usual|eu|one\b|once)/iu.test(first);
  return `${isVowel ? 'an' : 'a'} ${noun}`;
}

/** Every {singular|plural} of a sentence as the number wants it. */
export function agree(sentence: string, number: GrammaticalNumber): string {
  return sentence.replace(/\{(?<one>[^{}|]*)\|(?<many>[^{}|]*)\}/gu, (_match, one: string, many: string) =>
    number === 'PLURAL' ? many : one,
  );
}

/** "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A phrase as a sentence: with a capital and an end. No full stop behind a link: some platforms take it for a part of the address. */
export function asSentence(phrase: string): string {
  const isAddress = /^https?:\/\//u.test(phrase.trim());
  const text = isAddress ? phrase.trim() : capitalize(phrase.trim());
  return isAddress || /[.!?…]["”’)]?$|https?:\/\/\S+$/u.test(text) ? text : `${text}.`;
}
