import { clearLine, cursorTo } from 'node:readline';
import { SingleBar } from 'cli-progress';
import {
  type ColumnUse,
  columnReference,
  type ImportOutcome,
  type ImportProgress,
  REJECTS_COLUMNS,
  type RejectionExample,
} from '../../src/capabilities/imports/contract.ts';
import type { CallerError } from '../../src/errors.ts';

/** The output of the command. */
export interface Report {
  begin(source: string, bytes: number | null): void;
  progress(progress: ImportProgress): void;
  tell(sentence: string): void;
  end(outcome: ImportOutcome, rejectsPath: string | undefined): void;
  /** A file that could not be used. */
  fail(path: string, error: CallerError, isOneOfSeveral: boolean): void;
  /** Removes the progress bar, for an import that failed. */
  close(): void;
}

const HEADLINES: Readonly<Record<ImportOutcome['status'], string>> = {
  PUBLISHED: 'published',
  UNCHANGED: 'unchanged',
  REJECTED: 'not published',
  CHECKED: 'checked, nothing was changed',
};

/** A progress bar on standard error if that is a terminal; a summary or one JSON object per file on standard output. */
export function createReport({ isJson, isTerminal }: { isJson: boolean; isTerminal: boolean }): Report {
  let bar: SingleBar | undefined;
  let startedAt = 0;
  const close = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(source, bytes) {
      if (!isTerminal || isJson) return;
      const share = bytes === null ? '' : ' {bar} {percentage}% | {eta_formatted} left |';
      bar = new SingleBar({
        format: `${source}${share} {rows} rows | {rowsPerSecond} rows/s | {rejected} rejected`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
      });
      startedAt = performance.now();
      bar.start(bytes ?? 0, 0, { rows: '0', rowsPerSecond: '0', rejected: '0' });
    },
    progress({ read, rejected, bytes }) {
      const seconds = (performance.now() - startedAt) / 1_000;
      bar?.update(bytes, {
        rows: formatCount(read),
        rowsPerSecond: formatCount(Math.round(read / Math.max(seconds, 0.001))),
        rejected: formatCount(rejected),
      });
    },
    tell(sentence) {
      if (bar !== undefined) {
        // The bar redraws itself below.
        cursorTo(process.stderr, 0);
        clearLine(process.stderr, 0);
      }
      console.error(sentence);
    },
    close,
    fail(path, { code, message }, isOneOfSeveral) {
      close();
      if (isJson) console.log(JSON.stringify({ file: path, status: 'FAILED', code, message }));
      else console.error(isOneOfSeveral && !message.includes(path) ? `${path}: ${message}` : message);
    },
    end(outcome, rejectsPath) {
      close();
      console.log(isJson ? JSON.stringify(outcome) : summarize(outcome, rejectsPath));
    },
  };
}

function summarize(outcome: ImportOutcome, rejectsPath: string | undefined): string {
  const { source, status, code, message, read, loaded, rejected, superseded } = outcome;
  const { seconds, tidySeconds, rowsPerSecond } = outcome;
  const tidied = tidySeconds > 0 ? `, then ${tidySeconds.toFixed(2)} s for cleanup` : '';
  const codes = Object.entries(outcome.rejectedByCode)
    .sort(([, left], [, right]) => right - left)
    .flatMap(([code, rows]) => [
      `             ${formatCount(rows).padStart(12)} ${code}`,
      ...describeExample(outcome.examples.find((example) => example.code === code)),
    ]);
  return [
    `${source}: ${HEADLINES[status]}${code === null ? '' : ` (${code})`}${message === null ? '' : `. ${message}`}`,
    `  read       ${formatCount(read).padStart(12)} rows in ${seconds.toFixed(2)} s (${formatCount(rowsPerSecond)} rows/s)${tidied}`,
    `  loaded     ${formatCount(loaded).padStart(12)}`,
    `  superseded ${formatCount(superseded).padStart(12)}${superseded > 0 ? ' by a later row of the file with the same platform and post id' : ''}`,
    `  rejected   ${formatCount(rejected).padStart(12)}`,
    ...codes,
    ...(outcome.overlapping > 0
      ? [
          `  overlapping${formatCount(outcome.overlapping).padStart(11)} posts that other sources have too: theirs do not count now (--posts sum adds them up)`,
        ]
      : []),
    ...describeColumns(outcome.columns),
    ...(rejected > 0 ? [`  ${describeRejects(rejectsPath)}`] : []),
  ].join('\n');
}

function describeRejects(path: string | undefined): string {
  return path === undefined
    ? '--rejects FILE writes the rejected rows, ready to mend and to import.'
    : `The rejected rows are in ${path}. Mend them, and import that file.`;
}

function describeExample(example: RejectionExample | undefined): string[] {
  if (example === undefined) return [];
  const { line, column, message, advice } = example;
  const place = column === null ? `line ${line}` : `line ${line}, ${nameOf(column)}`;
  const indent = ' '.repeat(26);
  return [
    `${indent}${place}: ${message}`,
    ...(advice === null ? [] : [`${indent}${advice.sentence}: try ${advice.option}`]),
  ];
}

/** Which column became what, and which are not used. */
function describeColumns(columns: readonly ColumnUse[]): string[] {
  const read = columns.flatMap(({ name, field, numberFormat }) =>
    field === null
      ? []
      : [`${field} from ${nameOf(name)}${numberFormat === null ? '' : ` (numbers: ${numberFormat})`}`],
  );
  const header = columns.map(({ name }) => name);
  const unused = columns.flatMap(({ name, field, nearest }, column) => {
    // A file of rejected rows has more columns than its own.
    if (field !== null || REJECTS_COLUMNS.some((added) => added === name)) return [];
    const near = `(near ${nearest}: --map ${nearest}=${columnReference(header, column)})`;
    return [nearest === null ? nameOf(name) : `${nameOf(name)} ${near}`];
  });
  return [
    ...(read.length === 0 ? [] : [`  columns    ${read.join(', ')}`]),
    ...(unused.length === 0 ? [] : [`  not used   ${unused.join(', ')}`]),
  ];
}

/** On one line, and short. */
function nameOf(column: string): string {
  const name = column.trim().replace(/\s+/g, ' ');
  return name === '' ? '(no name)' : name.slice(0, 60);
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
