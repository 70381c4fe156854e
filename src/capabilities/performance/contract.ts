/**
 * What other capabilities and commands build on without the graph: keys of posts, what a publication says, rates, and when they
 * say anything.
 */
export { POST_COLUMNS, POST_SORT_KEYS, type Post, type PostOrder } from './post/post.ts';
export { campaignKey, POST_KEYS, performanceKey } from './post/post-keys.sql.ts';
export { ENTRIES, INTERACTIONS_OF_ENTRIES } from './post/post-sums.sql.ts';
export { encodePublication, PUBLICATIONS_CHANNEL } from './publications.ts';
export { engagementRate, sumInteractions } from './rate.ts';
export { isEnough, LEAST_CREATORS, LEAST_POSTS, LEAST_VIEWS } from './team-results/enough.ts';
export { createMeasuredShortlist } from './team-results/shortlist.ts';
export { createTeamResults } from './team-results/team-results.ts';
export { watchCampaignRevisions } from './totals/campaign-revisions.ts';
