import { cpus, loadavg, totalmem } from 'node:os';
import { show } from '../bench/figures.ts';
import { describeGrowth } from './growth.ts';
import type { Samples } from './samples.ts';
import type { Tally } from './tally.ts';

export interface Soak {
  readonly seconds: number;
  readonly seed: number;
  readonly version: string;
  readonly tally: Tally;
  readonly samples: Samples;
}

/** The tables of a soak as Markdown, and whether it failed. What grows without bound is added to the failures. */
export function reportSoak({ seconds, seed, version, tally, samples }: Soak): {
  text: string;
  isFailed: boolean;
} {
  const growths = [...samples.series].map(([name, series]) => describeGrowth(name, series, seconds));
  for (const { name, anHour = 0 } of growths.filter(({ isUnbounded }) => isUnbounded))
    tally.fail(`${name} grows without bound`, `${show(anHour)} an hour`);
  const answered = [...tally.latencies.values()].reduce((sum, { count }) => sum + Number(count), 0);
  const text = [
    `${show(seconds / 60)} minutes, seed ${seed}, ${answered.toLocaleString('en-US')} answers; Node ${process.versions.node}, ${version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, load average ${loadavg()[0]?.toFixed(1)} at the end.`,
    table(
      ['growth', 'at first', 'half way', 'at the end', 'highest', 'an hour, by the second half', 'limit'],
      growths
        .toSorted((left, right) => left.name.localeCompare(right.name))
        .map(({ name, first, middle, last, highest, anHour, limit }) => [
          name,
          ...[first, middle, last, highest].map(signed),
          anHour === undefined ? '' : signed(anHour),
          limit === undefined ? '' : show(limit),
        ]),
    ),
    table(
      ['operation', 'answers', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
      [...tally.latencies].map(([operation, histogram]) => [
        operation,
        String(histogram.count),
        ...[50, 95, 99].map((share) => show(histogram.percentile(share) / 1_000)),
        show(histogram.max / 1_000),
      ]),
    ),
    table(['what happened', 'times'], rowsOf(tally.notes)),
    table(['error that the soak brought about', 'times', 'the first'], rowsOf(tally.excused, true)),
    table(['FAILURE', 'times', 'the first'], rowsOf(tally.failures, true)),
  ];
  return { text: text.filter((part) => part !== '').join('\n\n'), isFailed: tally.failures.size > 0 };
}

function rowsOf(rows: Tally['notes'], withMessage = false): string[][] {
  return [...rows]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([what, { count, message }]) => [what, String(count), ...(withMessage ? [clean(message)] : [])]);
}

function clean(message = ''): string {
  return message.replace(/\s+/g, ' ').replaceAll('|', '/').slice(0, 300);
}

function signed(value: number): string {
  return value < 0 ? `-${show(-value)}` : show(value);
}

/** Nothing where there are no rows. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
