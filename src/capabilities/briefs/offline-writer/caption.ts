import { postedLength } from '../checks/caption-length.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import type { BriefRequest } from '../serving/brief.ts';
import type { Findings } from './findings.ts';
import type { PhraseBook } from './phrase-book.ts';
import { PIN_SENTENCES, TAKEAWAYS } from './platform-voice.ts';
import { TONES, type Voice } from './tones.ts';

/** What a caption is put together from. */
export interface CaptionParts {
  readonly request: BriefRequest;
  readonly findings: Findings;
  readonly phrases: PhraseBook;
  readonly voice: Voice;
  /** Sentences that have to stand in it. */
  readonly mentions: readonly string[];
  readonly cta: string;
  readonly shortCta: string;
  /** Characters, as the platform counts them, that are left for the caption beside its hashtags. */
  readonly room: number;
}

/** The caption in the voice of the platform: a crowded line, a search answer, a description or a few short paragraphs. */
export function writeCaption(parts: CaptionParts): string {
  const rules = PLATFORM_RULES[parts.request.platform];
  if (rules.captionLength <= 280) return writeLine(parts, rules.captionLabel);
  const blocks = blocksOf(parts).filter((block) => block.text !== '');
  // What matters least goes first where it does not fit.
  while (lengthOf(parts, blocks) > parts.room && blocks.some(({ isOptional }) => isOptional)) {
    blocks.splice(
      blocks.findLastIndex(({ isOptional }) => isOptional),
      1,
    );
  }
  return joined(blocks);
}

interface Block {
  readonly text: string;
  readonly isOptional: boolean;
}

function blocksOf(parts: CaptionParts): Block[] {
  const { request, findings, phrases, voice, cta } = parts;
  const mentions = { text: parts.mentions.join(' '), isOptional: false };
  const call = { text: cta, isOptional: true };
  const remark = () => ({ text: phrases.pick('remark', TONES[voice].remarks) ?? '', isOptional: true });
  if (request.platform === 'PINTEREST') {
    const idea = phrases.pick('pin', PIN_SENTENCES) ?? phrases.fill('{Product}.');
    return [{ text: idea, isOptional: false }, mentions, call];
  }
  const { open, middle } = writeStory(findings, phrases);
  switch (request.platform) {
    case 'TIKTOK':
      return [{ text: open, isOptional: false }, { text: middle, isOptional: true }, mentions, call];
    case 'YOUTUBE':
      return [
        { text: `${open} ${middle}`, isOptional: false },
        { text: chapters(phrases), isOptional: true },
        mentions,
        call,
        { text: phrases.pick('thanks', THANKS) ?? '', isOptional: true },
      ];
    case 'LINKEDIN':
      return [
        { text: open, isOptional: false },
        { text: middle, isOptional: true },
        { text: phrases.pick('takeaway', TAKEAWAYS) ?? '', isOptional: true },
        mentions,
        call,
      ];
    default:
      return [
        { text: open, isOptional: false },
        { text: middle, isOptional: true },
        remark(),
        mentions,
        call,
      ];
  }
}

/** An opening and a middle that do not use the same word of the category, and name the product between them. */
function writeStory({ angle }: Findings, phrases: PhraseBook): { open: string; middle: string } {
  const named = (sentence: string) => /\{[Pp]roduct\}/u.test(sentence);
  const opening = phrases.pickWithTemplate('open', angle.opens);
  const template = opening?.template ?? '{product}';
  const open = opening?.text ?? phrases.fill('This is about {product}.');
  const fresh = angle.middles.filter((middle) => !sharesWord(template, middle));
  const naming = (fresh.length > 0 ? fresh : angle.middles).filter(
    (middle) => named(template) || named(middle),
  );
  const middle = phrases.pick('middle', naming) ?? phrases.pick('middle', angle.middles.filter(named));
  return { open, middle: middle ?? phrases.fill('It comes down to {product}.') };
}

const sharesWord = (one: string, other: string) =>
  ['moment', 'problem', 'outcome', 'shot'].some((word) =>
    [one, other].every((text) => text.toLowerCase().includes(`{${word}}`)),
  );

function chapters(phrases: PhraseBook): string {
  const lines = ['{Shot}', '{Moment}', 'What it takes to {outcome}']
    .map((line) => phrases.pick('chapter', [line]))
    .filter((line) => line !== undefined);
  return lines.length === 0 ? '' : ['In this video:', ...lines.map((line) => `• ${line}`)].join('\n');
}

const THANKS: readonly string[] = [
  'Thank you to {brand} for supporting this video. The opinions in it are mine.',
  'This video was made with the support of {brand}. What I say about it is up to me.',
];

/** One line with everything that has to be in it, and as much of the rest as there is room for. */
function writeLine(parts: CaptionParts, label: string | null): string {
  const { angle } = parts.findings;
  const fits = (text: string) => postedLength(parts.request.platform, text) <= parts.room;
  const line = (...pieces: readonly (string | undefined)[]) =>
    [label ?? undefined, ...pieces].filter((piece) => piece !== undefined && piece !== '').join(' ');
  const must = parts.mentions.join(' ');
  const thoughts = parts.phrases.pickAll('short', angle.shorts);
  const plain = [`${parts.phrases.fill('{Product}')}.`, `${parts.request.product}.`];
  const calls = [parts.cta, parts.shortCta, undefined];
  const candidates = [...thoughts, ...plain].flatMap((thought) =>
    calls.map((call) => line(thought, must, call)),
  );
  return candidates.find(fits) ?? line(parts.request.product, must);
}

const joined = (blocks: readonly Block[]) => blocks.map(({ text }) => text).join('\n\n');

function lengthOf(parts: CaptionParts, blocks: readonly Block[]): number {
  return postedLength(parts.request.platform, joined(blocks));
}
