/** Words as they are compared: lower case, plurals as their singular. */

const IRREGULAR: Readonly<Record<string, string>> = {
  men: 'man',
  women: 'woman',
  children: 'child',
  people: 'person',
  feet: 'foot',
  teeth: 'tooth',
  mice: 'mouse',
  geese: 'goose',
  knives: 'knife',
  scarves: 'scarf',
  loaves: 'loaf',
  shelves: 'shelf',
  leaves: 'leaf',
  calves: 'calf',
  wolves: 'wolf',
  halves: 'half',
  movies: 'movie',
  cookies: 'cookie',
  smoothies: 'smoothie',
  brownies: 'brownie',
  selfies: 'selfie',
  hoodies: 'hoodie',
  beanies: 'beanie',
  onesies: 'onesie',
  veggies: 'veggie',
  pies: 'pie',
  ties: 'tie',
  shoes: 'shoe',
};

/** An English noun in the singular, as far as its ending tells: "watches" is "watch", "glass" stays. */
export function singularOf(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/u.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes|zzes)$/u.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** The words of a text in their order, lower case and as they stand: "e-bike" is one, "Levi's" is "levi". */
export function wordsIn(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’']s\b/gu, '')
    .match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu);
  return (words ?? []).map((word) => word.replace(/[’']/gu, ''));
}

/** Every word of a text as it is compared; of one with hyphens its parts, and both joined. */
export function wordSetOf(text: string): Set<string> {
  return new Set(
    wordsIn(text)
      .flatMap((word) => (word.includes('-') ? [word.replaceAll('-', ''), ...word.split('-')] : [word]))
      .flatMap((word) => [word, singularOf(word)]),
  );
}

/** How many of the phrases stand in the words, singular and plural as one; of a phrase, all words have to. */
export function countPhrases(phrases: readonly string[], words: ReadonlySet<string>): number {
  return new Set(
    phrases
      .map((phrase) => phrase.split(' ').map(singularOf))
      .filter((parts) => parts.every((part) => words.has(part)))
      .map((parts) => parts.join(' ')),
  ).size;
}
