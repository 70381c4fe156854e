import { COLORS } from '../charts/colors.ts';
import { countOf, formatShort } from '../format/numbers.ts';
import { formatMinute } from '../format/times.ts';
import type { Minute } from './minutes.ts';

type PlotLibrary = typeof import('@observablehq/plot');

interface Chart {
  readonly minutes: readonly Minute[];
  readonly field: 'views' | 'interactions';
  readonly width: number;
  readonly height: number;
}

const COLOR_OF = { views: COLORS.accent, interactions: COLORS.lamp };

/** How often a time stands below the chart, in minutes: each takes about 70 pixels. */
const STEPS = [5, 10, 15, 20, 30];
const LABEL_WIDTH = 70;

/** A count for each minute; the one that has begun is paler. */
export function drawMinutes(Plot: PlotLibrary, { minutes, field, width, height }: Chart) {
  const highest = Math.max(1, ...minutes.map((minute) => minute[field]));
  const latest = minutes.at(-1);
  const step = STEPS.find((each) => (minutes.length / each) * LABEL_WIDTH < width - 60) ?? 30;
  return Plot.plot({
    width,
    height,
    marginLeft: 48,
    marginRight: 12,
    marginTop: 14,
    x: {
      type: 'time',
      label: null,
      domain: [minutes[0]?.from ?? 0, latest?.until ?? 0],
      ticks: minutes.map(({ from }) => from).filter((from) => from.getMinutes() % step === 0),
      tickFormat: formatMinute,
    },
    y: {
      label: null,
      grid: true,
      domain: [0, highest],
      nice: true,
      ticks: Math.min(4, highest),
      tickFormat: (count: number) => (Number.isInteger(count) ? formatShort(count) : ''),
    },
    marks: [
      Plot.rectY(minutes, {
        x1: 'from',
        x2: 'until',
        y: field,
        fill: COLOR_OF[field],
        fillOpacity: (minute: Minute) => (minute === latest ? 0.45 : 1),
        insetLeft: 0.75,
        insetRight: 0.75,
        rx: 1.5,
      }),
      Plot.ruleY([0], { stroke: COLORS.line }),
      Plot.tip(
        minutes,
        Plot.pointerX({
          x: ({ from, until }: Minute) => new Date((from.getTime() + until.getTime()) / 2),
          y: field,
          fill: 'var(--card)',
          stroke: 'var(--line)',
          title: (minute: Minute) =>
            `${formatMinute(minute.from)}${minute === latest ? ', so far' : ''}\n${countOf(minute[field], field.slice(0, -1))}`,
        }),
      ),
    ],
  });
}

/** The chart in a sentence. */
export function describeMinutes(minutes: readonly Minute[], field: Chart['field']): string {
  const sum = minutes.reduce((total, minute) => total + minute[field], 0);
  const most = minutes.reduce<Minute | undefined>(
    (best, minute) => (best === undefined || minute[field] > best[field] ? minute : best),
    undefined,
  );
  const counted = countOf(sum, field.slice(0, -1));
  return most === undefined || sum === 0
    ? `${counted} in the last hour`
    : `${counted} in the last hour by minute, most at ${formatMinute(most.from)}, ${countOf(most[field], field.slice(0, -1))}`;
}
