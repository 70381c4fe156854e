import { formatRate } from '../format/numbers.ts';
import type { Brief } from './brief-queries.ts';
import type { Format } from './brief-search.ts';

/** What the graph names by a constant, in words for people. */

const FORMAT_WORDS: Readonly<Record<Format, readonly [one: string, many: string]>> = {
  REEL: ['reel', 'reels'],
  STORY: ['story', 'stories'],
  CAROUSEL: ['carousel', 'carousels'],
  PHOTO: ['photo', 'photos'],
  VIDEO: ['video', 'videos'],
  SHORT: ['short', 'shorts'],
  LIVE: ['live stream', 'live streams'],
  POST: ['post', 'posts'],
  THREAD: ['thread', 'threads'],
  PIN: ['pin', 'pins'],
};

/** 2 stories. */
export function nameDeliverable({
  format,
  count,
}: {
  readonly format: Format;
  readonly count: number;
}): string {
  return `${count} ${FORMAT_WORDS[format][count === 1 ? 0 : 1]}`;
}

/** Reels: how a format is chosen. */
export function nameFormats(format: Format): string {
  return capitalize(FORMAT_WORDS[format][1]);
}

export const KIND_NAMES: Readonly<Record<NonNullable<Brief['kind']>, string>> = {
  OBJECT: 'a thing to own',
  FOOD: 'something to eat or drink',
  SERVICE: 'a service',
  APP: 'an app',
  EVENT: 'an event',
  PLACE: 'a place',
  BUSINESS: 'something for companies',
};

/** The written fields that people change, as their labels say them. */
export const FIELD_NAMES = {
  objective: 'Objective',
  keyMessage: 'Key message',
  creativeAngle: 'Creative angle',
  hookIdeas: 'Hook ideas',
  shots: 'Shots',
  caption: 'Caption',
  hashtags: 'Hashtags',
  cta: 'Call to action',
  tone: 'Tone',
  dos: 'Do',
  donts: 'Do not',
} as const;

export type EditableField = keyof typeof FIELD_NAMES;

export const EDITABLE_FIELDS: readonly EditableField[] = [
  'objective',
  'keyMessage',
  'creativeAngle',
  'hookIdeas',
  'shots',
  'caption',
  'hashtags',
  'cta',
  'tone',
  'dos',
  'donts',
];

type Scope = NonNullable<Brief['kpi']>['scope'];

/** Whose posts a figure is from, in a sentence: "in summer-glow on Instagram". */
export function nameScope(scope: Scope, campaignId: string | null, platform: string): string {
  const campaign = campaignId ?? 'the campaign';
  switch (scope) {
    case 'CAMPAIGN_AND_PLATFORM':
      return `in ${campaign} on ${platform}`;
    case 'CAMPAIGN':
      return `in ${campaign} on all platforms`;
    case 'PLATFORM':
      return `on ${platform}`;
    case 'CREATOR':
      return "in the creator's own posts";
    case 'NONE':
      return 'anywhere';
  }
}

/** What to expect of the post, in sentences; why nothing can be, where too few creators were measured. */
export function describeTarget({ kpi, kpiNote }: Brief, where: string): string {
  if (kpi === null) return kpiNote ?? 'No target was set when this brief was written.';
  return `Aim for an engagement rate of ${formatRate(kpi.target)} of views: the best quarter of ${kpi.creators} creators ${where} reach that or more. ${formatRate(kpi.typical)} is typical: half of them reach that or more.`;
}

export function capitalize(words: string): string {
  return words.replace(/^./u, (first) => first.toUpperCase());
}
