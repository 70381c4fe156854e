import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CATEGORY_IDS } from '../category/categories.ts';
import { GOALS, PLATFORMS, PRODUCT_KINDS } from '../serving/brief.ts';

/** Words that an editor chose: hashtags, personas and angles in data/, read once, at the first brief. */

const hashtag = z.string().regex(/^#[\p{L}\p{N}_]+$/u);
const someTexts = z.array(z.string().min(1)).min(2);

const platformHashtags = z.partialRecord(z.enum(PLATFORMS), z.array(hashtag));

const Category = z.strictObject({
  id: z.enum(CATEGORY_IDS),
  name: z.string(),
  /** True of every product of the category, as those of its platforms are. */
  hashtags: z.array(hashtag).min(3),
  platformHashtags,
  /** True only of products that have one of these nouns in their name. */
  narrower: z
    .array(z.strictObject({ for: z.array(z.string()).min(1), hashtags: z.array(hashtag), platformHashtags }))
    .default([]),
  /** Noun phrases: when a product of this category comes into its own. */
  moments: someTexts,
  /** Noun phrases: what people have had enough of. */
  problems: someTexts,
  /** Verb phrases: what people want to be able to do. */
  outcomes: someTexts,
  /** Noun phrases: what a camera can see. */
  shots: someTexts,
});
export type Category = z.output<typeof Category>;

const Trends = z.strictObject({
  platforms: z.record(z.enum(PLATFORMS), z.array(hashtag).min(3)),
  categories: z.array(Category),
});
export type Trends = z.output<typeof Trends>;

/** How a text can sound. */
export const VOICES = ['warm', 'playful', 'expert', 'calm', 'bold'] as const;
export type Voice = (typeof VOICES)[number];

const Persona = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  words: z.array(z.string()),
  /** Words of an audience that say something of this persona only where the product is of its categories: "owners" of a dog, not of a bakery. */
  ambiguous: z.array(z.string()).default([]),
  categories: z.array(z.enum(CATEGORY_IDS)),
  goals: z.array(z.enum(GOALS)),
  /** What this persona values, as a noun phrase. */
  cares: z.string(),
  voice: z.enum(VOICES),
});
export type Persona = z.output<typeof Persona>;

const Angle = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** What the creator is asked to make. */
  direction: z.string(),
  /** Why it works, as a clause. */
  why: z.string(),
  goals: z.array(z.enum(GOALS)).min(1),
  platforms: z.array(z.enum(PLATFORMS)).min(1),
  personas: z.array(z.string()).min(1),
  /** Which products it can be made of. */
  kinds: z.array(z.enum(PRODUCT_KINDS)).min(1),
  voices: z.array(z.enum(VOICES)).min(1),
  /** Made for these; absent: for all. */
  categories: z.array(z.enum(CATEGORY_IDS)).optional(),
  /** Never for these. */
  unfitCategories: z.array(z.enum(CATEGORY_IDS)).optional(),
});
export type Angle = z.output<typeof Angle>;

function load<T>(file: string, schema: z.ZodType<T>): () => T {
  let loaded: { readonly content: T } | undefined;
  return () => {
    loaded ??= {
      content: schema.parse(
        JSON.parse(readFileSync(new URL(`../../../../data/${file}`, import.meta.url), 'utf8')),
      ),
    };
    return loaded.content;
  };
}

export const loadTrends = load('trends.json', Trends);
export const loadPersonas = load('personas.json', z.array(Persona).min(1));
export const loadAngles = load('angles.json', z.array(Angle).min(1));
