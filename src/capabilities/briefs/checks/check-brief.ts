import { z } from 'zod';
import { ungroundedNumbers } from '../../../platform/agents/grounding/grounding.ts';
import { repeatedInstructions } from '../../../platform/agents/grounding/repeated-instructions.ts';
import type { AgentOutput } from '../../../platform/agents/index.ts';
import type { BriefDraft, BriefRequest, Evidence } from '../serving/brief.ts';
import { BoundedDraft, DraftShape } from '../serving/brief-draft.ts';
import { unprovenClaims } from './claims.ts';
import { draftTexts, publishedTexts } from './draft-texts.ts';
import { foreignAddresses } from './foreign-addresses.ts';
import { foreignCreators } from './foreign-creators.ts';
import { brokenRules } from './form.ts';
import { groundsOf } from './grounds.ts';
import { hasAvoided } from './inflections.ts';
import { containsPhrase } from './phrases.ts';
import { disclosureOf } from './platform-rules.ts';
import { withPostedLabel } from './posted-label.ts';

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
    // The labels are the request's to fix: what a model makes of them is no reason to refuse its brief.
    schema: BoundedDraft.transform((draft) => ({
      ...draft,
      caption: withPostedLabel(draft.caption, request),
      disclosure: disclosureOf(request.platform, request.brand),
    })),
    shape: DraftShape,
    streamed: 'caption',
    check(draft, evidence) {
      const reasons = [
        ...missingEvidence(evidence),
        ...unmetWishes(draft, request),
        ...foreignPersona(draft, evidence),
        ...foreignAddresses(draft, request),
        ...foreignCreators(draftTexts(draft), evidence, request),
        ...unprovenClaims(publishedTexts(draft), request),
      ];
      return reasons.length === 0 ? repeatedInstructions(draftTexts(draft), instructions) : reasons;
    },
    checkForm: (draft, evidence) => [
      ...brokenRules(draft, request),
      ...ungroundedNumbers(draftTexts(draft), groundsOf(evidence, request)),
    ],
  };
}

function missingEvidence(evidence: readonly Evidence[]): string[] {
  const tools = new Set(evidence.map(({ tool }) => tool));
  return NEEDED_TOOLS.filter((tool) => !tools.has(tool)).map(
    (tool) => `The brief does not rest on ${tool}: call it before you answer.`,
  );
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

const fold = (text: string) => text.normalize('NFC').toLowerCase();
