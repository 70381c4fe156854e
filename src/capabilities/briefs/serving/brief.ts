import type { Evidence, Usage } from '../../../platform/agents/index.ts';

export type { Evidence };

/** The platforms that a brief can be for. Posts carry the same names. */
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

/** What a campaign wants from its posts. */
export const GOALS = [
  'AWARENESS',
  'ENGAGEMENT',
  'TRAFFIC',
  'CONVERSIONS',
  'APP_INSTALLS',
  'COMMUNITY',
] as const;
export type Goal = (typeof GOALS)[number];

export const PRODUCT_KINDS = ['OBJECT', 'FOOD', 'SERVICE', 'APP', 'EVENT', 'PLACE', 'BUSINESS'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** A claim that may be made of the product, with what proves it. */
export interface Fact {
  readonly claim: string;
  readonly proof: string | null;
}

/** What a brief is asked for: checked, trimmed and with white space folded (see brief-request.ts). */
export interface BriefRequest {
  readonly brand: string;
  readonly product: string;
  readonly goal: Goal;
  readonly platform: Platform;
  /** Grounds the brief in the results of this campaign; null takes all posts of the platform. */
  readonly campaignId: string | null;
  readonly audience: string | null;
  readonly tone: string | null;
  /** A canonical BCP 47 tag: the language that the brief is written in. */
  readonly locale: string;
  readonly mustMention: readonly string[];
  readonly mustAvoid: readonly string[];
  /** The id of a category; null: the writer finds it. */
  readonly category: string | null;
  readonly facts: readonly Fact[];
  /** An influencer: the brief rests on their own best posts. */
  readonly creator: string | null;
}

/** What a model hands in: the brief before it is checked, and what is published of it afterwards. */
export interface BriefDraft {
  readonly caption: string;
  readonly hookIdeas: readonly string[];
  /** Each with its `#`. */
  readonly hashtags: readonly string[];
  readonly cta: string;
  readonly tone: string;
  readonly persona: { readonly name: string; readonly description: string };
  readonly creativeAngle: string;
  /** The paid partnership label that the platform wants. */
  readonly disclosure: string;
}

/** Who wrote a brief. */
export interface Writer {
  readonly kind: 'MODEL' | 'OFFLINE';
  readonly model: string;
  readonly promptVersion: string;
}

/** A brief that passed every check. */
export interface WrittenBrief extends BriefDraft {
  readonly evidence: readonly Evidence[];
  readonly writer: Writer;
  readonly usage: Usage;
}
