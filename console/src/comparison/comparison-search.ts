/** What a campaign can be compared with. */
export const COMPARISONS = ['period', 'campaign', 'creators'] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** How many influencers are compared at most. */
export const MOST_COMPARED = 5;
