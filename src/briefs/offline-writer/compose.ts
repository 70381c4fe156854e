import type { BriefDraft, BriefRequest, Evidence } from '../brief.ts';
import { postedLength } from '../caption-length.ts';
import { distinctHashtags, hashtagsIn } from '../hashtags.ts';
import { containsPhrase } from '../phrases.ts';
import { disclosureOf, PLATFORM_RULES, type PlatformRules } from '../platform-rules.ts';
import { classifyProduct, wordsOf } from '../tools/category.ts';
import { callsToAction } from './calls-to-action.ts';
import { writeCaption } from './caption.ts';
import { writeDirection } from './direction.ts';
import { type Findings, readFindings } from './findings.ts';
import { placeMentions } from './mentions.ts';
import { hashtagOf } from './naming.ts';
import { createPhraseBook, type PhraseBook } from './phrase-book.ts';
import { HASHTAG_COUNT } from './platform-voice.ts';
import { TONES, voiceOf } from './tones.ts';

/**
 * Composes a brief in English out of the tools' results: the same request and results give the same brief, and another
 * brand, product, goal, platform, persona or tone gives another one.
 */
export function composeBrief(request: BriefRequest, evidence: readonly Evidence[]): BriefDraft {
  const rules = PLATFORM_RULES[request.platform];
  const findings = readFindings(evidence, request.brand, request.product);
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
  const phrases = createPhraseBook(request, findings.words, rules.actionPlace, seed);
  const mentions = placeMentions(request.mustMention, rules);
  const calls = callsToAction(request.goal, request.platform);
  const taken = distinctHashtags(
    [request.brand, request.product, ...mentions.sentences].flatMap(hashtagsIn),
    rules.captionLabel,
  );
  const hashtags = chooseHashtags(request, findings, mentions.hashtags, rules, taken);
  const spent = rules.areHashtagsInCaption ? postedLength(request.platform, ['', ...hashtags].join(' ')) : 0;
  const freshBook = (isProductNamed: boolean) =>
    createPhraseBook(request, findings.words, rules.actionPlace, seed, isProductNamed);
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
  };
}

/** Wishes, the brand, what worked for the team, then what is curated: as many as suit the platform and fit. */
function chooseHashtags(
  request: BriefRequest,
  { hashtags }: Findings,
  wanted: readonly string[],
  rules: PlatformRules,
  taken: ReadonlySet<string>,
): string[] {
  const own = hashtags
    .filter(({ from }) => from === 'OWN_POSTS')
    .map(({ hashtag }) => hashtag)
    .filter((hashtag) => request.campaignId !== null || isAbout(hashtag, request));
  const curated = hashtags.filter(({ from }) => from === 'CURATED').map(({ hashtag }) => hashtag);
  const names = [hashtagOf(request.brand), hashtagOf(request.product)].filter((tag) => tag !== undefined);
  const inOrder = [
    ...wanted,
    ...names.slice(0, 1),
    ...own.slice(0, 2),
    ...curated,
    ...own.slice(2),
    ...names.slice(1),
    ...SPARE,
  ];
  const usable = [...new Map(inOrder.map((hashtag) => [hashtag.toLowerCase(), hashtag])).values()].filter(
    (hashtag) =>
      rules.hashtagForm.test(hashtag) &&
      hashtag.length <= rules.hashtagLength &&
      !taken.has(hashtag.toLowerCase()) &&
      !request.mustAvoid.some((phrase) => containsPhrase(hashtag, phrase)),
  );
  const most = Math.max(
    0,
    Math.min(Math.max(HASHTAG_COUNT[request.platform], wanted.length), rules.hashtags.most - taken.size),
  );
  const least = Math.max(0, rules.hashtags.least - taken.size, wanted.length);
  // A short post gives its hashtags a third of its room.
  const budget = rules.areHashtagsInCaption ? Math.floor(rules.captionLength / 3) : Number.POSITIVE_INFINITY;
  const chosen = usable.slice(0, wanted.length);
  for (const hashtag of usable.slice(wanted.length)) {
    if (chosen.length >= most) break;
    if (postedLength(request.platform, [...chosen, hashtag].join(' ')) <= budget) chosen.push(hashtag);
  }
  const short = [...usable]
    .filter((hashtag) => !chosen.includes(hashtag))
    .sort((a, b) => a.length - b.length);
  return [...chosen, ...short.slice(0, Math.max(0, least - chosen.length))];
}

/** Whether what worked for other products of the platform belongs to this one. */
function isAbout(hashtag: string, { brand, product }: BriefRequest): boolean {
  const { category } = classifyProduct(brand, product);
  const tag = hashtag.toLowerCase();
  const words = [...category.words, ...wordsOf(`${brand} ${product}`)].filter((word) => word.length > 2);
  return (
    category.hashtags.some((known) => known.toLowerCase() === tag) || words.some((word) => tag.includes(word))
  );
}

/** For the rare request that leaves nothing else. */
const SPARE: readonly string[] = ['#Everyday', '#WorthSharing', '#NowTrying'];

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
