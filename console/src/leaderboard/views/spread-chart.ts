import { endOfBulk } from '../../charts/bulk.ts';
import { COLORS } from '../../charts/colors.ts';
import { formatCount, formatRate, formatShort } from '../../format/numbers.ts';
import type { Standing } from './standing.ts';

type PlotLibrary = typeof import('@observablehq/plot');

export interface SpreadDot {
  readonly influencerId: string;
  readonly views: number;
  /** Percent of views. */
  readonly rate: number;
  readonly confident: number;
  readonly standing: Standing;
}

interface SpreadChart {
  readonly dots: readonly SpreadDot[];
  /** The engagement rate of the whole campaign. */
  readonly campaignRate: number;
  readonly width: number;
  readonly height: number;
}

const MOST_NAMES = 7;
/** About how much room a letter and a line of a name take, in pixels. */
const NAME_LETTER = 8;
const NAME_HEIGHT = 18;
const FUNNEL_STEPS = 60;
const Z = 1.96;

/**
 * A funnel plot: around the campaign's rate, what chance alone would spread the rates of so many views over. Whoever
 * stands above the funnel is good; within it, it may be luck.
 */
export function drawSpread(Plot: PlotLibrary, { dots, campaignRate, width, height }: SpreadChart) {
  const views = dots.map((dot) => dot.views);
  const funnel = makeFunnel(Math.min(...views), Math.max(...views), campaignRate);
  const scale = chooseScale(dots, campaignRate);
  const isBeyond = ({ rate }: SpreadDot) => rate > scale;
  const named = chooseNames(
    dots.filter((dot) => !isBeyond(dot)),
    { width, height, highest: scale },
  );
  return Plot.plot({
    width,
    height,
    marginLeft: 44,
    marginRight: 20,
    marginBottom: 42,
    marginTop: 24,
    x: {
      type: 'log',
      label: 'Views →',
      tickFormat: (count: number) => formatShort(count),
      ticks: width < 500 ? 4 : 8,
    },
    y: {
      type: 'pow',
      exponent: 0.5,
      label: '↑ Engagement rate, % of views',
      domain: [0, scale],
      clamp: true,
      ticks: [0, 1, 2, 5, 10, 20, 30, 50, 75, 100].filter((tick) => tick <= scale),
      grid: true,
    },
    marks: [
      Plot.areaY(funnel, { x: 'views', y1: 'low', y2: 'high', fill: COLORS.lamp, fillOpacity: 0.16 }),
      Plot.ruleY([campaignRate], { stroke: COLORS.ink, strokeDasharray: '3 4' }),
      Plot.text([campaignRate], {
        y: campaignRate,
        frameAnchor: 'left',
        textAnchor: 'start',
        dx: 6,
        dy: -9,
        fill: COLORS.ink,
        stroke: 'var(--card)',
        strokeWidth: 4,
        text: () => `the campaign, ${formatRate(campaignRate)}`,
      }),
      Plot.dot(dots, {
        x: 'views',
        y: 'rate',
        r: 3.6,
        filter: (dot: SpreadDot) => dot.standing !== 'good' && !isBeyond(dot),
        stroke: ({ standing }: SpreadDot) => (standing === 'lucky' ? COLORS.lucky : COLORS.below),
        strokeOpacity: ({ standing }: SpreadDot) => (standing === 'lucky' ? 1 : 0.55),
        strokeWidth: 1.4,
      }),
      Plot.dot(dots, {
        x: 'views',
        y: 'rate',
        r: 4.2,
        filter: (dot: SpreadDot) => dot.standing === 'good' && !isBeyond(dot),
        fill: COLORS.good,
        fillOpacity: 0.8,
        stroke: 'var(--card)',
        strokeWidth: 0.8,
      }),
      // Beyond the scale: at its end, as an arrow.
      Plot.dot(dots, {
        filter: isBeyond,
        x: 'views',
        y: 'rate',
        symbol: 'triangle',
        r: 5,
        fill: ({ standing }: SpreadDot) => COLORS[standing],
      }),
      Plot.text(named, {
        x: 'views',
        y: 'rate',
        text: 'influencerId',
        dy: -11,
        fill: COLORS.ink,
        stroke: 'var(--card)',
        strokeWidth: 4,
        fontWeight: 600,
      }),
      Plot.tip(
        dots,
        Plot.pointer({
          x: 'views',
          y: 'rate',
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: (dot: SpreadDot) =>
            `${dot.influencerId}\n${formatRate(dot.rate)}, at least ${formatRate(dot.confident)}\n${formatCount(dot.views)} views`,
        }),
      ),
    ],
  });
}

/** Where the scale of the rates ends, in percent: whoever has more is drawn at its end. */
export function chooseScale(dots: readonly SpreadDot[], campaignRate: number): number {
  return Math.max(endOfBulk(dots.map(({ rate }) => rate)), campaignRate) * 1.05;
}

/** The best whose names have room beside each other. */
function chooseNames(
  dots: readonly SpreadDot[],
  { width, height, highest }: { readonly width: number; readonly height: number; readonly highest: number },
): SpreadDot[] {
  const most = Math.max(...dots.map(({ views }) => views));
  const least = Math.min(...dots.map(({ views }) => views));
  const across = Math.log(most / least) || 1;
  const positionOf = ({ views, rate }: SpreadDot) => ({
    x: (Math.log(views / least) / across) * width,
    y: Math.sqrt(rate / highest) * height,
  });
  const best = dots
    .filter(({ standing }) => standing === 'good')
    .sort((left, right) => right.confident - left.confident);
  const named: SpreadDot[] = [];
  for (const dot of best) {
    if (named.length === (width < 500 ? 3 : MOST_NAMES)) break;
    const { x, y } = positionOf(dot);
    const room = NAME_LETTER * dot.influencerId.length;
    const isFree = named.every((other) => {
      const position = positionOf(other);
      return Math.abs(position.y - y) > NAME_HEIGHT || Math.abs(position.x - x) > room;
    });
    if (isFree && x > room / 2 && x < width - room / 2) named.push(dot);
  }
  return named;
}

function makeFunnel(least: number, most: number, campaignRate: number) {
  const share = campaignRate / 100;
  return Array.from({ length: FUNNEL_STEPS + 1 }, (_, step) => {
    const views = least * (most / least) ** (step / FUNNEL_STEPS);
    const half = 100 * Z * Math.sqrt((share * (1 - share)) / views);
    return { views, low: Math.max(0, campaignRate - half), high: Math.min(100, campaignRate + half) };
  });
}
