import { cpus, loadavg, totalmem } from 'node:os';

/** One line of the table: a measured figure beside what it must keep to. */
export interface Figure {
  readonly measure: string;
  /** What was measured, with its unit. */
  readonly value: string;
  /** What it was measured beside, with its unit. */
  readonly beside: string;
  /** The two in relation, or the value itself where the limit is absolute. */
  readonly figure: number;
  readonly unit: 'times' | 'MB' | 'ms' | 'rows/s';
  /** null: told for what it is. */
  readonly limit: { readonly atMost: number } | { readonly atLeast: number } | null;
}

export interface Report {
  readonly figures: Figure[];
  /** What was not measured, and why. */
  readonly skipped: string[];
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value that so large a share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** null where there is no limit. */
export function isMet({ figure, limit }: Figure): boolean | null {
  if (limit === null) return null;
  return 'atMost' in limit ? figure <= limit.atMost : figure >= limit.atLeast;
}

/** The figures as a Markdown table, with the machine that they were measured on. */
export function printReport({ figures, skipped }: Report, versions: readonly string[]): string {
  const lines = [
    `Node ${process.versions.node}, ${versions.join(', ')}; ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; load average ${loadavg()[0]?.toFixed(1)} at the end.`,
    '',
    '| measure | Marquee | beside | figure | limit | met |',
    '|---|---|---|---|---|---|',
    ...figures.map((figure) => {
      const { measure, value, beside, unit } = figure;
      return `| ${measure} | ${value} | ${beside} | ${show(figure.figure)} ${unit} | ${describeLimit(figure)} | ${describeMet(figure)} |`;
    }),
    ...(skipped.length === 0 ? [] : ['', 'Skipped:', ...skipped.map((what) => `- ${what}`)]),
  ];
  return lines.join('\n');
}

function describeLimit({ limit, unit }: Figure): string {
  if (limit === null) return '';
  return 'atMost' in limit
    ? `at most ${show(limit.atMost)} ${unit}`
    : `at least ${show(limit.atLeast)} ${unit}`;
}

function describeMet(figure: Figure): string {
  const met = isMet(figure);
  if (met === null) return '';
  return met ? 'yes' : 'no';
}

export function show(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The median of each run's own ratio. */
export function ratio(times: readonly number[], others: readonly number[]): number {
  return median(times.map((time, run) => time / (others[run] ?? Number.NaN)));
}
