import { CAMPAIGNS, type SampleCampaign } from './campaigns.ts';
import { inventInfluencers, type Platform, type SampleInfluencer } from './influencers.ts';
import type { Dice } from './random.ts';

export const COLUMNS = [
  'campaign_id',
  'influencer_id',
  'post_id',
  'platform',
  'posted_at',
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
  'followers',
  'caption',
  'hashtags',
  'url',
] as const;

/** One row of the export: a text a column, empty where nothing was reported. */
export type SampleRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** How views follow from followers, and what viewers do, differs by platform. */
const HABITS: Readonly<Record<Platform, { reach: number; rate: number; comments: number; shares: number }>> =
  {
    TIKTOK: { reach: 1.1, rate: 1.25, comments: 0.06, shares: 0.1 },
    INSTAGRAM: { reach: 0.55, rate: 1, comments: 0.09, shares: 0.05 },
    YOUTUBE: { reach: 0.4, rate: 0.8, comments: 0.14, shares: 0.03 },
  };

const INFLUENCERS = 600;
const DAY = 86_400_000;

interface Counts {
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
}

/** Invents `count` posts, the oldest first. Every one of them is well formed. */
export function inventPosts(dice: Dice, count: number): SampleRow[] {
  const influencers = inventInfluencers(dice, INFLUENCERS);
  const weights = CAMPAIGNS.reduce((sum, campaign) => sum + campaign.weight, 0);
  const rows = CAMPAIGNS.flatMap((campaign) => {
    const fitting = influencers.filter((one) => one.topics.some((topic) => campaign.topics.includes(topic)));
    return postsOfCampaign(dice, campaign, fitting, Math.ceil((count * campaign.weight) / weights));
  });
  return rows.slice(0, count).sort((one, other) => (BigInt(one.post_id) < BigInt(other.post_id) ? -1 : 1));
}

/** A few are in it by luck: one post that hardly anyone saw, and all who did interacted. */
function postsOfCampaign(
  dice: Dice,
  campaign: SampleCampaign,
  fitting: readonly SampleInfluencer[],
  count: number,
): SampleRow[] {
  const lucky = dice.sample(fitting, dice.integer(2, 4));
  const solid = fitting.filter((influencer) => !lucky.includes(influencer));
  const rows = lucky.map((influencer) => inventPost(dice, campaign, influencer, luckyCounts(dice)));
  while (rows.length < count) {
    const influencer = dice.pick(solid);
    for (let post = dice.integer(1, 6); post > 0 && rows.length < count; post -= 1)
      rows.push(inventPost(dice, campaign, influencer));
  }
  return rows;
}

function inventPost(
  dice: Dice,
  campaign: SampleCampaign,
  influencer: SampleInfluencer,
  given?: Counts,
): SampleRow {
  const platform = dice.pick([influencer.platforms[0] ?? 'TIKTOK', ...influencer.platforms]);
  const counts = given ?? inventCounts(dice, campaign, influencer, platform);
  const from = Date.parse(campaign.from);
  const postedAt = dice.integer(from / 1000, (Date.parse(campaign.to) + DAY) / 1000 - 1);
  // As the networks do it: seconds in the upper half, the rest in the lower, 19 digits in all.
  const postId = String((BigInt(postedAt) << 32n) | BigInt(dice.integer(0, 2 ** 32 - 1)));
  return {
    campaign_id: campaign.id,
    influencer_id: influencer.id,
    post_id: postId,
    platform,
    posted_at: new Date(postedAt * 1000).toISOString().replace('.000Z', 'Z'),
    views: String(counts.views),
    likes: String(counts.likes),
    comments: String(counts.comments),
    shares: String(counts.shares),
    saves: platform === 'YOUTUBE' ? '' : String(dice.binomial(counts.views - sum(counts), 0.012)),
    followers: String(
      influencer.followers + Math.round((influencer.followers * (postedAt - from / 1000)) / 1e9),
    ),
    caption: dice.happens(0.4) ? dice.pick(campaign.captions) : '',
    hashtags: dice
      .sample(campaign.hashtags, dice.integer(1, 3))
      .map((tag) => `#${tag}`)
      .join(' '),
    url: `https://${platform.toLowerCase()}.example/p/${postId}`,
  };
}

function inventCounts(
  dice: Dice,
  campaign: SampleCampaign,
  influencer: SampleInfluencer,
  platform: Platform,
): Counts {
  // A post that was taken down at once: measured, and seen by nobody.
  if (dice.happens(0.002)) return { views: 0, likes: 0, comments: 0, shares: 0 };
  const habits = HABITS[platform];
  const views = Math.round(influencer.followers ** 0.92 * habits.reach * dice.logNormal(1, 0.9));
  const rate = Math.min(0.3, influencer.usualRate * campaign.appeal * habits.rate * dice.logNormal(1, 0.25));
  const interactions = dice.binomial(views, rate);
  const comments = dice.binomial(interactions, habits.comments);
  const shares = dice.binomial(interactions - comments, habits.shares);
  return { views, likes: interactions - comments - shares, comments, shares };
}

function luckyCounts(dice: Dice): Counts {
  const views = dice.integer(3, 20);
  const shares = dice.integer(0, 1);
  return { views, likes: views - shares, comments: 0, shares };
}

function sum({ likes, comments, shares }: Counts): number {
  return likes + comments + shares;
}
