import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dataText, renderTemplate } from '../../../platform/agents/index.ts';
import { disclosureOf, PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8').trim();

const TEMPLATES = { system: read('system.md'), request: read('request.md'), repair: read('repair.md') };

/** Changes with the text of any prompt, and with it the key of every cached brief. */
export const PROMPT_VERSION = `brief-1.${createHash('sha256').update(JSON.stringify(TEMPLATES)).digest('hex').slice(0, 8)}`;

/** The standing instructions for one request. */
export function renderSystemPrompt(request: BriefRequest): string {
  return renderTemplate(TEMPLATES.system, {
    language: request.locale,
    platform: PLATFORM_RULES[request.platform].name,
    rules: describeRules(request),
  });
}

/** The request, as data between tags that nothing in it can close. */
export function renderRequest(request: BriefRequest): string {
  return renderTemplate(TEMPLATES.request, { request: dataText(request) });
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

function describeRules(request: BriefRequest): string {
  const rules = PLATFORM_RULES[request.platform];
  const { least, most } = rules.hashtags;
  const visible =
    rules.visibleLength === null ? '' : ` The first ${rules.visibleLength} are seen before it folds.`;
  const shared = rules.areHashtagsInCaption ? 'caption and hashtags together' : 'the caption';
  return [
    `- The caption is the ${rules.captionIs}: ${rules.captionLength} characters at most for ${shared}.${visible}`,
    `- ${least} to ${most} hashtags, in hashtags and not in the caption, each # and then letters and digits, ${rules.hashtagLength} characters at most.`,
    `- disclosure is exactly ${dataText(disclosureOf(request.platform, request.brand))}.`,
    ...(rules.captionLabel === null ? [] : [`- The caption carries the label ${rules.captionLabel}.`]),
    ...(request.mustMention.length === 0
      ? []
      : ['- Every phrase of mustMention stands, word for word, in the caption, the cta or the hashtags.']),
    ...(request.mustAvoid.length === 0
      ? []
      : ['- No phrase of mustAvoid stands in the caption, the hook ideas, the hashtags or the cta.']),
  ].join('\n');
}
