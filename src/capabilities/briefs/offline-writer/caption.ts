import { postedLength } from '../checks/caption-length.ts';
import { PLATFORM_RULES } from '../checks/platform-rules.ts';
import { withPostedLabel } from '../checks/posted-label.ts';
import type { BriefRequest } from '../serving/brief.ts';
import { asSentence } from './agreement.ts';
import { capitalize } from './naming.ts';
import type { NextStep } from './next-step.ts';
import type { Wording } from './wording.ts';

/** What a caption is put together from. */
export interface CaptionParts {
  readonly request: BriefRequest;
  readonly wording: Wording;
  readonly title: string;
  /** Names the product. */
  readonly opening: string;
  readonly continuation: string;
  /** The thought in one line, with the product. */
  readonly short: string;
  /** Sentences that have to stand in it. */
  readonly mentions: readonly string[];
  readonly step: NextStep;
  /** The days that a reader has to know, as a sentence; empty where there are none. */
  readonly dates: string;
  /** Names of a video's parts, in their order. */
  readonly chapters: readonly string[];
  /** Characters, as the platform counts them, that are left for the caption beside its hashtags. */
  readonly room: number;
}

interface Block {
  readonly text: string;
  /** What matters least goes first where it does not fit; undefined: it stays. */
  readonly goesAt?: number;
  /** It names the product. */
  readonly isOpening?: boolean;
}

/** The caption in the form of its platform, with the label that the country or the platform wants in it. */
export function writeCaption(parts: CaptionParts): string {
  const { request, step, room } = parts;
  const isCrowded = PLATFORM_RULES[request.platform].captionLength <= 280;
  const fits = (caption: string) => postedLength(request.platform, caption) <= room;
  const render = (blocks: readonly Block[]) =>
    withPostedLabel(blocks.map(({ text }) => text).join(isCrowded ? ' ' : '\n\n'), request);
  const steps = isCrowded ? [step, { ...step, long: step.short }] : [step];
  const whole = steps.map((long) => render(usable({ ...parts, step: long }))).find(fits);
  if (whole !== undefined) return whole;
  let blocks = usable({ ...parts, step: steps.at(-1) ?? step });
  while (!fits(render(blocks))) {
    const first = Math.min(...blocks.map(({ goesAt }) => goesAt ?? Number.POSITIVE_INFINITY));
    if (first === Number.POSITIVE_INFINITY) break;
    blocks = blocks.filter(({ goesAt }) => goesAt !== first);
  }
  return blocks.some(({ isOpening }) => isOpening) ? render(blocks) : withPostedLabel(barest(parts), request);
}

function usable(parts: CaptionParts): Block[] {
  return blocksOf(parts).filter(
    ({ text, goesAt }) => text !== '' && (goesAt === undefined || parts.wording.isWelcome(text)),
  );
}

const barest = ({ request, mentions }: CaptionParts) => [asSentence(request.product), ...mentions].join(' ');

function blocksOf(parts: CaptionParts): Block[] {
  const { request, title, opening, continuation, short, step, wording } = parts;
  const mentions = { text: parts.mentions.join(' ') };
  const claims = request.facts.map(({ claim }) => asSentence(claim));
  const facts =
    claims.length > 2 ? claims.map((claim) => `– ${claim.replace(/\.$/u, '')}`).join('\n') : claims.join(' ');
  const dates = { text: parts.dates, goesAt: 8 };
  switch (request.platform) {
    case 'X':
    case 'SNAPCHAT':
      return [
        { text: short, goesAt: 9, isOpening: true },
        { text: claims[0] ?? '', goesAt: 2 },
        mentions,
        { text: step.long, goesAt: 3 },
        dates,
      ];
    case 'TWITCH':
      return [
        { text: `${title}, live: ${wording.full}.`, goesAt: 9, isOpening: true },
        mentions,
        { text: step.short, goesAt: 3 },
        dates,
      ];
    case 'TIKTOK':
      return [
        { text: short, goesAt: 9, isOpening: true },
        { text: [continuation, claims.slice(0, 2).join(' ')].filter(Boolean).join(' '), goesAt: 3 },
        mentions,
        { text: step.long, goesAt: 4 },
        dates,
      ];
    case 'YOUTUBE':
      return [
        { text: `${opening} ${continuation}`, goesAt: 9, isOpening: true },
        { text: facts, goesAt: 3 },
        { text: step.long, goesAt: 5 },
        dates,
        mentions,
        { text: chapterList(parts.chapters), goesAt: 2 },
      ];
    case 'PINTEREST':
      return [
        { text: opening, goesAt: 9, isOpening: true },
        { text: [continuation, claims.join(' ')].filter(Boolean).join(' '), goesAt: 3 },
        mentions,
        { text: step.long, goesAt: 4 },
        dates,
      ];
    default:
      return [
        { text: opening, goesAt: 9, isOpening: true },
        { text: continuation, goesAt: 4 },
        { text: facts, goesAt: 5 },
        mentions,
        { text: step.long, goesAt: 6 },
        dates,
      ];
  }
}

/** YouTube reads chapters from at least three lines that begin with a time, the first with 0:00, ten seconds apart or more. */
function chapterList(chapters: readonly string[]): string {
  const times = ['0:00', '0:30', '1:30', '3:00', '4:30'];
  return chapters.length < 3
    ? ''
    : chapters
        .slice(0, times.length)
        .map((chapter, index) => `${times[index]} ${capitalize(chapter)}`)
        .join('\n');
}
