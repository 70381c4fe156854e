/**
 * What other capabilities and commands build on without the graph: keys of posts, what a publication says, and rates.
 */
export { POST_KEYS } from './post/post-keys.sql.ts';
export { ENTRIES, INTERACTIONS_OF_ENTRIES } from './post/post-sums.sql.ts';
export { encodePublication, PUBLICATIONS_CHANNEL } from './publications.ts';
export { engagementRate, sumInteractions } from './rate.ts';
export { createMeasuredShortlist } from './team-results/shortlist.ts';
export { createTeamResults } from './team-results/team-results.ts';
export { watchCampaignRevisions } from './totals/campaign-revisions.ts';
