import type { ChartData } from '../charts/chart-table.tsx';
import { countOf, formatCount, formatRate } from '../format/numbers.ts';
import { formatDate, formatUtcDate } from '../format/times.ts';
import type { Month } from './profile-charts.ts';
import type { ProfilePost } from './profile-queries.ts';

/** The posts that are drawn, campaign by campaign. */
export function postsTable(posts: readonly ProfilePost[]): ChartData {
  return {
    caption: `${countOf(posts.length, 'post')}, campaign by campaign`,
    head: ['Campaign', 'Posted', 'Views', 'Rate'],
    rows: () =>
      posts.map(({ campaignId, postedAt, views, engagementRate }, index) => ({
        key: String(index),
        cells: [campaignId, formatDate(postedAt), formatCount(views), formatRate(engagementRate)],
      })),
  };
}

/** The rate of each month. */
export function monthsTable(months: readonly Month[]): ChartData {
  return {
    caption: `Engagement rates in ${countOf(months.length, 'month')}`,
    head: ['Month', 'Posts', 'Views', 'Rate'],
    rows: () =>
      months.map(({ from, postCount, views, rate }) => ({
        key: String(from),
        cells: [formatUtcDate(from, 'MONTH'), formatCount(postCount), formatCount(views), formatRate(rate)],
      })),
  };
}
