import type { ProductKind } from '../serving/brief.ts';
import { CATEGORY_IDS, type CategoryId } from './categories.ts';
import { loadVocabulary, type Term, type WordList } from './vocabulary.ts';
import { singularOf, wordSetOf, wordsIn } from './words.ts';

/** What is known of a product beside its name. */
export interface ProductHints {
  readonly brand: string;
  readonly audience: string | null;
  /** Of the campaign's own posts, best first. */
  readonly hashtags: readonly string[];
  readonly captions: readonly string[];
}

/** What a product is. */
export interface Classification {
  /** null: nothing tells it well enough. */
  readonly category: CategoryId | null;
  readonly kind: ProductKind;
  /** The words that told it. */
  readonly matches: readonly string[];
}

const STRENGTH: Readonly<Record<Term['strength'], number>> = { FIRM: 1.7, NOUN: 1, LEAD: 1.2, HINT: 0.4 };
/** Whom or what these name decides even before what is bought for them. */
const STRONG_LEADS: ReadonlySet<CategoryId> = new Set(['pets', 'baby', 'charity', 'gaming']);
/** How much a word counts by its place, from the end of the name: the last noun says what it is. */
const BY_PLACE = [1, 0.5, 0.35, 0.25] as const;
/** What less than this says is a guess, and so is what is no clearer than by this much. */
const LEAST_SCORE = 0.38;
const LEAST_LEAD = 0.1;

/** How much a part of a name counts by the word before it. */
const BY_PREPOSITION: Readonly<Record<string, number>> = {
  of: 0.3,
  for: 0.5,
  with: 0.2,
  without: 0.2,
  from: 0.2,
  by: 0.2,
  in: 0.25,
  on: 0.25,
  at: 0.3,
  to: 0.25,
  about: 0.6,
};
const JOINING = new Set(['and', 'or', 'plus']);
const EMPTY_WORDS = new Set(['a', 'an', 'the', 'our', 'my', 'your', 'new', 'all', 'every', 'its']);

interface Part {
  readonly words: readonly string[];
  readonly weight: number;
}

/**
 * What a product is, by the nouns of its name: the last noun weighs most, what stands behind "for" and "with" less. Where
 * the name leaves it open, the campaign's own hashtags and captions, the audience and the brand decide; where they do not
 * either, it has no category.
 */
export function classifyProduct(product: string, hints: ProductHints): Classification {
  const vocabulary = loadVocabulary();
  const scores = new Scores();
  const parts = partsOf(product, vocabulary);
  for (const part of parts) scorePart(part, vocabulary, scores);
  for (const term of termsIn(wordSetOf(hints.brand), vocabulary))
    scores.add(term.category, 0.25, hints.brand);
  for (const term of termsIn(wordSetOf(hints.audience ?? ''), vocabulary)) {
    scores.add(term.category, 0.12, hints.audience ?? '');
  }
  scoreTopics(hints, vocabulary, scores);
  const category = scores.winner();
  const kind = kindOf(parts, category, vocabulary);
  return { category, kind, matches: category === null ? [] : scores.matchesOf(category) };
}

class Scores {
  readonly #found = new Map<CategoryId, { score: number; readonly matches: Set<string> }>();

  add(category: CategoryId, score: number, match: string): void {
    const known = this.#found.get(category) ?? { score: 0, matches: new Set<string>() };
    known.score += score;
    known.matches.add(match);
    this.#found.set(category, known);
  }

  winner(): CategoryId | null {
    const ranked = [...this.#found].sort(([, left], [, right]) => right.score - left.score);
    const [best, second] = ranked;
    if (best === undefined || best[1].score < LEAST_SCORE) return null;
    return best[1].score - (second?.[1].score ?? 0) < LEAST_LEAD ? null : best[0];
  }

  matchesOf(category: CategoryId): string[] {
    return [...(this.#found.get(category)?.matches ?? [])];
  }
}

/** The name in parts, at prepositions, "and" and punctuation. */
function partsOf(product: string, vocabulary: WordList): Part[] {
  const parts: { words: string[]; weight: number }[] = [{ words: [], weight: 1 }];
  for (const piece of product.split(/[,:;()|/+&–—]|\s-\s/u)) {
    for (const word of wordsIn(piece).flatMap((token) => joinedOrSplit(token, vocabulary))) {
      const last = parts.at(-1);
      const preposition = BY_PREPOSITION[word];
      if (last === undefined) continue;
      if (preposition !== undefined && last.words.length > 0) {
        const isContained = word === 'of' && vocabulary.containers.has(last.words.at(-1) ?? '');
        if (isContained) last.weight *= 0.2;
        parts.push({ words: [], weight: isContained ? 1 : preposition });
      } else if (JOINING.has(word)) {
        parts.push({ words: [], weight: last.weight * 0.9 });
      } else if (!EMPTY_WORDS.has(word)) {
        last.words.push(singularOf(word));
      }
    }
    parts.push({ words: [], weight: 0.9 });
  }
  return parts.filter(({ words }) => words.length > 0).map((part) => withoutVersion(part, vocabulary));
}

/** "e-bike" is the word "ebike" where there is such a word, else two; "made-to-measure" has no preposition. */
function joinedOrSplit(token: string, { words }: WordList): string[] {
  if (!token.includes('-')) return [token];
  const joined = token.replaceAll('-', '');
  if (words.has(singularOf(joined))) return [joined];
  return token.split('-').filter((word) => BY_PREPOSITION[word] === undefined && !JOINING.has(word));
}

/** "Trail Runner 2" ends in "runner". */
function withoutVersion({ words, weight }: Part, { versions }: WordList): Part {
  const isVersion = (word: string) => versions.has(word) || /^(?:\p{N}.*|\p{L})$/u.test(word);
  let end = words.length;
  while (end > 1 && isVersion(words[end - 1] ?? '')) end -= 1;
  return { words: words.slice(0, end), weight };
}

function scorePart({ words, weight }: Part, vocabulary: WordList, scores: Scores): void {
  let place = 0;
  let end = words.length;
  while (end > 0) {
    const found = longestTerm(words, end, vocabulary);
    if (found === undefined) {
      // What only says the kind, and what holds the thing, leave the place to the word before.
      const word = words[end - 1] ?? '';
      if (!vocabulary.kinds.has(word) && !vocabulary.containers.has(word)) place += 1;
      end -= 1;
      continue;
    }
    for (const { category, strength, isLead } of found.terms) {
      const byPlace = BY_PLACE[Math.min(place, BY_PLACE.length - 1)] ?? 0;
      const isPhrase = found.length > 1 && strength !== 'LEAD';
      const asNoun = byPlace * STRENGTH[strength] * (isPhrase ? 1.35 : 1);
      const asLead = STRONG_LEADS.has(category) ? STRENGTH.LEAD + 0.3 : STRENGTH.LEAD;
      const score = found.share * (isLead ? Math.max(asLead, asNoun) : asNoun);
      // Whom it is for says what it is: shampoo for dogs.
      const partWeight = isLead && STRONG_LEADS.has(category) && weight === BY_PREPOSITION.for ? 1 : weight;
      const telling = found.terms.filter((term) => term.strength !== 'HINT').length;
      const rivals = strength === 'HINT' ? found.terms.length : Math.max(1, telling);
      scores.add(
        category,
        (partWeight * score) / rivals ** 0.5,
        words.slice(end - found.length, end).join(' '),
      );
    }
    place += 1;
    end -= found.length;
  }
}

/** The longest term that ends there; else one that the last word ends in, as "snowshoe" does in "shoe". */
function longestTerm(words: readonly string[], end: number, { terms, longest }: WordList) {
  for (let length = Math.min(longest, end); length > 0; length -= 1) {
    const found = terms.get(words.slice(end - length, end).join(' '));
    if (found !== undefined) return { terms: found, length, share: 1 };
  }
  const word = words[end - 1] ?? '';
  for (let from = 3; from <= word.length - 4; from += 1) {
    const found = terms.get(word.slice(from))?.filter(({ strength }) => strength !== 'HINT');
    // Not enough to go by alone: "Bluebird" is no bird.
    if (found !== undefined && found.length > 0) return { terms: found, length: 1, share: 0.25 };
  }
  return undefined;
}

/** Terms of one word that tell something by themselves. */
function termsIn(words: ReadonlySet<string>, { terms }: WordList): Term[] {
  return [...words].flatMap((word) => (terms.get(word) ?? []).filter(({ strength }) => strength !== 'HINT'));
}

/** The campaign's own topics: its hashtags count once each, its captions as much as one each. Together they decide only alone. */
function scoreTopics({ hashtags, captions }: ProductHints, vocabulary: WordList, scores: Scores): void {
  const votes = new Map<CategoryId, number>();
  const told = [
    ...hashtags.map((hashtag) => categoriesOfHashtag(hashtag)),
    ...captions.map((caption) => termsIn(wordSetOf(caption), vocabulary).map(({ category }) => category)),
  ].filter((categories) => categories.length > 0);
  for (const categories of told) {
    for (const category of categories) {
      votes.set(category, (votes.get(category) ?? 0) + 1 / categories.length);
    }
  }
  if (told.length < 3) return;
  for (const [category, count] of votes)
    scores.add(category, (0.55 * count) / told.length, "the campaign's posts");
}

/** A short word at the end of a longer one tells nothing where the rest is no word: "#pawsandplay" is no play. */
const LEAST_ENDING = 5;

/**
 * The categories that the words of a hashtag speak of: those of "#morningrun" are those of "run".
 * @param isSure leaves out what only a syllable points to
 */
export function categoriesOfHashtag(hashtag: string, isSure = false): CategoryId[] {
  const { terms, words: known } = loadVocabulary();
  const spaced = hashtag
    .slice(1)
    .normalize('NFKC')
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replaceAll('_', ' ');
  const words = wordsIn(spaced).map(singularOf);
  const tag = singularOf(words.join(''));
  const found =
    words.length > 1 ? words.flatMap((word) => terms.get(word) ?? []) : [...(terms.get(tag) ?? [])];
  for (let cut = 3; found.length === 0 && cut <= tag.length - 3; cut += 1) {
    const [ending, beginning] = [tag.slice(cut), singularOf(tag.slice(0, tag.length - cut))];
    const isEndingSure = ending.length >= LEAST_ENDING || known.has(singularOf(tag.slice(0, cut)));
    if (!isSure || isEndingSure) found.push(...(terms.get(ending) ?? []));
    if (beginning.length >= 3) found.push(...(terms.get(beginning) ?? []));
  }
  const telling = found.filter(({ strength }) => strength !== 'HINT').map(({ category }) => category);
  return [...new Set(telling)];
}

function kindOf(parts: readonly Part[], category: CategoryId | null, vocabulary: WordList): ProductKind {
  const [head] = [...parts].sort((left, right) => right.weight - left.weight);
  const words = head?.words ?? [];
  const found = longestTerm(words, words.length, vocabulary);
  const own = found?.terms.find((term) => term.category === category && term.kind !== undefined)?.kind;
  if (own !== undefined) return own;
  const said = vocabulary.kinds.get(words.at(-1) ?? '');
  if (said !== undefined) return category === 'business' && said !== 'PLACE' ? 'BUSINESS' : said;
  for (let end = words.length; end > 0; end -= 1) {
    const term = longestTerm(words, end, vocabulary)?.terms.find(
      (candidate) => candidate.category === category,
    );
    if (term?.kind !== undefined) return term.kind;
  }
  return (category === null ? undefined : vocabulary.usualKind(category)) ?? 'OBJECT';
}

/** Whether a text names a category by its id. */
export function isCategoryId(text: string): text is CategoryId {
  return CATEGORY_IDS.some((id) => id === text);
}
