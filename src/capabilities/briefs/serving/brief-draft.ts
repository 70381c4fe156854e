import { z } from 'zod';

/** How long the written fields of a brief may be, in characters, and how many entries a list takes. */
export const LIMITS = {
  caption: 65_000,
  hookIdeas: { least: 3, most: 5, longest: 280 },
  hashtag: 200,
  cta: 200,
  tone: 300,
  personaName: 80,
  personaDescription: 800,
  creativeAngle: 2_000,
  disclosure: 120,
  sentence: 300,
  shots: { least: 2, most: 8, longest: 300 },
  rules: { least: 2, most: 6, longest: 200 },
} as const;

/** Neither control characters but line breaks and tabs, nor halves of characters: they break posts, JSON and tables. */
const CLEAN = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;
const text = (longest: number, least = 1) =>
  z.string().trim().min(least).max(longest).regex(CLEAN, 'must be plain text, without control characters');

const { hookIdeas, shots, rules } = LIMITS;
/** Where a model leaves out what may be null, it is null. */
const optionalText = text(shots.longest)
  .nullish()
  .transform((said) => said ?? null);

/** The written fields of a brief, each with its form and its bounds. */
export const DRAFT_FIELDS = {
  caption: text(LIMITS.caption),
  hookIdeas: z.array(text(hookIdeas.longest, 10)).min(hookIdeas.least).max(hookIdeas.most),
  hashtags: z.array(text(LIMITS.hashtag)),
  cta: text(LIMITS.cta),
  tone: text(LIMITS.tone),
  persona: z.strictObject({ name: text(LIMITS.personaName), description: text(LIMITS.personaDescription) }),
  creativeAngle: text(LIMITS.creativeAngle),
  disclosure: text(LIMITS.disclosure),
  objective: text(LIMITS.sentence),
  keyMessage: text(LIMITS.sentence),
  shots: z
    .array(z.strictObject({ seen: text(shots.longest), said: optionalText, onScreen: optionalText }))
    .min(shots.least)
    .max(shots.most),
  dos: z.array(text(rules.longest)).min(rules.least).max(rules.most),
  donts: z.array(text(rules.longest)).min(rules.least).max(rules.most),
};

/** A draft that has the form and nothing empty, endless or unprintable in it. */
export const BoundedDraft = z.strictObject(DRAFT_FIELDS);

const bounded = (longest: number) => z.string().max(longest);
const someOf = <Item extends z.ZodType>(item: Item, { least, most }: { least: number; most: number }) =>
  z.array(item).min(least).max(most);

/**
 * The form of a brief, with its bounds, as it is asked of a model: every key is there, and what is unknown is null. What each
 * means stands in the prompt.
 */
export const DraftShape = z.strictObject({
  caption: z.string(),
  hookIdeas: someOf(bounded(hookIdeas.longest), hookIdeas),
  hashtags: z.array(z.string()),
  cta: bounded(LIMITS.cta),
  tone: bounded(LIMITS.tone),
  persona: z.strictObject({
    name: bounded(LIMITS.personaName),
    description: bounded(LIMITS.personaDescription),
  }),
  creativeAngle: bounded(LIMITS.creativeAngle),
  disclosure: bounded(LIMITS.disclosure),
  objective: bounded(LIMITS.sentence),
  keyMessage: bounded(LIMITS.sentence),
  shots: someOf(
    z.strictObject({
      seen: bounded(shots.longest),
      said: bounded(shots.longest).nullable(),
      onScreen: bounded(shots.longest).nullable(),
    }),
    shots,
  ),
  dos: someOf(bounded(rules.longest), rules),
  donts: someOf(bounded(rules.longest), rules),
});
