import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dataText, renderTemplate } from '../../../platform/agents/index.ts';
import { disclosureOf, PLATFORM_RULES } from '../checks/platform-rules.ts';
import { postedLabelOf } from '../checks/posted-label.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { LIMITS } from '../serving/brief-draft.ts';
import { FIRST_VARIANT, type Variant } from '../serving/variant.ts';
import { GOAL_ASK, PLATFORM_FORM } from './platform-form.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8').trim();

const TEMPLATES = {
  system: read('system.md'),
  request: read('request.md'),
  variant: read('variant.md'),
  repair: read('repair.md'),
};

/** Changes with the text of any prompt, and with it the key of every cached brief. */
export const PROMPT_VERSION = `brief-2.${createHash('sha256').update(JSON.stringify(TEMPLATES)).digest('hex').slice(0, 8)}`;

const { hookIdeas, shots, rules: listed } = LIMITS;
const upTo = (characters: number) => `${characters} characters at most`;

/** The bounds of what is written, as a prompt says them. */
const LENGTHS = {
  hookIdeas: `${hookIdeas.least} to ${hookIdeas.most}, ${upTo(hookIdeas.longest)}`,
  cta: upTo(LIMITS.cta),
  creativeAngle: upTo(LIMITS.creativeAngle),
  sentence: upTo(LIMITS.sentence),
  shots: `${shots.least} to ${shots.most} of`,
  shotTexts: `each text ${upTo(shots.longest)}`,
  dos: `${listed.least} to ${listed.most}, ${upTo(listed.longest)}`,
};

/** The standing instructions for one request. */
export function renderSystemPrompt(request: BriefRequest): string {
  return renderTemplate(TEMPLATES.system, {
    language: request.locale,
    platform: PLATFORM_RULES[request.platform].name,
    form: PLATFORM_FORM[request.platform],
    goal: GOAL_ASK[request.goal],
    linkLocation: PLATFORM_RULES[request.platform].linkLocation,
    rules: describeRules(request),
    ...LENGTHS,
  });
}

/** The request, as data between tags that nothing in it can close; of a further variant, also what it is not to be like. */
export function renderRequest(
  request: BriefRequest,
  { seed, openings, told }: Variant = FIRST_VARIANT,
): string {
  return [
    renderTemplate(TEMPLATES.request, { request: dataText(withoutBlanks(request)) }),
    seed === '' ? '' : renderTemplate(TEMPLATES.variant, { variant: dataText({ seed, openings }) }),
    told.length === 0 ? '' : `<told>\n${dataText(told)}\n</told>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What was left open is not worth its words. */
function withoutBlanks(request: BriefRequest): Partial<BriefRequest> {
  const isBlank = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(request).filter(([, value]) => !isBlank(value)));
}

/** Says what was wrong with a brief. */
export function renderRepair(reasons: readonly string[]): string {
  return renderTemplate(TEMPLATES.repair, {
    reasons: reasons.map((reason) => `- ${dataText(reason).slice(1, -1)}`).join('\n'),
  });
}

/** The request that stands in a rendered prompt, for a writer that reads it without a model. */
export function readRequest(prompt: string): unknown {
  return JSON.parse(/<request>\n(?<json>.*)\n<\/request>/su.exec(prompt)?.groups?.json ?? 'null');
}

const VariantData = z.object({ seed: z.string(), openings: z.array(z.string()) });

/** Which variant a rendered prompt asks for. */
export function readVariant(prompt: string): Pick<Variant, 'seed' | 'openings' | 'told'> {
  const dataIn = (tag: string): unknown => {
    const json = new RegExp(`<${tag}>\\n(?<json>.*)\\n</${tag}>`, 'su').exec(prompt)?.groups?.json;
    return json === undefined ? undefined : JSON.parse(json);
  };
  return {
    ...VariantData.parse(dataIn('variant') ?? FIRST_VARIANT),
    told: z.array(z.string()).parse(dataIn('told') ?? []),
  };
}

function describeLabels(request: BriefRequest): string[] {
  const posted = postedLabelOf(request);
  const own = `- disclosure is exactly ${dataText(disclosureOf(request.platform, request.brand))}.`;
  if (posted === null) return [own];
  const where = posted.place === 'BEGINNING' ? 'begins with' : 'carries';
  return [own, `- The caption ${where} the label ${posted.label}.`];
}

function describeRules(request: BriefRequest): string {
  const rules = PLATFORM_RULES[request.platform];
  const { least, most } = rules.hashtags;
  const visible =
    rules.visibleLength === null ? '' : ` The first ${rules.visibleLength} are seen before it folds.`;
  const shared = rules.areHashtagsInCaption ? 'caption and hashtags together' : 'the caption';
  return [
    `- The caption is the ${rules.captionIs}: ${rules.captionLength} characters at most for ${shared}.${visible}`,
    `- ${least} to ${most} hashtags, in hashtags and not in the caption: # and then letters and digits, ${rules.hashtagLength} characters at most.`,
    ...describeLabels(request),
    ...(request.mustMention.length === 0
      ? []
      : ['- Every phrase of mustMention stands, word for word, in the caption, the cta or the hashtags.']),
    ...(request.code === null ? [] : ['- The code stands in the caption or the cta, as it is typed.']),
    ...(request.mustAvoid.length === 0
      ? []
      : ['- No phrase of mustAvoid stands in the caption, the hook ideas, the hashtags or the cta.']),
  ].join('\n');
}
