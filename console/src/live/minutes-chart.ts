import type uPlot from 'uplot';
import { readColor } from '../charts/colors.ts';
import type { UplotDesign } from '../charts/uplot-figure.tsx';
import { countOf, formatShort } from '../format/numbers.ts';
import { formatMinute } from '../format/times.ts';
import { MINUTE, type Minute } from './minutes.ts';

export type MinuteField = 'views' | 'interactions';

const COLOR_OF = { views: 'accent', interactions: 'lamp' } as const;

/** How often a time stands below the chart, in minutes: each takes about 70 pixels. */
const STEPS = [5, 10, 15, 20, 30];
const LABEL_WIDTH = 70;
const LEFT = 48;
const RIGHT = 24;

/** How far apart the lines of the scale may be: 1, 2 and 5, each with any number of zeros, for there are no halves to count. */
const INTERVALS = Array.from({ length: 16 }, (_, zeros) => [1, 2, 5].map((digit) => digit * 10 ** zeros));

interface Chart {
  readonly field: MinuteField;
  readonly stage: HTMLElement;
  /** Called with the place of the minute that is pointed at here or in the other chart, or without one. */
  onPoint(index: number | undefined): void;
}

/** A bar for each minute, centred on it; the one that has begun is paler. Charts of minutes share a cursor. */
export function designMinutes(library: typeof uPlot, { field, stage, onPoint }: Chart): UplotDesign {
  const font = `12px ${getComputedStyle(stage).fontFamily}`;
  const quiet = () => readColor(stage, 'quiet');
  const bars = library.paths.bars?.({
    size: [1],
    gap: 1.5,
    radius: 0.2,
    disp: { fill: { unit: 3, values: (chart) => colorBars(chart, readColor(stage, COLOR_OF[field])) } },
  });
  const line = { stroke: () => readColor(stage, 'line'), width: 1 };
  return {
    ms: 1,
    padding: [12, RIGHT, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: false, y: false },
      sync: { key: 'live-minutes' },
    },
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
    scales: {
      x: {
        range: ({ data: [middles] }) => [
          (middles?.[0] ?? 0) - MINUTE / 2,
          (middles?.at(-1) ?? 0) + MINUTE / 2,
        ],
      },
      y: { range: { min: { soft: 0, mode: 1 }, max: { soft: 1, mode: 1, pad: 0.05 } } },
    },
    axes: [
      {
        font,
        stroke: quiet,
        size: 28,
        grid: { show: false },
        ticks: { show: false },
        border: { show: true, ...line },
        splits: ({ width }, _axis, from, until) => findTimes(from, until, width - LEFT - RIGHT),
        values: (_chart, times) => times.map((time) => formatMinute(new Date(time))),
      },
      {
        font,
        stroke: quiet,
        size: LEFT,
        space: 28,
        grid: line,
        ticks: { show: false },
        incrs: INTERVALS.flat(),
        values: (_chart, counts) => counts.map(formatShort),
      },
    ],
    series: [
      {},
      {
        width: 0,
        ...(bars && { paths: bars }),
        points: { show: false },
      },
    ],
  };
}

function colorBars({ data }: uPlot, color: string): string[] {
  const length = data[0]?.length ?? 0;
  const paler = `color-mix(in srgb, ${color} 45%, transparent)`;
  return Array.from({ length }, (_, index) => (index === length - 1 ? paler : color));
}

/** The times that stand below a chart of so many pixels: full minutes by the clock on the wall. */
function findTimes(from: number, until: number, width: number): number[] {
  const minutes = Math.round((until - from) / MINUTE);
  const step = STEPS.find((each) => (minutes / each) * LABEL_WIDTH < width) ?? 30;
  return Array.from({ length: minutes + 1 }, (_, index) => from + index * MINUTE).filter(
    (time) => new Date(time).getMinutes() % step === 0,
  );
}

/** What uPlot draws: the middle of each minute, and its count. */
export function toChartData(minutes: readonly Minute[], field: MinuteField): [number[], number[]] {
  return [minutes.map(({ from }) => from.getTime() + MINUTE / 2), minutes.map((minute) => minute[field])];
}

/** What is said of one minute: of the one that is pointed at, or of the one that has begun. */
export function describeMinute(
  minutes: readonly Minute[],
  field: MinuteField,
  index = minutes.length - 1,
): string {
  const minute = minutes[index];
  if (minute === undefined) return '';
  const isLatest = index === minutes.length - 1;
  return `${formatMinute(minute.from)}${isLatest ? ', so far' : ''}: ${countOf(minute[field], field.slice(0, -1))}`;
}

/** The chart in a sentence. */
export function describeMinutes(minutes: readonly Minute[], field: MinuteField): string {
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
