import type { Format, Platform } from '../serving/brief.ts';

/** What a platform takes: its own limits, or its own advice where that is stricter (Instagram lets 30 hashtags pass and asks for 5). */
export interface PlatformRules {
  readonly name: string;
  /** What a post can be there; the first is the default. */
  readonly formats: readonly [Format, ...Format[]];
  /** What the caption is called there. */
  readonly captionIs: string;
  /** The longest caption, in characters as the platform counts them, hashtags included where they stand in it. */
  readonly captionLength: number;
  /** How much of it is seen before it is folded, where it is folded. */
  readonly visibleLength: number | null;
  readonly hashtags: { readonly least: number; readonly most: number };
  /** The longest hashtag with its `#`. */
  readonly hashtagLength: number;
  readonly hashtagForm: RegExp;
  /** Whether the hashtags are part of the caption and share its length. */
  readonly areHashtagsInCaption: boolean;
  /** What `disclosure` has to say; `{brand}` is the brand's name. */
  readonly disclosure: string;
  /** The words that the caption itself has to carry, where the platform's own label is not enough or does not exist. */
  readonly captionLabel: string | null;
  /** What an answer to a viewer's "and now?" looks like there. */
  readonly linkLocation: string;
}

const LETTERS_AND_DIGITS = /^#(?=.*\p{L})[\p{L}\p{M}\p{N}_]+$/u;

/** The platforms' rules, the only place where they stand. */
export const PLATFORM_RULES: Readonly<Record<Platform, PlatformRules>> = {
  INSTAGRAM: {
    name: 'Instagram',
    formats: ['REEL', 'STORY', 'CAROUSEL', 'PHOTO', 'LIVE'],
    captionIs: 'caption',
    captionLength: 2200,
    visibleLength: 125,
    hashtags: { least: 3, most: 5 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Paid partnership with {brand}',
    captionLabel: null,
    linkLocation: 'the link in bio',
  },
  TIKTOK: {
    name: 'TikTok',
    formats: ['VIDEO', 'PHOTO', 'STORY', 'LIVE'],
    captionIs: 'caption',
    captionLength: 4000,
    visibleLength: 100,
    hashtags: { least: 3, most: 5 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Paid partnership',
    captionLabel: null,
    linkLocation: 'the link in bio',
  },
  YOUTUBE: {
    name: 'YouTube',
    formats: ['VIDEO', 'SHORT', 'LIVE', 'POST'],
    captionIs: 'video description',
    captionLength: 5000,
    visibleLength: 157,
    hashtags: { least: 3, most: 15 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Includes paid promotion',
    captionLabel: null,
    linkLocation: 'the link in the description',
  },
  X: {
    name: 'X',
    formats: ['POST', 'THREAD', 'VIDEO', 'PHOTO'],
    captionIs: 'post',
    captionLength: 280,
    visibleLength: null,
    hashtags: { least: 1, most: 2 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: '#ad',
    captionLabel: '#ad',
    linkLocation: 'the link in the reply',
  },
  FACEBOOK: {
    name: 'Facebook',
    formats: ['POST', 'REEL', 'VIDEO', 'PHOTO', 'STORY', 'CAROUSEL', 'LIVE'],
    captionIs: 'post',
    captionLength: 63_206,
    visibleLength: 477,
    hashtags: { least: 1, most: 3 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Paid partnership with {brand}',
    captionLabel: null,
    linkLocation: 'the link in the first comment',
  },
  LINKEDIN: {
    name: 'LinkedIn',
    formats: ['POST', 'VIDEO', 'CAROUSEL', 'PHOTO', 'LIVE'],
    captionIs: 'post',
    captionLength: 3000,
    visibleLength: 210,
    hashtags: { least: 3, most: 5 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Brand partnership',
    captionLabel: null,
    linkLocation: 'the link in the comments',
  },
  TWITCH: {
    name: 'Twitch',
    formats: ['LIVE', 'VIDEO'],
    captionIs: 'stream title',
    captionLength: 140,
    visibleLength: null,
    hashtags: { least: 3, most: 10 },
    // A tag has 25 characters, and neither spaces nor punctuation.
    hashtagLength: 26,
    hashtagForm: /^#(?=.*\p{L})[\p{L}\p{M}\p{N}]+$/u,
    areHashtagsInCaption: false,
    disclosure: 'Includes paid promotion',
    captionLabel: '#ad',
    linkLocation: 'the panel below the stream',
  },
  SNAPCHAT: {
    name: 'Snapchat',
    formats: ['VIDEO', 'STORY', 'PHOTO'],
    captionIs: 'Spotlight description',
    captionLength: 160,
    visibleLength: null,
    hashtags: { least: 1, most: 3 },
    hashtagLength: 60,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Paid partnership with {brand}',
    captionLabel: null,
    linkLocation: 'the swipe-up link',
  },
  PINTEREST: {
    name: 'Pinterest',
    formats: ['PIN', 'VIDEO', 'CAROUSEL'],
    captionIs: 'pin description',
    captionLength: 500,
    visibleLength: 60,
    hashtags: { least: 2, most: 5 },
    hashtagLength: 100,
    hashtagForm: LETTERS_AND_DIGITS,
    areHashtagsInCaption: true,
    disclosure: 'Paid partnership with {brand}',
    captionLabel: null,
    linkLocation: 'the link of the pin',
  },
};

/** The label that a brief of this brand carries on this platform. */
export function disclosureOf(platform: Platform, brand: string): string {
  // A function, so that "$&" in a brand's name stays what it is.
  return PLATFORM_RULES[platform].disclosure.replace('{brand}', () => brand);
}
