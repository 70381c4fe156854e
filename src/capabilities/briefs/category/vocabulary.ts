import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PRODUCT_KINDS, type ProductKind } from '../serving/brief.ts';
import { CATEGORY_IDS, type CategoryId } from './categories.ts';
import { singularOf, wordsIn } from './words.ts';

/** Lines of terms that are separated by commas. */
const Terms = z
  .array(z.string())
  .transform((lines) => lines.flatMap((line) => line.split(',').map((term) => term.trim())))
  .pipe(z.array(z.string().min(1)));

const Vocabulary = z.strictObject({
  categories: z.record(
    z.enum(CATEGORY_IDS.filter((id) => id !== 'everyday')),
    z.strictObject({
      /** The kind of a product of which nothing else tells it. */
      usualKind: z.enum(PRODUCT_KINDS),
      /** What products are called, by kind. */
      nouns: z.partialRecord(z.enum(PRODUCT_KINDS), Terms),
      /** What decides before whatever noun it stands: a "dog" bed is for pets. */
      leads: Terms.optional(),
      /** What points here and elsewhere too. */
      hints: Terms.optional(),
    }),
  ),
  /** Nouns that decide against every word before them, by kind: dog insurance is insurance. */
  firm: Terms,
  /** Nouns that say the kind and nothing of the category: an "app", a "ticket". */
  kinds: z.partialRecord(z.enum(PRODUCT_KINDS), Terms),
  /** Nouns behind which the thing itself stands after "of": a "bottle" of wine; they, and what follows, are passed over. */
  containers: Terms,
  /** Words at the end of a name that say a version, a size or a colour. */
  versions: Terms,
});

/** What a term says. */
export interface Term {
  readonly category: CategoryId;
  readonly kind: ProductKind | undefined;
  readonly strength: 'FIRM' | 'NOUN' | 'LEAD' | 'HINT';
  /** Whether it decides before whatever noun it stands. */
  readonly isLead: boolean;
}

export interface WordList {
  /** What a term of one or more words, in the singular, says; more than one thing where it is of two minds. */
  readonly terms: ReadonlyMap<string, readonly Term[]>;
  /** Every word that stands in a term. */
  readonly words: ReadonlySet<string>;
  /** The words of the longest term. */
  readonly longest: number;
  readonly kinds: ReadonlyMap<string, ProductKind>;
  readonly containers: ReadonlySet<string>;
  readonly versions: ReadonlySet<string>;
  usualKind(category: CategoryId): ProductKind | undefined;
}

const keyOf = (term: string) =>
  wordsIn(term)
    .map((word) => singularOf(word.replaceAll('-', '')))
    .join(' ');

/** What leads and is a noun as well counts as the stronger of both. */
const merge = (known: Term, other: Term): Term => ({
  category: known.category,
  kind: known.kind ?? other.kind,
  strength: other.strength === 'FIRM' ? 'FIRM' : known.strength,
  isLead: known.isLead || other.isLead,
});

let loaded: WordList | undefined;

/** The words of data/vocabulary.json, read once, at the first brief. */
export function loadVocabulary(): WordList {
  loaded ??= read();
  return loaded;
}

function read(): WordList {
  const file = new URL('../../../../data/vocabulary.json', import.meta.url);
  const { categories, firm, kinds, containers, versions } = Vocabulary.parse(
    JSON.parse(readFileSync(file, 'utf8')),
  );
  const firmTerms = new Set(firm.map(keyOf));
  const terms = new Map<string, Term[]>();
  const add = (term: string, meaning: Term) => {
    const key = keyOf(term);
    const known = terms.get(key) ?? [];
    const same = known.find(({ category }) => category === meaning.category);
    if (same === undefined) terms.set(key, [...known, meaning]);
    else if (meaning.strength !== 'HINT')
      terms.set(key, [...known.filter((term) => term !== same), merge(same, meaning)]);
  };
  for (const category of CATEGORY_IDS) {
    if (category === 'everyday') continue;
    const { nouns, leads = [], hints = [] } = categories[category];
    for (const term of leads) add(term, { category, kind: undefined, strength: 'LEAD', isLead: true });
    for (const kind of PRODUCT_KINDS) {
      for (const term of nouns[kind] ?? []) {
        add(term, { category, kind, strength: firmTerms.has(keyOf(term)) ? 'FIRM' : 'NOUN', isLead: false });
      }
    }
    for (const term of hints) add(term, { category, kind: undefined, strength: 'HINT', isLead: false });
  }
  const kindOf = new Map<string, ProductKind>();
  for (const kind of PRODUCT_KINDS) for (const term of kinds[kind] ?? []) kindOf.set(keyOf(term), kind);
  return {
    terms,
    words: new Set([...terms.keys()].flatMap((term) => term.split(' '))),
    longest: Math.max(...[...terms.keys()].map((term) => term.split(' ').length)),
    kinds: kindOf,
    containers: new Set(containers.map(keyOf)),
    versions: new Set(versions.map(keyOf)),
    usualKind: (category) => (category === 'everyday' ? undefined : categories[category].usualKind),
  };
}
