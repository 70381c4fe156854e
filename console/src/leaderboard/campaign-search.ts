import type { Comparison } from '../comparison/comparison-search.ts';
import type { LiveWindow } from '../live/live-search.ts';

/** What is looked at of a campaign. */
export const CAMPAIGN_VIEWS = [
  'leaderboard',
  'intervals',
  'spread',
  'timeline',
  'compare',
  'compliance',
  'live',
] as const;

export type CampaignView = (typeof CAMPAIGN_VIEWS)[number];

/** What a leaderboard can be ordered by. */
export const RANKINGS = ['CONFIDENT_ENGAGEMENT_RATE', 'ENGAGEMENT_RATE', 'VIEWS', 'INTERACTIONS'] as const;

export type Ranking = (typeof RANKINGS)[number];

/** What the address of a campaign's page says. */
export interface CampaignSearch {
  readonly view: CampaignView;
  readonly rankBy: Ranking;
  /** Leaves out who has fewer views; undefined: as many as the campaign suggests for the ranking, 0: nobody. */
  readonly minViews: number | undefined;
  /** Posts on these platforms alone, with commas between them; blank: on all. */
  readonly platforms: string;
  /** Posts of these days alone, as YYYY-MM-DD; blank: no end. */
  readonly from: string;
  readonly to: string;
  /** Influencers alone whose id holds this; blank: all. */
  readonly search: string;
  /** Over which time live numbers are. */
  readonly window: LiveWindow;
  /** What the campaign is compared with. */
  readonly compare: Comparison;
  /** Another campaign that it is compared with; blank: none yet. */
  readonly other: string;
  /** Influencers side by side, each beside the first. */
  readonly creators: readonly string[];
  /** By the rules of which country posts have to say that they are paid for; blank: any label will do. */
  readonly country: string;
}

/** Rates need views behind them; who is ranked by views or interactions has them, or stands last. */
export function ranksRates(rankBy: Ranking): boolean {
  return rankBy === 'CONFIDENT_ENGAGEMENT_RATE' || rankBy === 'ENGAGEMENT_RATE';
}

export const RANKING_NAMES: Readonly<Record<Ranking, string>> = {
  CONFIDENT_ENGAGEMENT_RATE: 'Confident rate',
  ENGAGEMENT_RATE: 'Engagement rate',
  VIEWS: 'Views',
  INTERACTIONS: 'Interactions',
};
