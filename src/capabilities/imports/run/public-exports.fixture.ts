import { createDice, type Dice } from '../../../../scripts/bench/random.ts';
import type { ReadOptions } from '../reading/export-reader.ts';

/** The shape of a public export, and the options to read it. */
export interface PublicExport {
  readonly name: string;
  readonly options: Partial<ReadOptions>;
  /** The columns, from 0, of views, interactions and ids with these options. */
  readonly views: number;
  readonly interactions: readonly number[];
  readonly ids: readonly number[];
  readonly header: string;
  /** The cells of one row, of which views and interactions are given. */
  row(cell: Cells, counts: Counts): readonly string[];
}

interface Counts {
  readonly views: string;
  readonly likes: string;
  readonly comments: string;
  readonly shares: string;
}

interface Cells {
  /** An id, sometimes missing. */
  id(prefix: string): string;
  /** A quoted text with commas, quotes, line breaks, emoji. */
  words(): string;
  number(below: number): string;
}

const ROWS = 400;
const FAULTY_SHARE = 0.06;

/** The shapes of the public exports that `npm run test:exports -- FOLDER` reads whole. */
export const PUBLIC_EXPORTS: readonly PublicExport[] = [
  {
    name: 'influencers_malformed_10k.csv',
    options: {},
    views: 2,
    interactions: [3, 4, 5],
    ids: [0, 1],
    header: 'influencerId,campaignId,views,likes,comments,shares',
    row: ({ id }, { views, likes, comments, shares }) => [
      id('influencer_'),
      id('campaign_'),
      views,
      likes,
      comments,
      shares,
    ],
  },
  {
    name: 'tiktok_vn_snapshots_raw.csv',
    options: { set: { campaignId: 'vietnam' } },
    views: 7,
    interactions: [8, 9, 10],
    ids: [0],
    header:
      'user_name,user_nfollower,vid_id,vid_caption,vid_postTime,vid_scrapeTime,vid_duration,vid_nview,vid_nlike,vid_ncomment,vid_nshare,vid_nsave,vid_hashtags,vid_url,music_id,music_title,music_nused,music_authorName,music_originality',
    row: ({ id, words, number }, { views, likes, comments, shares }) => [
      id('nguoi'),
      '304.9K',
      `75068326825${number(1e8)}`,
      words(),
      '2025-05-21 09:44:45',
      '2025-05-29 15:38:41',
      '00:31',
      views,
      likes,
      comments,
      shares,
      number(9_000),
      '"suckhoe, thaomoc, dongy"',
      'https://www.tiktok.com/@nguoi/video/1',
      '7.506832745952218e+18',
      words(),
      `${number(90)} videos`,
      words(),
      'True',
    ],
  },
  {
    name: 'superbowl_ads_youtube.csv',
    options: {},
    views: 14,
    interactions: [15, 18],
    ids: [1, 23],
    header:
      '"year","brand","superbowl_ads_dot_com_url","youtube_url","funny","show_product_quickly","patriotic","celebrity","danger","animals","use_sex","id","kind","etag","view_count","like_count","dislike_count","favorite_count","comment_count","published_at","title","description","thumbnail","channel_title","category_id"',
    row: ({ id, words, number }, { views, likes, comments }) => [
      `20${number(20)}`,
      id('Brand '),
      '"https://superbowl-ads.com/good-odds/"',
      '"https://www.youtube.com/watch?v=zeBZvwYQ"',
      ...Array.from({ length: 7 }, () => 'FALSE'),
      `"${id('video-')}"`,
      '"youtube#video"',
      '"rn-ggKNly38"',
      views,
      likes,
      number(90),
      '0',
      comments,
      '2018-02-03 11:29:14',
      words(),
      words(),
      '"https://i.ytimg.com/vi/1/sddefault.jpg"',
      id('Channel '),
      number(30),
    ],
  },
  {
    name: 'youtube_us_2017.csv',
    options: { map: { campaignId: 'category_id' } },
    views: 5,
    interactions: [6, 8],
    ids: [2, 3],
    header:
      '\uFEFFvideo_id,title,channel_title,category_id,tags,views,likes,dislikes,comment_total,thumbnail_link,date',
    row: ({ id, words, number }, { views, likes, comments }) => [
      `Xp${number(1e9)}`,
      words(),
      id('Channel '),
      id('2'),
      'logan paul vlog|olympics|"',
      views,
      likes,
      number(900),
      comments,
      'https://i.ytimg.com/vi/1/default.jpg',
      '13.09',
    ],
  },
  {
    name: 'monthly_influencers/social media influencers - tiktok.csv',
    options: {
      map: { views: '#6', likes: '#8', comments: '#10', shares: '#12' },
      set: { campaignId: 'monthly' },
    },
    views: 5,
    interactions: [7, 9, 11],
    ids: [0],
    header:
      'Tiktoker name,Tiktok name,Subscribers count,Subscribers count,Views avg.,Views avg.,Likes avg,Likes avg,Comments avg.,Comments avg.,Shares avg,Shares avg',
    row: ({ id, words }, { views, likes, comments, shares }) => [
      id('tiktoker.'),
      words(),
      '221.7K',
      '221700',
      ...[views, likes, comments, shares].flatMap((count) => ['26M', count]),
    ],
  },
  {
    name: 'monthly_influencers/social media influencers-tiktok - ---nov 2022.csv',
    options: { set: { campaignId: 'november' } },
    views: 4,
    interactions: [5, 6, 7],
    ids: [1],
    header:
      'row-cell,Tiktoker name,Tiktok name,"\nFollowers",Views (Avg.),Likes (Avg.),Comments (Avg.),Shares (Avg.)\n,,,,,,,',
    row: ({ id, words, number }, { views, likes, comments, shares }) => [
      number(1_000),
      id('tiktoker.'),
      words(),
      '145.6K',
      views,
      likes,
      comments,
      shares,
    ],
  },
  {
    // Its "Views avg." contains countries, so the subscribers are used as views.
    name: 'monthly_influencers/social media influencers-instagram june 2022 - june 2022.csv',
    options: {
      map: { views: '#6', followers: '', likes: '#9', comments: '#11' },
      set: { campaignId: 'june' },
    },
    views: 5,
    interactions: [8, 10],
    ids: [0],
    header:
      'instagram name,influencer name ,Category_1,Category_2,Subscribers count,Subscribers count,Views avg.,Likes avg,Likes avg,Comments avg.,Comments avg.',
    row: ({ id, words }, { views, likes, comments }) => [
      id('insta_'),
      words(),
      'Sports with a ball',
      '',
      '50.7M',
      views,
      'Spain',
      '274.9K',
      likes,
      '456.7K',
      comments,
    ],
  },
];

const WORDS = [
  'MOMO’s',
  'Kiệt Ắk Wỷ',
  '김우빈',
  '"HOW, AND WHY"',
  '"so ""good"""',
  '"two\nlines"',
  '🤷🏻🦢',
  'plain',
];

/** Generates an export of this shape with some faulty rows; always the same. */
export function generatePublicExport({ name, header, row }: PublicExport): Buffer {
  const dice = createDice([...name].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7));
  const pick = (texts: readonly string[]) => texts[dice.below(texts.length)] ?? '';
  const cells: Cells = {
    id: (prefix) => (dice.roll() < FAULTY_SHARE / 3 ? '' : `${prefix}${dice.below(50)}`),
    words: () => pick(WORDS),
    number: (below) => String(dice.below(below)),
  };
  const rows = Array.from({ length: ROWS }, () => row(cells, rollCounts(dice, pick)).join(','));
  return Buffer.from(`${[header, ...rows].join('\n')}\n`);
}

function rollCounts(dice: Dice, pick: (texts: readonly string[]) => string): Counts {
  const views = 1_000 + dice.below(5_000_000);
  const part = (divisor: number) => shorten(dice, dice.below(Math.ceil(views / divisor)));
  const isFaulty = dice.roll() < FAULTY_SHARE;
  return {
    views: isFaulty ? pick(['', '-7', 'many', '0']) : shorten(dice, views),
    likes: isFaulty ? String(views) : part(4),
    comments: part(20),
    shares: part(20),
  };
}

/** A count as public exports write it: in full, or as 541.2K. */
function shorten(dice: Dice, count: number): string {
  if (count < 10_000 || dice.roll() < 0.5) return String(count);
  return count < 1_000_000 ? `${(count / 1_000).toFixed(1)}K` : `${(count / 1_000_000).toFixed(1)}M`;
}
