import type { Dice } from '../bench/random.ts';

export const CAMPAIGNS = Array.from({ length: 12 }, (_, index) => `soak-campaign-${index}`);
/** Few enough that one topPerformers shows all of a campaign. */
const CREATORS = 60;
const FAULTY_SHARE = 0.02;
const REPEATED_SHARE = 0.005;
const HEADER = 'campaignId,influencerId,postId,platform,postedAt,views,likes,comments,shares,hashtags\n';
const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'];
const TAGS = ['#morning', '#run', '#glow', '#slow', '#city', '#tea'];

/** The sums that a file brings to one campaign. */
export interface Totals {
  readonly posts: number;
  readonly views: number;
  readonly interactions: number;
}

/** A file, and what it must come to, counted apart from the product. */
export interface SoakExport {
  readonly text: string;
  readonly totals: ReadonlyMap<string, Totals>;
}

/** @param rejectedShare how many rows are wrong, beyond those that are in every file */
export function writeExport(dice: Dice, rows: number, rejectedShare = 0): SoakExport {
  const posts = new Map<string, Totals & { readonly campaign: string }>();
  const creators: string[] = [];
  let text = HEADER;
  for (let row = 0; row < rows; row++) {
    // A post that is reported once more replaces what stands further up.
    const post = row > 100 && dice.roll() < REPEATED_SHARE ? dice.below(100) : row;
    const campaign = CAMPAIGNS[post % CAMPAIGNS.length] ?? '';
    creators[row] = `creator-${dice.below(CREATORS)}`;
    const creator = creators[post] ?? '';
    // Every campaign has a post of every source, so that none goes when a source is replaced.
    const isFaulty = row >= CAMPAIGNS.length && dice.roll() < FAULTY_SHARE + rejectedShare;
    const views = 100 + dice.below(100_000);
    const likes = dice.below(Math.floor(views / 4));
    const comments = dice.below(Math.floor(views / 20));
    const shares = dice.below(Math.floor(views / 20));
    const day = new Date(Date.UTC(2026, 0, 1 + dice.below(200))).toISOString();
    const shown = isFaulty ? pick(dice, ['many', '-5', '']) : String(views);
    text += `${campaign},${creator},post-${post},${pick(dice, PLATFORMS)},${day},${shown},${likes},${comments},${shares},${pick(dice, TAGS)} ${pick(dice, TAGS)}\n`;
    if (!isFaulty) {
      const interactions = likes + comments + shares;
      posts.set(`${campaign} ${creator} ${post}`, { campaign, posts: 1, views, interactions });
    }
  }
  return { text, totals: addUp([...posts.values()].map((post) => new Map([[post.campaign, post]]))) };
}

/** Sums by campaign. */
export function addUp(parts: readonly ReadonlyMap<string, Totals>[]): Map<string, Totals> {
  const sums = new Map<string, Totals>();
  for (const part of parts)
    for (const [campaign, { posts, views, interactions }] of part) {
      const sum = sums.get(campaign) ?? { posts: 0, views: 0, interactions: 0 };
      sums.set(campaign, {
        posts: sum.posts + posts,
        views: sum.views + views,
        interactions: sum.interactions + interactions,
      });
    }
  return sums;
}

export function pick<Value>(dice: Dice, values: readonly Value[]): Value {
  const value = values[dice.below(values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}
