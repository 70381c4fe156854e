import { z } from 'zod';
import { ungroundedNumbers } from '../../../platform/agents/grounding/grounding.ts';
import { repeatedInstructions } from '../../../platform/agents/grounding/repeated-instructions.ts';
import type { AgentOutput } from '../../../platform/agents/index.ts';
import type { BriefDraft, BriefRequest, Evidence } from '../serving/brief.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { postedLength } from './caption-length.ts';
import { unprovenClaims } from './claims.ts';
import { draftTexts, publishedTexts } from './draft-texts.ts';
import { foreignAddresses } from './foreign-addresses.ts';
import { foreignCreators } from './foreign-creators.ts';
import { groundsOf } from './grounds.ts';
import { hasAvoided } from './inflections.ts';
import { containsPhrase } from './phrases.ts';
import { disclosureOf, PLATFORM_RULES } from './platform-rules.ts';

/** The form of a brief, as it is asked of a model and read from its answer. */
export const DraftShape = z.strictObject({
  caption: z
    .string()
    .describe('The text to publish, ready to paste, without hashtags other than a required label.'),
  hookIdeas: z.array(z.string()).describe('3 to 5 ideas for the first seconds or the first line.'),
  hashtags: z.array(z.string()).describe('Each with its #.'),
  cta: z.string().describe('One sentence: the one thing that the audience is asked to do.'),
  tone: z.string().describe('How it should sound, in a few words.'),
  persona: z
    .strictObject({ name: z.string(), description: z.string() })
    .describe('One of the personas of creativeDirection, with what it means for this brief.'),
  creativeAngle: z.string().describe('What the creator should make and why, out of the tool results.'),
  disclosure: z.string().describe('The paid partnership label, exactly as asked for.'),
});

/** Neither control characters but line breaks and tabs, nor halves of characters: they break posts, JSON and tables. */
const CLEAN = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;
const text = (longest: number, least = 1) =>
  z.string().trim().min(least).max(longest).regex(CLEAN, 'must be plain text, without control characters');

/** A draft that has the form and nothing empty, endless or unprintable in it. */
const BoundedDraft = DraftShape.extend({
  caption: text(65_000),
  hookIdeas: z.array(text(280, 10)).min(3).max(5),
  hashtags: z.array(text(200)),
  cta: text(200),
  tone: text(300),
  persona: z.strictObject({ name: text(80), description: text(800) }),
  creativeAngle: text(2_000),
  disclosure: text(120),
});

/** The tools whose results every brief has to rest on. */
export const NEEDED_TOOLS = ['trendFetcher', 'creativeDirection', 'topPerformers'] as const;

/**
 * What is asked of an agent that writes a brief, and how its answer is checked: against its form, then the platform's
 * rules, the wishes of the request and the evidence, each reason a sentence that says what would be right.
 * @param instructions what a brief must not repeat
 */
export function briefOutput(request: BriefRequest, instructions: string): AgentOutput<BriefDraft> {
  return {
    form: 'JSON',
    schema: BoundedDraft,
    shape: DraftShape,
    streamed: 'caption',
    check(draft, evidence) {
      const reasons = [
        ...missingEvidence(evidence),
        ...brokenRules(draft, request),
        ...unmetWishes(draft, request),
        ...foreignPersona(draft, evidence),
        ...foreignAddresses(draft, request),
        ...foreignCreators(draftTexts(draft), evidence, request),
        ...unprovenClaims(publishedTexts(draft), request),
        ...ungroundedNumbers(draftTexts(draft), groundsOf(evidence, request)),
      ];
      return reasons.length === 0 ? repeatedInstructions(draftTexts(draft), instructions) : reasons;
    },
  };
}

function missingEvidence(evidence: readonly Evidence[]): string[] {
  const tools = new Set(evidence.map(({ tool }) => tool));
  return NEEDED_TOOLS.filter((tool) => !tools.has(tool)).map(
    (tool) => `The brief does not rest on ${tool}: call it before you answer.`,
  );
}

function brokenRules(draft: BriefDraft, request: BriefRequest): string[] {
  const rules = PLATFORM_RULES[request.platform];
  const label = disclosureOf(request.platform, request.brand);
  const reasons: string[] = [];
  const length = captionLengthOf(draft, request);
  if (length > rules.captionLength) {
    const counted = rules.areHashtagsInCaption ? 'caption and hashtags take' : 'caption takes';
    reasons.push(
      `The ${counted} ${length} characters; a ${rules.name} ${rules.captionIs} has ${rules.captionLength}.`,
    );
  }
  const { least, most } = rules.hashtags;
  const count = distinctHashtags([...draft.hashtags, ...hashtagsIn(draft.caption)], rules.captionLabel).size;
  if (count < least || count > most) {
    reasons.push(`There are ${count} different hashtags; ${rules.name} takes ${least} to ${most}.`);
  }
  if (new Set(draft.hashtags.map(fold)).size < draft.hashtags.length) reasons.push('A hashtag comes twice.');
  for (const hashtag of draft.hashtags) {
    if (!rules.hashtagForm.test(hashtag) || hashtag.length > rules.hashtagLength) {
      reasons.push(
        `"${hashtag}" is no ${rules.name} hashtag: # and then letters and digits, at least one letter, ${rules.hashtagLength} characters at most.`,
      );
    }
  }
  if (draft.disclosure !== label) reasons.push(`disclosure must be exactly "${label}".`);
  if (rules.captionLabel !== null && !hasLabel(draft.caption, rules.captionLabel)) {
    reasons.push(`The caption must carry the label ${rules.captionLabel}.`);
  }
  if (new Set(draft.hookIdeas.map(fold)).size < draft.hookIdeas.length)
    reasons.push('A hook idea comes twice.');
  return reasons;
}

/** The length that the platform counts for a draft's caption, with the hashtags where they are a part of it. */
export function captionLengthOf(
  draft: Pick<BriefDraft, 'caption' | 'hashtags'>,
  request: BriefRequest,
): number {
  const { areHashtagsInCaption } = PLATFORM_RULES[request.platform];
  const text = areHashtagsInCaption ? [draft.caption, ...draft.hashtags].join(' ') : draft.caption;
  return postedLength(request.platform, text);
}

function unmetWishes(draft: BriefDraft, request: BriefRequest): string[] {
  const published = publishedTexts(draft);
  const names = [request.brand, request.product];
  // What has to be mentioned has to be in the post itself; a hook idea may not be used.
  const post = [draft.caption, draft.cta, ...draft.hashtags].join('\n');
  return [
    ...request.mustMention
      .filter((phrase) => !containsPhrase(post, phrase))
      .map(
        (phrase) => `The caption, the call to action or the hashtags must have "${phrase}", word for word.`,
      ),
    ...request.mustAvoid.flatMap((phrase) =>
      published
        .filter(({ text }) => hasAvoided(text, phrase, names))
        .map(({ field }) => `${field} has "${phrase}", which is to be avoided.`),
    ),
  ];
}

const Directions = z.object({ personas: z.array(z.object({ name: z.string() })) });

function foreignPersona(draft: BriefDraft, evidence: readonly Evidence[]): string[] {
  const names = evidence
    .filter(({ tool }) => tool === 'creativeDirection')
    .flatMap(({ data }) => Directions.safeParse(data).data?.personas.map(({ name }) => name) ?? []);
  if (names.length === 0 || names.some((name) => fold(name) === fold(draft.persona.name))) return [];
  return [
    `persona.name must be one that creativeDirection gave: ${names.map((name) => `"${name}"`).join(' or ')}.`,
  ];
}

const hasLabel = (text: string, label: string) =>
  hashtagsIn(text).some((hashtag) => fold(hashtag) === fold(label));

const fold = (text: string) => text.normalize('NFC').toLowerCase();
