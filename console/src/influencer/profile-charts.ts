import { endOfBulk } from '../charts/bulk.ts';
import { COLORS } from '../charts/colors.ts';
import { formatCount, formatRate, toNumber } from '../format/numbers.ts';
import { formatDate } from '../format/times.ts';
import type { ProfileCampaign, ProfilePost } from './profile-queries.ts';

type PlotLibrary = typeof import('@observablehq/plot');

interface Month {
  readonly from: Date;
  readonly postCount: number;
  readonly views: number;
  /** Percent of views. */
  readonly rate: number;
}

export const STRIP_HEIGHT = 44;

const describePost = ({ campaignId, postedAt, views, engagementRate, caption }: ProfilePost) =>
  [
    `${campaignId}, ${formatDate(postedAt)}`,
    `${formatRate(engagementRate)} of ${formatCount(views)} views`,
    ...(caption === null ? [] : [caption.slice(0, 60)]),
  ].join('\n');

/** A strip for each campaign: a dot for each post, and a bar where the rate of the whole campaign stands. */
export function drawStrips(
  Plot: PlotLibrary,
  {
    posts,
    campaigns,
    width,
  }: {
    readonly posts: readonly ProfilePost[];
    readonly campaigns: readonly ProfileCampaign[];
    readonly width: number;
  },
) {
  const rated = posts.filter(({ engagementRate }) => engagementRate !== null);
  const levels = campaigns.flatMap(({ campaignId, campaign }) =>
    campaign?.engagementRate == null ? [] : [{ campaignId, rate: campaign.engagementRate }],
  );
  const end = endOfBulk([
    ...rated.map(({ engagementRate }) => engagementRate ?? 0),
    ...levels.map(({ rate }) => rate),
  ]);
  return Plot.plot({
    width,
    height: campaigns.length * STRIP_HEIGHT + 70,
    marginLeft: Math.min(190, width * 0.36),
    marginTop: 26,
    marginBottom: 40,
    marginRight: 18,
    x: { label: 'Engagement rate, % of views →', domain: [0, end], nice: true, clamp: true, grid: true },
    y: { label: null, domain: campaigns.map(({ campaignId }) => campaignId), tickSize: 0 },
    r: { range: [2.5, 9] },
    marks: [
      Plot.tickX(levels, { x: 'rate', y: 'campaignId', stroke: COLORS.lamp, strokeWidth: 4 }),
      Plot.dot(rated, {
        x: 'engagementRate',
        y: 'campaignId',
        r: 'views',
        fill: COLORS.accent,
        fillOpacity: 0.55,
        stroke: 'var(--card)',
      }),
      Plot.tip(
        rated,
        Plot.pointer({
          x: 'engagementRate',
          y: 'campaignId',
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: describePost,
        }),
      ),
    ],
  });
}

/** What the posts of each month achieved together, in the order of time; posts without a date are left out. */
export function sumUpMonths(posts: readonly ProfilePost[]): Month[] {
  const months = new Map<string, { postCount: number; views: number; interactions: number }>();
  for (const { postedAt, views, interactions } of posts) {
    if (postedAt === null) continue;
    const month = postedAt.slice(0, 7);
    const known = months.get(month) ?? { postCount: 0, views: 0, interactions: 0 };
    months.set(month, {
      postCount: known.postCount + 1,
      views: known.views + toNumber(views),
      interactions: known.interactions + toNumber(interactions),
    });
  }
  return [...months]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([month, { postCount, views, interactions }]) =>
      views === 0
        ? []
        : [{ from: new Date(`${month}-01T00:00:00Z`), postCount, views, rate: (interactions / views) * 100 }],
    );
}

/** The rate of each post by the time when it was posted, and of each month. */
export function drawMonths(
  Plot: PlotLibrary,
  {
    posts,
    months,
    width,
    height,
  }: {
    readonly posts: readonly ProfilePost[];
    readonly months: readonly Month[];
    readonly width: number;
    readonly height: number;
  },
) {
  const dated = posts.flatMap((post) =>
    post.postedAt === null || post.engagementRate === null ? [] : [{ ...post, at: new Date(post.postedAt) }],
  );
  const end = endOfBulk(dated.map(({ engagementRate }) => engagementRate ?? 0));
  const middleOf = ({ from }: Month) => new Date(from.getTime() + 15 * 86_400_000);
  return Plot.plot({
    width,
    height,
    marginLeft: 44,
    marginTop: 24,
    x: { type: 'utc', label: null, grid: true },
    y: { label: '↑ %', domain: [0, end], nice: true, clamp: true, grid: true },
    r: { range: [2.5, 9] },
    marks: [
      Plot.dot(dated, {
        x: 'at',
        y: 'engagementRate',
        r: 'views',
        fill: COLORS.accent,
        fillOpacity: 0.3,
        stroke: 'var(--card)',
      }),
      Plot.lineY(months, {
        x: middleOf,
        y: 'rate',
        stroke: COLORS.lamp,
        strokeWidth: 3,
        curve: 'monotone-x',
      }),
      Plot.dot(months, { x: middleOf, y: 'rate', r: 5, fill: COLORS.lamp, stroke: 'var(--card)' }),
      Plot.tip(
        dated,
        Plot.pointer({
          x: 'at',
          y: 'engagementRate',
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: describePost,
        }),
      ),
    ],
  });
}
