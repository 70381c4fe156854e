/**
 * What post_keys_idx holds of each post: a hash for its campaign and one for its performance. A query that gives one of
 * them compares the ids as well, for two texts may have one hash.
 */
export const POST_KEYS = `array[
  ${campaignKey('post.organization_id', 'post.campaign_id')},
  ${performanceKey('post.organization_id', 'post.campaign_id', 'post.influencer_id')}
]`;

/** The key of a campaign's posts, of expressions for the two ids. */
export function campaignKey(organizationId: string, campaignId: string): string {
  return hash(campaignId, hash(organizationId, '0'));
}

/** The key of a performance's posts, of expressions for the three ids. */
export function performanceKey(organizationId: string, campaignId: string, influencerId: string): string {
  return hash(influencerId, campaignKey(organizationId, campaignId));
}

/** Columns are compared byte by byte; a parameter has to be hashed so, too. */
function hash(text: string, seed: string): string {
  const expression = text.startsWith('post.') ? text : `${text}::text collate "C"`;
  return `hashtextextended(${expression}, ${seed})`;
}
