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

/** Which briefs are listed. */
export interface BriefsSearch {
  readonly brand: string;
  readonly platform: Platform | '';
  readonly campaignId: string;
}

/** What the form for a new brief begins with. */
export interface BriefForm {
  readonly brand: string;
  readonly product: string;
  readonly goal: Goal;
  readonly platform: Platform;
  readonly campaignId: string;
  readonly audience: string;
  readonly tone: string;
  readonly locale: string;
  /** A phrase a line. */
  readonly mustMention: string;
  readonly mustAvoid: string;
}

export const CACHE_STATUSES = ['HIT', 'MISS', 'STALE'] as const;

/** How a brief came, where it has just been asked for. */
export interface BriefArrival {
  readonly cache: (typeof CACHE_STATUSES)[number] | '';
  /** Seconds since it was written, when it came. */
  readonly age: number;
}

type Untrusted<Search> = { readonly [Name in keyof Search]?: unknown };

export function readBriefsSearch(search: Untrusted<BriefsSearch>): BriefsSearch {
  return {
    brand: readText(search.brand),
    platform: readOneOf<Platform | ''>(PLATFORMS, search.platform, ''),
    campaignId: readText(search.campaignId),
  };
}

export function readBriefForm(search: Untrusted<BriefForm>): BriefForm {
  return {
    brand: readText(search.brand),
    product: readText(search.product),
    goal: readOneOf(GOALS, search.goal, 'ENGAGEMENT'),
    platform: readOneOf(PLATFORMS, search.platform, 'INSTAGRAM'),
    campaignId: readText(search.campaignId),
    audience: readText(search.audience),
    tone: readText(search.tone),
    locale: readText(search.locale) || 'en',
    mustMention: readText(search.mustMention),
    mustAvoid: readText(search.mustAvoid),
  };
}

export function readArrival(search: Untrusted<BriefArrival>): BriefArrival {
  return {
    cache: readOneOf<BriefArrival['cache']>(CACHE_STATUSES, search.cache, ''),
    age: readWhole(search.age, 0),
  };
}
