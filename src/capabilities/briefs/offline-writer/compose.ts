import { postedLength } from '../checks/caption-length.ts';
import { disclosureOf, PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefDraft, BriefRequest, Evidence } from '../serving/brief.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { callsToAction } from './calls-to-action.ts';
import { writeCaption } from './caption.ts';
import { chooseHashtags } from './choose-hashtags.ts';
import { writeDirection } from './direction.ts';
import { type Findings, readFindings } from './findings.ts';
import { placeMentions } from './mentions.ts';
import { createPhraseBook, type PhraseBook } from './phrase-book.ts';
import { TONES, voiceOf } from './tones.ts';

/**
 * Composes a brief in English out of the tools' results: the same request and results give the same brief, and another
 * brand, product, goal, platform, persona or tone gives another one.
 */
export function composeBrief(request: BriefRequest, evidence: readonly Evidence[]): BriefDraft {
  const rules = PLATFORM_RULES[request.platform];
  const findings = readFindings(evidence);
  const voice = voiceOf(request.tone, findings.persona.voice);
  const seed = [
    request.brand,
    request.product,
    request.goal,
    request.platform,
    findings.angle.id,
    findings.persona.id,
    voice,
  ];
  const phrases = createPhraseBook(request, findings.words, rules.linkLocation, seed);
  const mentions = placeMentions(request.mustMention, rules);
  const calls = callsToAction(request.goal, request.platform);
  const taken = distinctHashtags(
    [request.brand, request.product, ...mentions.sentences].flatMap(hashtagsIn),
    rules.captionLabel,
  );
  const hashtags = chooseHashtags(request, findings.hashtags, mentions.hashtags, rules, taken);
  const spent = rules.areHashtagsInCaption ? postedLength(request.platform, ['', ...hashtags].join(' ')) : 0;
  const freshBook = (isProductNamed: boolean) =>
    createPhraseBook(request, findings.words, rules.linkLocation, seed, isProductNamed);
  const cta = freshBook(true).pick('cta', calls.long, 200) ?? 'Your turn.';
  return {
    caption: writeCaption({
      request,
      findings,
      phrases,
      voice,
      mentions: mentions.sentences,
      cta,
      shortCta: freshBook(true).pick('cta', calls.short) ?? '',
      room: rules.captionLength - spent,
    }),
    hookIdeas: chooseHooks(findings, freshBook(false)),
    hashtags,
    cta,
    tone: describeTone(request, voice),
    persona: { name: findings.persona.name, description: describePersona(request, findings) },
    creativeAngle: writeDirection(request, findings, hashtags),
    disclosure: disclosureOf(request.platform, request.brand),
    objective: `${GOAL_WORDS[request.goal]} ${request.product} by ${request.brand}.`,
    keyMessage: `${request.product} by ${request.brand}, seen where it is used.`,
    shots: [
      { seen: `${request.product}, close, before anything is said`, said: null, onScreen: request.product },
      { seen: `${request.product} in use`, said: cta, onScreen: null },
    ],
    dos: ['Name the product in the first sentence or shot.', 'Set the label of the paid partnership.'],
    donts: ['Claim nothing that the facts of the request do not say.', 'Name no other brand.'],
  };
}

const GOAL_WORDS = {
  AWARENESS: 'Have more people know',
  ENGAGEMENT: 'Have people talk about',
  TRAFFIC: 'Bring people to the page of',
  CONVERSIONS: 'Have people buy',
  APP_INSTALLS: 'Have people install',
  COMMUNITY: 'Bring people into the community around',
} as const;

function chooseHooks({ angle }: Findings, phrases: PhraseBook): string[] {
  const hooks = [...new Set(phrases.pickAll('hook', [...angle.hooks, ...angle.shorts], 280))];
  return [...hooks, ...SPARE_HOOKS.map((hook) => phrases.fill(hook))]
    .filter(unlike)
    .slice(0, Math.max(3, Math.min(4, hooks.length)));
}

const SPARE_HOOKS: readonly string[] = [
  'Start in the middle, explain at the end.',
  'Hold the first frame in silence, then speak.',
  'Say the last line first.',
];

const unlike = (hook: string, index: number, all: readonly string[]) => all.indexOf(hook) === index;

function describeTone(request: BriefRequest, voice: keyof typeof TONES): string {
  const name = request.tone ?? voice;
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}: ${TONES[voice].advice}.`;
}

function describePersona(request: BriefRequest, { persona }: Findings): string {
  const audience =
    request.audience === null ? '' : ` In this brief: ${request.audience.replace(/[.\s]+$/u, '')}.`;
  return `${persona.description}${audience} Write for what this persona values: ${persona.cares}.`;
}
