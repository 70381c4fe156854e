import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { postedLabelOf } from '../checks/posted-label.ts';
import type { BriefDraft, BriefPlan, BriefRequest, Evidence, Shot } from '../serving/brief.ts';
import { type EvidencePost, readResults, wordsOfScope } from './read-evidence.ts';

/** A brief as one of its readers gets it. */
export interface BriefFace {
  /** Markdown. */
  readonly text: string;
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
}

/** What the faces are made of: a brief as it is now, with its plan. */
export interface FaceSource extends BriefDraft, Omit<BriefPlan, 'kind' | 'category'> {
  readonly request: BriefRequest;
  readonly evidence: readonly Evidence[];
}

type Section = BriefFace['sections'][number];

/** What is sent to the creator: what to make and what to publish. It names no other creator, and no figure of the team. */
export function faceForCreator(brief: FaceSource): BriefFace {
  const { request, deliverables, caption, hookIdeas, hashtags, cta, tone, keyMessage, shots, dos, donts } =
    brief;
  const namesOther = namesOtherCreator(brief);
  const without = (lines: readonly string[]) => lines.filter((line) => !namesOther(line));
  const forCreator = (lines: readonly string[]) => without(lines).filter((line) => !TEAM_WORDS.test(line));
  return faceOf(`${request.brand}: ${request.product}`, [
    { heading: 'What it is about', lines: without(keyMessage === '' ? [] : [keyMessage]) },
    {
      heading: 'The idea',
      lines: ideaIn(brief.creativeAngle, (sentence) => namesOther(sentence) || TEAM_FIGURES.test(sentence)),
    },
    {
      heading: 'What we ask for',
      lines: [...deliverables.map(describeDeliverable(request.platform)), ...describeDates(request)],
    },
    { heading: 'How to begin: pick one', lines: without(hookIdeas) },
    { heading: 'Shots', lines: without(shots.map(describeShot)) },
    { heading: 'Caption', lines: caption.split('\n') },
    { heading: 'Hashtags', lines: hashtags.length === 0 ? [] : [hashtags.join(' ')] },
    { heading: 'What to ask of your audience', lines: [cta, ...describeWay(brief)] },
    { heading: 'How it should sound', lines: without([tone]) },
    {
      heading: 'What may be said of the product',
      lines: request.facts.map(({ claim, proof }) => (proof === null ? claim : `${claim} (${proof})`)),
    },
    { heading: 'Do', lines: forCreator(dos) },
    { heading: 'Do not', lines: [...forCreator(donts), ...describeAvoided(brief)] },
    { heading: 'Label and rules', lines: describeLabels(brief) },
    { heading: 'Your own posts to build on', lines: ownPosts(brief) },
    { heading: 'Dates', lines: datesForCreator(brief.timeline) },
  ]);
}

/** What the campaign manager keeps: why, whom, what to expect, by when, and what to watch. */
export function faceForManager(brief: FaceSource): BriefFace {
  const { request, objective, persona, creativeAngle, creators, timeline, compliance, evidence } = brief;
  return faceOf(`${request.brand}: ${request.product} on ${PLATFORM_RULES[request.platform].name}`, [
    { heading: 'Objective', lines: objective === '' ? [] : [objective] },
    { heading: 'Target', lines: describeKpi(brief) },
    {
      heading: 'Whom to ask',
      lines: creators.map(({ influencerId, reason }) => `${influencerId}: ${reason}`),
    },
    { heading: 'Whom it speaks to', lines: [`${persona.name}: ${persona.description}`] },
    { heading: 'Angle', lines: [creativeAngle] },
    {
      heading: 'What the creator delivers',
      lines: brief.deliverables.map(describeDeliverable(request.platform)),
    },
    { heading: headingOfStudied(brief), lines: describeStudied(brief) },
    {
      heading: 'Timeline',
      lines: timeline.map(({ day, what }) => (day === null ? what : `${day}: ${what}`)),
    },
    { heading: 'Rules', lines: compliance.map(({ rule, text }) => `${rule}: ${text}`) },
    { heading: 'What it rests on', lines: evidence.map(({ summary }) => summary) },
  ]);
}

function faceOf(title: string, sections: readonly Section[]): BriefFace {
  const filled = sections
    .map(({ heading, lines }) => ({
      heading,
      lines: lines.filter((line, index) => line.trim() !== '' || (index > 0 && index < lines.length - 1)),
    }))
    .filter(({ lines }) => lines.some((line) => line.trim() !== ''));
  const parts = filled.map(({ heading, lines }) =>
    [
      `## ${heading}`,
      heading === 'Caption'
        ? lines.map(escapeHeading).join('\n')
        : lines.map((line) => (lines.length === 1 ? line : `- ${line}`)).join('\n'),
    ].join('\n\n'),
  );
  return { text: [`# ${title}`, ...parts].join('\n\n'), sections: filled };
}

/** A caption's "# 1" is no heading; "#ad" is none to Markdown either, and a backslash before it would be copied. */
const escapeHeading = (line: string) => line.replace(/^(?=#{1,6}(?:\s|$))/u, '\\');

/** What an order speaks of that is the manager's to do or to know. */
const TEAM_WORDS =
  /\b(?:measured|imports?|targets?|averages?|engagement rates?|median|quartile|lift of)\b|\d\s?%[^“”]*\)\.$/iu;

/** How a sentence speaks of what the team measured. */
const TEAM_FIGURES =
  /\b(?:engagement|median|quartile|(?:your|our|own|team(?:'s|’s)?) results?|views|brief them|lift|measured)\b|\d\s?%/iu;

function namesOtherCreator({ creators, evidence, request }: FaceSource): (line: string) => boolean {
  const ids = [...creators, ...(readResults(evidence)?.performers ?? [])].map(
    ({ influencerId }) => influencerId,
  );
  const others = [...new Set(ids)]
    .filter((id) => id !== '' && id !== request.creator)
    .map((id) => id.toLowerCase());
  return (line) => others.some((id) => isNamedIn(line.toLowerCase(), id));
}

function isNamedIn(text: string, name: string): boolean {
  const isPart = (character: string | undefined) =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}

/** The angle begins with what to make: all of it up to where the team's results come in. */
function ideaIn(angle: string, isOurs: (line: string) => boolean): string[] {
  // Not by Intl.Segmenter: to it, a creator's name in small letters begins no sentence.
  const all = angle.split(/(?<=[.!?])(?=\s)/u);
  const end = all.findIndex((sentence) => isOurs(sentence));
  return [(end === -1 ? all : all.slice(0, end)).join('').trim()];
}

const describeDeliverable =
  (platform: BriefRequest['platform']) =>
  ({ format, count }: BriefPlan['deliverables'][number]): string => {
    const name = format.toLowerCase();
    const many = name === 'story' ? 'stories' : name === 'live' ? 'live streams' : `${name}s`;
    return `${count} ${count === 1 ? (name === 'live' ? 'live stream' : name) : many} on ${PLATFORM_RULES[platform].name}`;
  };

function describeDates({ dates }: BriefRequest): string[] {
  if (dates === null) return [];
  return [dates.from === dates.to ? `On ${dates.from}` : `From ${dates.from} to ${dates.to}`];
}

function describeShot({ seen, said, onScreen }: Shot, index: number): string {
  const quoted = (text: string) => (/[.!?…]$/u.test(text) ? `“${text}”` : `“${text}”.`);
  const parts = [
    said === null ? '' : ` Said: ${quoted(said)}`,
    onScreen === null ? '' : ` On screen: ${quoted(onScreen)}`,
  ];
  return `${index + 1}. ${seen.replace(/[.\s]+$/u, '')}.${parts.join('')}`;
}

/** Where the link stands, and the code where the call itself does not say it. */
function describeWay({ request: { link, code, platform }, cta }: FaceSource): string[] {
  return [
    ...(link === null ? [] : [`Link: ${link} (${PLATFORM_RULES[platform].linkLocation})`]),
    ...(code === null || cta.includes(code) ? [] : [`Code: ${code}`]),
  ];
}

/** What is to be avoided, where what not to do does not name it already. */
function describeAvoided({ request: { mustAvoid }, donts }: FaceSource): string[] {
  const unsaid = mustAvoid.filter((phrase) => !donts.some((line) => line.includes(phrase)));
  return unsaid.length === 0 ? [] : [`Words to avoid: ${unsaid.join(', ')}`];
}

function describeLabels({ request, disclosure, compliance }: FaceSource): string[] {
  const posted = postedLabelOf(request);
  const rules = compliance
    .filter(({ rule }) => !['disclosure', 'country'].includes(rule))
    .map(({ text }) => text);
  return [
    `Set the label of the platform: ${disclosure}`,
    ...(posted === null ? [] : [`Keep “${posted.label}” in the caption.`]),
    ...rules,
  ];
}

function describeKpi({ kpi, kpiNote, request }: FaceSource): string[] {
  if (kpi === null) return kpiNote === null ? [] : [kpiNote];
  const where = wordsOfScope(kpi.scope, request.campaignId, PLATFORM_RULES[request.platform].name);
  return [
    `An engagement rate of ${kpi.target.toFixed(2)}% of views: the upper quartile of ${kpi.creators} creators ${where}.`,
    `${kpi.typical.toFixed(2)}% is typical: their median.`,
  ];
}

/** Posts of a whole platform are of any product: they show how something is told. */
function headingOfStudied({ evidence }: FaceSource): string {
  return readResults(evidence)?.scope === 'PLATFORM'
    ? 'Posts to study, for how they are made'
    : 'Posts to study';
}

function describeStudied({ evidence, request }: FaceSource): string[] {
  const results = readResults(evidence);
  if (results === null || results.performers.length === 0) {
    const { name } = PLATFORM_RULES[request.platform];
    return [`There are no measured posts on ${name} yet: import the first results and ask again.`];
  }
  return (results?.performers ?? []).flatMap(({ influencerId, bestPosts }) =>
    bestPosts
      .filter(({ caption }) => caption !== null)
      .slice(0, 1)
      .map((post) => `${influencerId}${describePost(post)}`),
  );
}

function ownPosts({ evidence, request }: FaceSource): string[] {
  const creator = request.creator === null ? null : (readResults(evidence)?.creator ?? null);
  return (creator?.bestPosts ?? [])
    .filter(({ caption }) => caption !== null)
    .map((post) => describePost(post).slice(2));
}

function describePost({ platform, postedAt, format, caption }: EvidencePost): string {
  const facts = [platform, format, postedAt].filter((fact) => fact !== null).join(', ');
  return `: “${caption ?? ''}”${facts === '' ? '' : ` (${facts})`}`;
}

function datesForCreator(timeline: BriefPlan['timeline']): string[] {
  return timeline
    .filter(({ day, what }) => day !== null && /^(?:The creator sends|The (?:first |last )?post)/u.test(what))
    .map(({ day, what }) => `${day}: ${what.replace('The creator sends', 'You send')}`);
}
