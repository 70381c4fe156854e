import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CATEGORY_IDS } from '../category/categories.ts';
import { GOALS, PLATFORMS, PRODUCT_KINDS } from '../serving/brief.ts';
import { VOICES } from '../tools/curated.ts';

/** What the offline writer says stands in data/offline/, and is read once, at the first brief. */

const sentence = z.string().min(1);

const Idea = z.strictObject({
  /** Nouns of products that it is made for; empty: for all of the category. */
  for: z.array(z.string()),
  kinds: z.array(z.enum(PRODUCT_KINDS)).min(1),
  voices: z.array(z.enum(VOICES)).min(1),
  /** The angle of data/angles.json that it is an instance of. */
  angle: z.string(),
  title: sentence,
  /** What to film, as an order to the creator. */
  make: sentence,
  /** Each opening with its own continuation. */
  captions: z.array(z.tuple([sentence, sentence])).min(2),
  /** The same where there is little room. */
  short: sentence,
  hooks: z.array(sentence).min(3),
  /** Seen, said, on the screen. */
  shots: z.array(z.tuple([sentence, sentence.nullable(), sentence.nullable()])).min(2),
  /** When it will be wanted, as a noun phrase. */
  next: sentence,
  /** What the audience likes to answer. */
  ask: sentence,
  /** What the audience can make and show. */
  share: sentence,
  /** To whom one would send it, as a noun phrase. */
  who: sentence,
});
/** An idea for a post that suits a kind of product, told whole. Sentences have {product}, {brand} and {singular|plural}. */
export type Idea = z.output<typeof Idea>;

const Rules = z.record(
  z.string(),
  z.strictObject({ dos: z.array(sentence).min(1), donts: z.array(sentence).min(1) }),
);

const Platforms = z.record(
  z.enum(PLATFORMS),
  z.strictObject({
    /** How a creator works there. */
    craft: sentence,
    /** How many hashtags work there, within what the platform takes. */
    hashtags: z.int().positive(),
    /** What to look at beside the engagement rate. */
    measure: sentence,
  }),
);

/** Orders to the audience, by kind of product; charity has its own. */
const Calls = z.record(
  z.enum([...PRODUCT_KINDS, 'charity']),
  z.record(z.enum(GOALS).extract(['TRAFFIC', 'CONVERSIONS', 'APP_INSTALLS']), z.array(sentence).min(1)),
);

/** What a first second can show of products with one of these nouns, by category. */
const FirstSeconds = z.partialRecord(
  z.enum(CATEGORY_IDS),
  z.array(z.strictObject({ for: z.array(z.string()).min(1), hooks: z.array(sentence).min(1) })),
);

const folder = new URL('../../../../data/offline/', import.meta.url);

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));

/** The ideas of each category, by its id. */
export const loadIdeas = once(() => {
  const files = readdirSync(new URL('ideas/', folder)).filter((file) => file.endsWith('.json'));
  return new Map(
    files.map((file) => [
      z.enum(CATEGORY_IDS).parse(file.replace('.json', '')),
      z
        .array(Idea)
        .min(1)
        .parse(readJson(`ideas/${file}`)),
    ]),
  );
});

/** Ideas for products of which the kind is all that is known. */
export const loadIdeasByKind = once(() => z.array(Idea).min(1).parse(readJson('ideas-by-kind.json')));

/** What to do and not to do, by category or kind. */
export const loadRules = once(() => Rules.parse(readJson('rules.json')));
export const loadCraft = once(() => Platforms.parse(readJson('platforms.json')));
export const loadFirstSeconds = once(() => FirstSeconds.parse(readJson('first-seconds.json')));
export const loadCalls = once(() => Calls.parse(readJson('calls.json')));
