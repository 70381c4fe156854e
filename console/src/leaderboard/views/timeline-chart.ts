import { COLORS } from '../../charts/colors.ts';
import { countOf, formatRate, formatShort, toNumber } from '../../format/numbers.ts';
import { formatUtcDate } from '../../format/times.ts';
import type { Timeline } from '../campaign-queries.ts';
import { endOf, timeAxis } from './time-axis.ts';

type PlotLibrary = typeof import('@observablehq/plot');

export const INTERACTION_KINDS = ['likes', 'comments', 'shares'] as const;

export interface ChartPeriod {
  readonly unit: Timeline['unit'];
  readonly from: Date;
  readonly until: Date;
  readonly posts: number;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  /** Percent of views; null where there are no views. */
  readonly rate: number | null;
}

interface Chart {
  readonly periods: readonly ChartPeriod[];
  readonly width: number;
  readonly height: number;
}

/** The periods of a timeline as numbers, each with its end. */
export function toPeriods({ unit, periods }: Timeline): ChartPeriod[] {
  return periods.map((period) => {
    const from = new Date(period.from);
    return {
      unit,
      from,
      until: endOf(from, unit),
      posts: toNumber(period.postCount),
      views: toNumber(period.views),
      likes: toNumber(period.likes),
      comments: toNumber(period.comments),
      shares: toNumber(period.shares),
      rate: period.engagementRate,
    };
  });
}

/** A period in words: a day, month or year by its name, a week by when it begins. */
const nameOf = ({ from, unit }: ChartPeriod) =>
  `${unit === 'WEEK' ? 'week from ' : ''}${formatUtcDate(from, unit)}`;

const middleOf = ({ from, until }: ChartPeriod) => new Date((from.getTime() + until.getTime()) / 2);

const FRAME = { marginLeft: 48, marginRight: 12, marginTop: 22 };

/** Interactions by kind, stacked, a bar for each period. */
export function drawInteractions(Plot: PlotLibrary, { periods, width, height }: Chart) {
  const parts = periods.flatMap((period) =>
    INTERACTION_KINDS.map((kind) => ({ ...period, kind, count: period[kind] })),
  );
  return Plot.plot({
    ...FRAME,
    width,
    height,
    x: { ...timeAxis({ periods, width }), axis: null },
    y: { label: '↑ Interactions', grid: true, tickFormat: (count: number) => formatShort(count) },
    color: { domain: [...INTERACTION_KINDS], range: INTERACTION_KINDS.map((kind) => COLORS[kind]) },
    marks: [
      Plot.gridX(timeAxis({ periods, width }).ticks ?? [], { stroke: COLORS.line }),
      Plot.rectY(
        parts,
        Plot.stackY({ x1: 'from', x2: 'until', y: 'count', fill: 'kind', inset: 0.5, rx: 1.5 }),
      ),
      Plot.ruleY([0], { stroke: COLORS.line }),
      Plot.tip(
        periods,
        Plot.pointerX({
          x: middleOf,
          y: ({ likes, comments, shares }: ChartPeriod) => likes + comments + shares,
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: (period: ChartPeriod) =>
            [
              `${nameOf(period)}, ${countOf(period.posts, 'post')}`,
              ...INTERACTION_KINDS.map((kind) => `${kind} ${formatShort(period[kind])}`),
            ].join('\n'),
        }),
      ),
    ],
  });
}

/** The engagement rate of each period; a dot is as large as its views are many. */
export function drawRates(Plot: PlotLibrary, { periods, width, height }: Chart) {
  const measured = periods.filter(({ rate }) => rate !== null);
  return Plot.plot({
    ...FRAME,
    width,
    height,
    x: { ...timeAxis({ periods, width }), grid: true },
    y: { label: '↑ %', grid: true, zero: true, nice: true },
    r: { range: [2, 7] },
    marks: [
      Plot.ruleY([0], { stroke: COLORS.line }),
      Plot.lineY(measured, {
        x: middleOf,
        y: 'rate',
        stroke: COLORS.accent,
        strokeOpacity: 0.5,
        curve: 'monotone-x',
      }),
      Plot.dot(measured, { x: middleOf, y: 'rate', r: 'views', fill: COLORS.accent, stroke: 'var(--card)' }),
      Plot.tip(
        measured,
        Plot.pointerX({
          x: middleOf,
          y: 'rate',
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: (period: ChartPeriod) =>
            `${nameOf(period)}\n${formatRate(period.rate)} of ${formatShort(period.views)} views`,
        }),
      ),
    ],
  });
}
