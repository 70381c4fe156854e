import { postedLength } from '../checks/caption-length.ts';
import { disclosureOf, PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefDraft, BriefRequest, Evidence } from '../serving/brief.ts';
import { FIRST_VARIANT, type Variant } from '../serving/variant.ts';
import { fractionOf } from '../tools/choice.ts';
import { distinctHashtags, hashtagsIn } from '../tools/hashtags.ts';
import { asSentence } from './agreement.ts';
import { writeCaption } from './caption.ts';
import { chooseHashtags } from './choose-hashtags.ts';
import { chooseHooks } from './choose-hooks.ts';
import { rankIdeas } from './choose-idea.ts';
import { writeDirection } from './direction.ts';
import { readFindings } from './findings.ts';
import type { Idea } from './ideas.ts';
import { placeMentions } from './mentions.ts';
import { capitalize } from './naming.ts';
import { nextStep } from './next-step.ts';
import { sayDates } from './say-dates.ts';
import { planShots } from './shots.ts';
import { writeDonts, writeDos, writeKeyMessage, writeObjective } from './strategy.ts';
import { describePersona, describeTone, pickPersona, voiceOf } from './voice.ts';
import { createWording, type Wording } from './wording.ts';

/**
 * Plans a brief in English out of the tools' results: one idea that suits the product, told whole. The same request,
 * results and seed give the same brief; another seed gives another idea where there is one that fits.
 */
export function composeBrief(
  request: BriefRequest,
  evidence: readonly Evidence[],
  { seed, openings, told }: Pick<Variant, 'seed' | 'openings' | 'told'> = FIRST_VARIANT,
): BriefDraft {
  const rules = PLATFORM_RULES[request.platform];
  const findings = readFindings(evidence);
  const persona = pickPersona(request, findings);
  const voice = voiceOf(request, persona);
  const wording = createWording(request, findings.kind);
  const chance = [request.brand, request.product, seed];
  const ideas = rankIdeas({
    request,
    category: findings.category,
    kind: findings.kind,
    voice,
    angles: findings.angles.map(({ id }) => id),
    seed: chance,
    // An angle begins with the title of its idea.
    told: new Set(told.flatMap((text) => /^(.*?): /u.exec(text)?.[1] ?? [])),
  });
  const { idea, opening, continuation } = pickStory(ideas, wording, openings, chance);
  const step = nextStep(request, findings, idea, wording, chance);
  const mentions = placeMentions(request.mustMention, rules);
  const taken = distinctHashtags(
    [
      request.brand,
      request.product,
      ...mentions.sentences,
      ...request.facts.map(({ claim }) => claim),
    ].flatMap(hashtagsIn),
    rules.captionLabel,
  );
  const hashtags = chooseHashtags(request, findings.hashtags, mentions.hashtags, rules, taken);
  const spent = rules.areHashtagsInCaption ? postedLength(request.platform, ['', ...hashtags].join(' ')) : 0;
  const shots = planShots(request, findings.kind, idea, step, wording);
  return {
    caption: writeCaption({
      request,
      wording,
      title: idea.title,
      opening,
      continuation,
      short: asSentence(wording.fill(idea.short)),
      mentions: mentions.sentences,
      step,
      dates: sayDates(request, findings.kind),
      chapters: chaptersOf(idea, shots),
      room: rules.captionLength - spent,
    }),
    hookIdeas: chooseHooks(request, findings, idea, wording, { chance, told }),
    hashtags,
    cta: step.long,
    tone: describeTone(request, voice),
    persona: { name: persona.name, description: describePersona(request, persona) },
    creativeAngle: writeDirection(request, findings, idea, hashtags, wording),
    disclosure: disclosureOf(request.platform, request.brand),
    objective: writeObjective(request, findings, wording),
    keyMessage: writeKeyMessage(request, idea, wording),
    shots: shots.length >= 2 ? shots : barestShots(request, shots),
    dos: writeDos(request, findings, idea, wording),
    donts: writeDonts(request, findings, wording),
  };
}

/** The first idea with a caption that says nothing to be avoided and does not begin as another variant does. */
function pickStory(
  ideas: readonly Idea[],
  wording: Wording,
  openings: readonly string[],
  chance: readonly string[],
): { idea: Idea; opening: string; continuation: string } {
  const isTold = (idea: Idea) =>
    [...idea.captions.map(([opening]) => opening), idea.short]
      .map((text) => wording.fill(text))
      .some((text) => openings.some((told) => told.includes(text.slice(0, 40))));
  const fresh = ideas.filter((idea) => !isTold(idea));
  const [first] = ideas;
  if (first === undefined) throw new Error('data/offline/ideas-by-kind.json has no idea for this kind');
  for (const idea of fresh.length === 0 ? ideas : fresh) {
    const start = fractionOf(...chance, idea.title, 'caption') < 0.5 ? 0 : 1;
    for (const [opening, continuation] of [...idea.captions.slice(start), ...idea.captions.slice(0, start)]) {
      const told = { idea, opening: wording.fill(opening), continuation: wording.fill(continuation) };
      if (wording.isWelcome(`${told.opening} ${wording.fill(idea.short)}`)) return told;
    }
  }
  return { idea: first, opening: `${capitalize(wording.full)}.`, continuation: '' };
}

/** What the parts of a video show: the words on the screen, else what is seen without how. The end has no part of its own. */
function chaptersOf({ title }: Idea, shots: BriefDraft['shots']): string[] {
  const names = shots.slice(1, -1).map(({ seen, onScreen }) => onScreen ?? seen.split(/[,;:]/u)[0] ?? seen);
  return [...new Set([title, ...names.filter((name) => name.length <= 70)])];
}

function barestShots({ product }: BriefRequest, shots: BriefDraft['shots']): BriefDraft['shots'] {
  return [
    ...shots,
    { seen: `${product}, close`, said: null, onScreen: null },
    { seen: `${product}, in use`, said: null, onScreen: null },
  ].slice(0, 2);
}
