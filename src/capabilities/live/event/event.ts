/** What happened. */
export const EVENT_KINDS = [
  'VIEW',
  'LIKE',
  'COMMENT',
  'SHARE',
  'SAVE',
  'CLICK',
  'COUPON',
  'CONVERSION',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Each kind's column of counts, in the order in which counts are listed everywhere. */
export const COUNT_COLUMNS = {
  VIEW: 'views',
  LIKE: 'likes',
  COMMENT: 'comments',
  SHARE: 'shares',
  SAVE: 'saves',
  CLICK: 'clicks',
  COUPON: 'coupon_uses',
  CONVERSION: 'conversions',
} as const satisfies Readonly<Record<EventKind, string>>;

/** Something that happened to a creator's post while a campaign runs, as its sender tells it. */
export interface EngagementEvent {
  /** The sender's own: an event that comes again is counted once. */
  readonly id: string;
  readonly campaignId: string;
  readonly influencerId: string;
  /** null: it says nothing of a post. */
  readonly postId: string | null;
  readonly kind: EventKind;
  /** How often it happened; negative where it corrects what was sent before. */
  readonly count: number;
  /** When it happened; null: when it is accepted. */
  readonly at: Date | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>> | null;
}

/** An event on its way into the log, which says when it was accepted. */
export interface LoggedEvent extends EngagementEvent {
  readonly organizationId: string;
  /** Sent with a public write key: anybody can have sent it. */
  readonly isPublic: boolean;
}

/** The largest count of one event, up or down. */
export const LARGEST_EVENT_COUNT = 1_000_000_000;
/** How late an event may be, before its acceptance, and still count where it belongs. */
export const LATEST_HOURS = 24;
/** How far the sender's clock may be ahead. */
export const CLOCK_AHEAD_MINUTES = 5;
