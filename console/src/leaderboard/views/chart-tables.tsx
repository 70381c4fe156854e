import { Link } from '@tanstack/react-router';
import type { ChartData } from '../../charts/chart-table.tsx';
import { countOf, formatCount, formatRate } from '../../format/numbers.ts';
import type { Timeline } from '../campaign-queries.ts';
import type { SpreadDot } from './spread-chart.ts';
import type { Standing } from './standing.ts';
import { nameOf } from './timeline-chart.ts';

interface IntervalRow {
  readonly influencerId: string;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly views: number | null;
}

/** The intervals of the best. */
export function intervalsTable(campaignId: string, bars: readonly IntervalRow[]): ChartData {
  return {
    caption: `Rates of ${countOf(bars.length, 'influencer')} with their 95 % intervals`,
    head: ['Influencer', 'Rate', 'Interval from', 'to', 'Views'],
    rows: () =>
      bars.map(({ influencerId, rate, low, high, views }) => ({
        key: influencerId,
        cells: [
          <InfluencerLink key="id" campaignId={campaignId} influencerId={influencerId} />,
          formatRate(rate),
          formatRate(low),
          formatRate(high),
          formatCount(views),
        ],
      })),
  };
}

const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  good: 'Good',
  lucky: 'Possibly luck',
  below: 'Below',
};

/** Who is drawn in the funnel plot. */
export function spreadTable(campaignId: string, dots: readonly SpreadDot[]): ChartData {
  return {
    caption: `Views and rates of ${countOf(dots.length, 'influencer')}`,
    head: ['Influencer', 'Views', 'Rate', 'At least', 'Stands'],
    rows: () =>
      dots.map(({ influencerId, views, rate, confident, standing }) => ({
        key: influencerId,
        cells: [
          <InfluencerLink key="id" campaignId={campaignId} influencerId={influencerId} />,
          formatCount(views),
          formatRate(rate),
          formatRate(confident),
          STANDING_NAMES[standing],
        ],
      })),
  };
}

/** The interactions of each period, by kind, as far as they were reported. */
export function kindsTable(timeline: Timeline): ChartData {
  return {
    caption: `Interactions by kind in ${countOf(timeline.periods.length, 'period')}`,
    head: ['Posted', 'Posts', 'Likes', 'Comments', 'Shares'],
    rows: () =>
      timeline.periods.map(({ from, postCount, likes, comments, shares }) => ({
        key: from,
        cells: [
          nameOf({ from: new Date(from), unit: timeline.unit }),
          formatCount(postCount),
          formatCount(likes),
          formatCount(comments),
          formatCount(shares),
        ],
      })),
  };
}

/** The engagement rate of each period. */
export function ratesTable({ unit, periods }: Timeline): ChartData {
  return {
    caption: `Engagement rates in ${countOf(periods.length, 'period')}`,
    head: ['Posted', 'Views', 'Rate'],
    rows: () =>
      periods.map(({ from, views, engagementRate }) => ({
        key: from,
        cells: [nameOf({ from: new Date(from), unit }), formatCount(views), formatRate(engagementRate)],
      })),
  };
}

function InfluencerLink({
  campaignId,
  influencerId,
}: {
  readonly campaignId: string;
  readonly influencerId: string;
}) {
  return (
    <Link
      to="/campaigns/$campaignId/influencers/$influencerId"
      params={{ campaignId, influencerId }}
      preload={false}
    >
      {influencerId}
    </Link>
  );
}
