import type { Platform } from '../serving/brief.ts';
import { type Category, loadTrends } from './curated.ts';

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

/** A word, or a longer one that begins with it where it is long enough to tell: "budgeting" has "budget". */
function hasWord(text: ReadonlySet<string>, word: string): boolean {
  return text.has(word) || (word.length >= 6 && [...text].some((longer) => longer.startsWith(word)));
}

/** How many of the words stand in the text, singular and plural as one; of a phrase, all words have to. */
export function countMatches(words: readonly string[], text: ReadonlySet<string>): number {
  const found = words.filter((phrase) => phrase.split(' ').every((word) => hasWord(text, word)));
  return new Set(found.map((word) => word.replace(/(?<=.{3})s$/u, ''))).size;
}

/**
 * The category of a product, by the words of its name first and of its brand second. Where no word tells, it is a game on
 * Twitch and "everyday" elsewhere.
 */
export function classifyProduct(
  brand: string,
  product: string,
  platform: Platform,
): { category: Category; matches: string[] } {
  const { categories } = loadTrends();
  const productWords = wordsOf(product);
  const brandWords = wordsOf(brand);
  const scored = categories.map((category) => ({
    category,
    score: 3 * countMatches(category.words, productWords) + countMatches(category.words, brandWords),
    matches: category.words.filter((word) => hasWord(productWords, word) || hasWord(brandWords, word)),
  }));
  const best = scored.reduce((top, next) => (next.score > top.score ? next : top));
  if (best.score > 0) return { category: best.category, matches: best.matches };
  const usual = platform === 'TWITCH' ? 'gaming' : 'everyday';
  return { category: categories.find(({ id }) => id === usual) ?? best.category, matches: [] };
}
