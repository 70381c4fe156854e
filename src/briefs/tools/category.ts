import { type Category, loadTrends } from '../curated.ts';

/** Lower-case words of a text, with plurals in -s also without it. */
export function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => (word.length > 3 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word])),
  );
}

/** How many of the words stand in the text, singular and plural as one; of a phrase, all words have to. */
export function countMatches(words: readonly string[], text: ReadonlySet<string>): number {
  const found = words.filter((phrase) => phrase.split(' ').every((word) => text.has(word)));
  return new Set(found.map((word) => word.replace(/(?<=.{3})s$/u, ''))).size;
}

/** The category of a product, by the words of its name first and of its brand second; "everyday" where none fits. */
export function classifyProduct(brand: string, product: string): { category: Category; matches: string[] } {
  const { categories } = loadTrends();
  const productWords = wordsOf(product);
  const brandWords = wordsOf(brand);
  const scored = categories.map((category) => ({
    category,
    score: 3 * countMatches(category.words, productWords) + countMatches(category.words, brandWords),
    matches: category.words.filter((word) => productWords.has(word) || brandWords.has(word)),
  }));
  const best = scored.reduce((top, next) => (next.score > top.score ? next : top));
  if (best.score > 0) return { category: best.category, matches: best.matches };
  const everyday = categories.find(({ id }) => id === 'everyday') ?? best.category;
  return { category: everyday, matches: [] };
}
