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

/** What a post can be there. Which of them a platform has stands with its rules. */
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

/** What a product is: it decides which angles, verbs and calls are possible. BUSINESS is sold to companies. */
export const PRODUCT_KINDS = ['OBJECT', 'FOOD', 'SERVICE', 'APP', 'EVENT', 'PLACE', 'BUSINESS'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** Which results a figure rests on, the narrowest first. CREATOR: the posts of the creator whom the request names. */
export const RESULTS_SCOPES = ['CAMPAIGN_AND_PLATFORM', 'CAMPAIGN', 'PLATFORM', 'CREATOR', 'NONE'] as const;
export type ResultsScopeKind = (typeof RESULTS_SCOPES)[number];

/** A claim that may be made of the product, with what proves it. */
export interface Fact {
  readonly claim: string;
  readonly proof: string | null;
}

/** So many posts of a format. */
export interface Deliverable {
  readonly format: Format;
  readonly count: number;
}

/** Calendar days, YYYY-MM-DD. */
export interface Dates {
  readonly from: string;
  readonly to: string;
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
  readonly link: string | null;
  readonly code: string | null;
  readonly deliverables: readonly Deliverable[];
  readonly dates: Dates | null;
  /** An influencer: the brief rests on their own best posts. */
  readonly creator: string | null;
  /** ISO 3166-1 alpha-2 whose rules apply; the locale's region where it was not given; null: unknown. */
  readonly country: string | null;
}

/** One shot: what is seen, what is said over it, what stands on the screen. */
export interface Shot {
  readonly seen: string;
  readonly said: string | null;
  readonly onScreen: string | null;
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
  /** One sentence. */
  readonly objective: string;
  /** One sentence. */
  readonly keyMessage: string;
  /** 2 to 8. */
  readonly shots: readonly Shot[];
  /** 2 to 6. */
  readonly dos: readonly string[];
  /** 2 to 6. */
  readonly donts: readonly string[];
}

/** Computed by the server from the team's results and the request, never written by a model. */
export interface BriefPlan {
  readonly category: { readonly id: string; readonly name: string } | null;
  readonly kind: ProductKind;
  /** The request's, else one of the platform's default format. */
  readonly deliverables: readonly Deliverable[];
  /** What the team's own creators reach in the scope, percent of views; null where too few were measured. */
  readonly kpi: {
    readonly metric: 'ENGAGEMENT_RATE';
    /** Their median. */
    readonly typical: number;
    /** Their upper quartile. */
    readonly target: number;
    readonly creators: number;
    readonly scope: ResultsScopeKind;
  } | null;
  /** Why `kpi` is null, in a sentence; null where it is not. */
  readonly kpiNote: string | null;
  /** Whom to ask: those who did best on this platform. */
  readonly creators: readonly {
    readonly influencerId: string;
    readonly reason: string;
    readonly engagementRate: number | null;
    readonly postCount: number;
    readonly views: number;
  }[];
  /** The day is null where the request has no dates. */
  readonly timeline: readonly { readonly day: string | null; readonly what: string }[];
  readonly compliance: readonly { readonly rule: string; readonly text: string }[];
}

/** Who wrote a brief. */
export interface Writer {
  readonly kind: 'MODEL' | 'OFFLINE';
  readonly model: string;
  readonly promptVersion: string;
}

/** A brief that passed every check. */
export interface WrittenBrief extends BriefDraft {
  readonly plan: BriefPlan;
  readonly evidence: readonly Evidence[];
  readonly writer: Writer;
  readonly usage: Usage;
}
