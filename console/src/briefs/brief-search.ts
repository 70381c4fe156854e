import { readOneOf, readText, readWhole } from '../shell/search.ts';

export const PLATFORMS = [
  'INSTAGRAM',
  'TIKTOK',
  'YOUTUBE',
  'X',
  'FACEBOOK',
  'LINKEDIN',
  'TWITCH',
  'SNAPCHAT',
  'PINTEREST',
] as const;

export type Platform = (typeof PLATFORMS)[number];

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  INSTAGRAM: 'Instagram',
  TIKTOK: 'TikTok',
  YOUTUBE: 'YouTube',
  X: 'X',
  FACEBOOK: 'Facebook',
  LINKEDIN: 'LinkedIn',
  TWITCH: 'Twitch',
  SNAPCHAT: 'Snapchat',
  PINTEREST: 'Pinterest',
};

export const GOALS = [
  'ENGAGEMENT',
  'AWARENESS',
  'TRAFFIC',
  'CONVERSIONS',
  'APP_INSTALLS',
  'COMMUNITY',
] as const;

export type Goal = (typeof GOALS)[number];

export const GOAL_NAMES: Readonly<Record<Goal, string>> = {
  ENGAGEMENT: 'Engagement',
  AWARENESS: 'Awareness',
  TRAFFIC: 'Traffic',
  CONVERSIONS: 'Conversions',
  APP_INSTALLS: 'App installs',
  COMMUNITY: 'Community',
};

export const FORMATS = [
  'REEL',
  'STORY',
  'CAROUSEL',
  'PHOTO',
  'VIDEO',
  'SHORT',
  'LIVE',
  'POST',
  'THREAD',
  'PIN',
] as const;

export type Format = (typeof FORMATS)[number];

/** Which briefs are listed. */
export interface BriefsSearch {
  readonly brand: string;
  readonly platform: Platform | '';
  readonly campaignId: string;
}

/** A claim that may be made of the product, and what proves it. */
export interface FormFact {
  readonly claim: string;
  readonly proof: string;
}

/** So many posts of a format. */
export interface FormDeliverable {
  readonly format: Format;
  readonly count: number;
}

/** What the form for a new brief holds. */
export interface BriefForm {
  readonly brand: string;
  readonly product: string;
  readonly goal: Goal;
  readonly platform: Platform;
  readonly campaignId: string;
  readonly creator: string;
  readonly audience: string;
  readonly tone: string;
  readonly locale: string;
  readonly facts: readonly FormFact[];
  readonly link: string;
  readonly code: string;
  readonly deliverables: readonly FormDeliverable[];
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly country: string;
  readonly category: string;
  /** A phrase a line. */
  readonly mustMention: string;
  readonly mustAvoid: string;
  readonly variants: number;
}

/** What an address says of the form: no platform, where the creator's own is meant. */
export type BriefFormSearch = Omit<BriefForm, 'platform'> & { readonly platform: Platform | '' };

/** So many variants can be asked for at once. */
export const MOST_VARIANTS = 5;

export const CACHE_STATUSES = ['HIT', 'MISS', 'STALE'] as const;

/** How a brief came, where it has just been asked for. */
export interface BriefArrival {
  readonly cache: (typeof CACHE_STATUSES)[number] | '';
  /** Seconds since it was written, when it came. */
  readonly age: number;
  /** The ids of the variants that were asked for together, this one among them, with commas between. */
  readonly variants: string;
}

type Untrusted<Search> = { readonly [Name in keyof Search]?: unknown };

export function readBriefsSearch(search: Untrusted<BriefsSearch>): BriefsSearch {
  return {
    brand: readText(search.brand),
    platform: readOneOf<Platform | ''>(PLATFORMS, search.platform, ''),
    campaignId: readText(search.campaignId),
  };
}

export function readBriefForm(search: Untrusted<BriefFormSearch>): BriefFormSearch {
  return {
    brand: readText(search.brand),
    product: readText(search.product),
    goal: readOneOf(GOALS, search.goal, 'ENGAGEMENT'),
    platform: readOneOf<Platform | ''>(PLATFORMS, search.platform, ''),
    campaignId: readText(search.campaignId),
    creator: readText(search.creator),
    audience: readText(search.audience),
    tone: readText(search.tone),
    locale: readText(search.locale) || 'en',
    facts: readRecords(search.facts).map(({ claim, proof }) => ({
      claim: readText(claim),
      proof: readText(proof),
    })),
    link: readText(search.link),
    code: readText(search.code),
    deliverables: readRecords(search.deliverables).flatMap(({ format, count }) => {
      const known = FORMATS.find((name) => name === format);
      return known === undefined ? [] : [{ format: known, count: readWhole(count, 1) }];
    }),
    from: readText(search.from),
    to: readText(search.to),
    country: readText(search.country),
    category: readText(search.category),
    mustMention: readText(search.mustMention),
    mustAvoid: readText(search.mustAvoid),
    variants: Math.min(MOST_VARIANTS, Math.max(1, readWhole(search.variants, 1))),
  };
}

function readRecords(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

export function readArrival(search: Untrusted<BriefArrival>): BriefArrival {
  return {
    cache: readOneOf<BriefArrival['cache']>(CACHE_STATUSES, search.cache, ''),
    age: readWhole(search.age, 0),
    variants: readText(search.variants),
  };
}
