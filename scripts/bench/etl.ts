import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from './bench-context.ts';
import { BENCH, runCommand, runProgram } from './children.ts';
import { median, percentile, ratio, show } from './figures.ts';
import { writeExport } from './generate-export.ts';
import { ETL, readImportReport, startMarquee, TOP_PERFORMERS } from './marquee.ts';
import { probeSteadily } from './probe.ts';
import { writeValidRows } from './valid-rows.ts';

const PANDAS_ROWS = 100_000;
const PROBES_PER_SECOND = 200;

/** The importer on PostgreSQL beside psql and pandas, its memory, and what readers notice of it. */
export async function measureImporter(bench: Bench): Promise<void> {
  const isWhole = bench.rows === 1_000_000;
  const sizes = isWhole ? [bench.rows, 5 * bench.rows] : [bench.rows];
  if (!isWhole)
    bench.report.skipped.push(
      `imports of 1M and 5M rows: this run takes ${bench.rows.toLocaleString('en-US')}`,
    );
  for (const rows of sizes) {
    const files = { exported: join(bench.folder, 'export.csv'), valid: join(bench.folder, 'valid.copy') };
    bench.tell(`writing an export of ${rows} rows`);
    await writeExport(files.exported, rows);
    await writeValidRows(files.exported, files.valid);
    const rowsPerSecond = await compareWithPsql(bench, rows, files);
    if (rows === sizes[0]) {
      await measureReaders(bench, files.exported);
      await compareWithPandas(bench, rowsPerSecond);
    }
    await rm(files.valid);
  }
}

async function compareWithPsql(
  { postgres, runs, report, tell }: Bench,
  rows: number,
  files: { exported: string; valid: string },
): Promise<number> {
  const hasPsql = spawnSync('psql', ['--version']).status === 0;
  if (!hasPsql) report.skipped.push('psql \\copy: psql is not installed (apt-get install postgresql-client)');
  const imports: number[] = [];
  const tidied: number[] = [];
  const copies: number[] = [];
  const peaks: number[] = [];
  let rate = 0;
  for (let run = 0; run < runs; run++) {
    const url = await postgres.createDatabase('bench_import');
    const ended = await runProgram(ETL, [files.exported, '--json'], { DATABASE_URL: url });
    const outcome = readImportReport(ended.output);
    imports.push(outcome.seconds);
    tidied.push(outcome.tidySeconds);
    peaks.push(ended.peakMegabytes);
    rate = Math.max(rate, outcome.rowsPerSecond);
    await postgres.dropDatabase('bench_import');
    tell(
      `import of ${rows} rows: ${show(outcome.seconds)} s, then ${show(outcome.tidySeconds)} s to tidy up, with the start of the process ${show(ended.seconds)} s, CPU ${show(ended.cpu / 1e6)} s, ${show(ended.peakMegabytes)} MB`,
    );
    if (!hasPsql) continue;
    const bareUrl = await postgres.createDatabase('bench_copy');
    await runCommand('psql', [bareUrl, '-qc', 'create table bare (like post)']);
    const { seconds } = await runCommand('psql', [bareUrl, '-qc', `\\copy bare from '${files.valid}'`]);
    copies.push(seconds);
    await postgres.dropDatabase('bench_copy');
    tell(`psql \\copy of its valid rows: ${show(seconds)} s`);
  }
  const size = `${rows.toLocaleString('en-US')} rows`;
  if (hasPsql) {
    report.figures.push({
      measure: `import, file to published aggregates, ${size}`,
      value: `${show(median(imports))} s`,
      beside: `psql \\copy without indexes: ${show(median(copies))} s`,
      figure: ratio(imports, copies),
      unit: 'times',
      limit: { atMost: 1.5 },
    });
    const whole = imports.map((seconds, run) => seconds + (tidied[run] ?? Number.NaN));
    report.figures.push({
      measure: `the same to the end of tidying up, ${size}`,
      value: `${show(median(whole))} s`,
      beside: `of which after publication: ${show(median(tidied))} s`,
      figure: ratio(whole, copies),
      unit: 'times',
      limit: null,
    });
  }
  report.figures.push({
    measure: `peak resident memory of the importer, ${size}`,
    value: `${show(median(peaks))} MB`,
    beside: '',
    figure: Math.max(...peaks),
    unit: 'MB',
    limit: { atMost: 200 },
  });
  return rows / median(imports);
}

/** Asks for leaderboards at a steady rate, in turn with nothing else going on and while another process imports. */
async function measureReaders({ postgres, runs, report, tell }: Bench, exported: string): Promise<void> {
  const url = await postgres.createDatabase('bench_readers');
  await runProgram(ETL, [exported, '--json', '--source', 'before'], { DATABASE_URL: url });
  const server = await startMarquee({ DATABASE_URL: url });
  let asked = 0;
  const probe = (stop: AbortSignal) =>
    probeSteadily(server.url, {
      perSecond: PROBES_PER_SECOND,
      stop,
      ask: (client) =>
        client.time(TOP_PERFORMERS, { campaignId: `campaign-${String(asked++ % 1_000).padStart(4, '0')}` }),
    });
  const during = async (work: () => Promise<unknown>): Promise<number> => {
    const done = new AbortController();
    const times = probe(done.signal);
    await work().finally(() => done.abort());
    return percentile(await times, 0.99);
  };
  try {
    await during(() => pause(5_000));
    const idle: number[] = [];
    const importing: number[] = [];
    for (let run = 0; run < runs; run++) {
      await postgres.settle('bench_readers');
      idle.push(await during(() => pause(6_000)));
      importing.push(
        await during(() =>
          runProgram(ETL, [exported, '--json', '--source', `during-${run}`], { DATABASE_URL: url }),
        ),
      );
      tell(
        `p99 of topPerformers: idle ${show(idle.at(-1) ?? 0)} ms, during an import ${show(importing.at(-1) ?? 0)} ms`,
      );
    }
    report.figures.push({
      measure: `p99 of topPerformers while another process imports, ${PROBES_PER_SECOND} requests/s`,
      value: `${show(median(importing))} ms`,
      beside: `idle: ${show(median(idle))} ms`,
      figure: ratio(importing, idle),
      unit: 'times',
      limit: { atMost: 3 },
    });
  } finally {
    await server.stop();
    await postgres.dropDatabase('bench_readers');
  }
}

async function compareWithPandas(
  { postgres, folder, runs, report, tell }: Bench,
  rowsPerSecond: number,
): Promise<void> {
  const python = ['/usr/bin/python3', 'python3'].find(
    (command) => spawnSync(command, ['-c', 'import pandas, psycopg2']).status === 0,
  );
  if (python === undefined) {
    report.skipped.push('pandas: not installed (apt-get install python3-pandas python3-psycopg2)');
    return;
  }
  const path = join(folder, 'pandas.csv');
  await writeExport(path, PANDAS_ROWS);
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) {
    const url = await postgres.createDatabase('bench_pandas');
    const { output } = await runCommand(python, [join(BENCH, 'peers', 'pandas_import.py'), path, url]);
    rates.push(PANDAS_ROWS / Number(output));
    tell(`pandas: ${show(rates.at(-1) ?? 0)} rows/s`);
    await postgres.dropDatabase('bench_pandas');
  }
  report.figures.push({
    measure: `import against pandas, read_csv(chunksize=1000) and execute_values, ${PANDAS_ROWS.toLocaleString('en-US')} rows`,
    value: `${show(rowsPerSecond)} rows/s`,
    beside: `pandas: ${show(median(rates))} rows/s`,
    figure: rowsPerSecond / median(rates),
    unit: 'times',
    limit: { atLeast: 20 },
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
