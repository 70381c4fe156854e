import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDice, type Dice } from './random.ts';

/** Who posts in a campaign. */
export interface Shape {
  readonly influencers: number;
  readonly influencersOfCampaign: number;
  /** To which power the dice choose among them: 1 is each as often, 2 is some more often than others. */
  readonly skew: number;
  readonly malformedShare: number;
}

/** Many posts of each creator: a tenth of a campaign's creators brings a third of its posts. */
export const MANY_POSTS_EACH: Shape = {
  influencers: 20_000,
  influencersOfCampaign: 100,
  skew: 2,
  malformedShare: 0.01,
};
/** Most creators post once or twice in a campaign: of a million posts, 632,000 pairs of creator and campaign. */
export const FEW_POSTS_EACH: Shape = {
  influencers: 100_000,
  influencersOfCampaign: 1_000,
  skew: 1,
  malformedShare: 0.01,
};

/** What the generated exports look like; docs/performance.md names these figures. */
export const SHAPE = {
  campaigns: 1_000,
  quotedShare: 0.05,
  /** How many rows report a post again that stands further up. */
  repeatedShare: 0.002,
} as const;

const HEADER =
  'campaign_id,influencer_id,post_id,platform,posted_at,views,likes,comments,shares,saves,followers,caption,hashtags,url\n';
const PLATFORMS = ['TIKTOK', 'INSTAGRAM', 'YOUTUBE'];
const WORDS = [
  'morning',
  'new',
  'drop',
  'first',
  'light',
  'review',
  'haul',
  'city',
  'run',
  'slow',
  'best',
  'day',
];
const TAGS = ['#ad', '#newdrop', '#ootd', '#runclub', '#skincare', '#homegym', '#citybreak', '#slowmorning'];
const FIRST_DAY = Date.UTC(2026, 0, 1);
const SECONDS_IN_A_YEAR = 31_536_000;
const ROWS_A_CHUNK = 2_000;
const RECENT_POSTS = 10_000;

/** One row a way in which a row can be wrong; each is rejected with the code that is its key. */
const FAULTS: Readonly<Record<string, (post: Post, index: number) => string | Buffer>> = {
  missing_value: (post) => toLine({ ...post, influencer: '' }),
  not_a_count: (post) => toLine({ ...post, views: '12 thousand' }),
  negative_count: (post) => toLine({ ...post, likes: '-4' }),
  no_views_but_interactions: (post) => toLine({ ...post, views: '0', likes: '7' }),
  interactions_exceed_views: (post) => toLine({ ...post, views: '10', likes: '700' }),
  bad_date: (post) => toLine({ ...post, postedAt: '2026-13-45' }),
  bad_text: (post, index) =>
    index % 2 === 0
      ? toLine({ ...post, caption: 'nul\0here' })
      : Buffer.concat([Buffer.from([0xff, 0xfe, 0x80]), Buffer.from(toLine(post))]),
  too_few_fields: (post) => `${post.campaign},${post.influencer},${post.id},${post.views}\n`,
  too_many_fields: (post) => `${toLine(post).trimEnd()},and,more\n`,
  bad_quote: (post, index) =>
    toLine({ ...post, caption: index % 2 === 0 ? '"never closed' : '"closed" too early' }),
  // An id is bounded, and so is a whole row: the latter is rare, or the file would be made of it.
  too_long: (post, index) =>
    toLine(
      index % 50 === 0 ? { ...post, caption: 'x'.repeat(70_000) } : { ...post, influencer: 'i'.repeat(600) },
    ),
};

interface Post {
  readonly campaign: string;
  readonly influencer: string;
  readonly id: string;
  readonly platform: string;
  readonly postedAt: string;
  readonly views: string;
  readonly likes: string;
  readonly comments: string;
  readonly shares: string;
  readonly saves: string;
  readonly followers: string;
  readonly caption: string;
  readonly hashtags: string;
}

/** Writes an export of so many rows, the header not counted. The same seed gives the same file, another one other posts. */
export async function writeExport(
  path: string,
  rows: number,
  seed = 1,
  shape = MANY_POSTS_EACH,
): Promise<void> {
  await pipeline(Readable.from(exportChunks(rows, seed, shape)), createWriteStream(path));
}

function* exportChunks(rows: number, seed: number, shape: Shape): Generator<Buffer> {
  const dice = createDice(seed);
  const faults = Object.values(FAULTS);
  const recent: Post[] = [];
  yield Buffer.from(HEADER);
  let text = '';
  for (let row = 0, malformed = 0; row < rows; row++) {
    const lot = dice.roll();
    const post =
      lot < SHAPE.repeatedShare
        ? repeatPost(dice, recent, { row, seed, shape })
        : inventPost(dice, { row, seed, shape });
    recent[row % RECENT_POSTS] = post;
    if (lot > 1 - shape.malformedShare) {
      const line = faults[malformed % faults.length]?.(post, Math.floor(malformed / faults.length)) ?? '';
      malformed++;
      if (typeof line === 'string') {
        text += line;
      } else {
        yield Buffer.from(text);
        yield line;
        text = '';
      }
    } else {
      text += toLine(post);
    }
    if (row % ROWS_A_CHUNK === 0) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(text);
}

interface Place {
  readonly row: number;
  readonly seed: number;
  readonly shape: Shape;
}

function inventPost(dice: Dice, { row, seed, shape }: Place): Post {
  const campaign = dice.below(SHAPE.campaigns);
  const index = Math.floor(dice.roll() ** shape.skew * shape.influencersOfCampaign);
  const influencer = (campaign * 7_919 + index * 197) % shape.influencers;
  const views = Math.floor(200 / (dice.roll() + 0.000_2));
  const likes = Math.floor(views * 0.08 * dice.roll());
  const isQuoted = dice.roll() < SHAPE.quotedShare;
  const words = `${pick(dice, WORDS)} ${pick(dice, WORDS)} ${pick(dice, WORDS)}`;
  return {
    campaign: `campaign-${String(campaign).padStart(4, '0')}`,
    influencer: `creator.${String(influencer).padStart(5, '0')}`,
    id: `${7_589 + seed}${String(100_000_000_000_000 + row * 7_919).slice(0, 15)}`,
    platform: pick(dice, PLATFORMS),
    postedAt: `${new Date(FIRST_DAY + dice.below(SECONDS_IN_A_YEAR) * 1_000).toISOString().slice(0, 19)}Z`,
    views: String(views),
    likes: String(likes),
    comments: String(Math.floor(likes * 0.06)),
    shares: String(Math.floor(likes * 0.1)),
    saves: String(Math.floor(likes * 0.04)),
    followers: String(1_000 + influencer * 13),
    caption: isQuoted ? `"${words}, they said: ""${pick(dice, WORDS)}"""` : words,
    hashtags: `${pick(dice, TAGS)} ${pick(dice, TAGS)}`,
  };
}

/** What the network counts for a post grows, and the export reports it once more. */
function repeatPost(dice: Dice, recent: readonly Post[], place: Place): Post {
  const post = recent[dice.below(recent.length)] ?? inventPost(dice, { ...place, row: 0 });
  return { ...post, views: String(Number(post.views) + 1 + dice.below(500)) };
}

function toLine(post: Post): string {
  const { campaign, influencer, id, platform, postedAt, views, likes, comments, shares, saves, followers } =
    post;
  return `${campaign},${influencer},${id},${platform},${postedAt},${views},${likes},${comments},${shares},${saves},${followers},${post.caption},${post.hashtags},https://posts.example/p/${id}\n`;
}

function pick(dice: Dice, values: readonly string[]): string {
  return values[dice.below(values.length)] ?? '';
}
