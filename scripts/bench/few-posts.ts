import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from './bench-context.ts';
import { BENCH, runCommand, runProgram } from './children.ts';
import { median, ratio, show } from './figures.ts';
import { FEW_POSTS_EACH, writeExport } from './generate-export.ts';
import { ETL, readImportReport } from './marquee.ts';
import { createPerformances, importPlainly, type PerformanceModel } from './plain-sql.ts';
import { writeValidRows } from './valid-rows.ts';

const PEER_ROWS = 20_000;
const MODELS: readonly PerformanceModel[] = ['SIX_INDEXES', 'TODAY'];

/** The exports of two sources, the second of which adds to what the first brought. */
const SOURCES = ['first', 'next'] as const;

/** An export of most creators posting once or twice in a campaign: beside plain SQL, and beside fast-csv with Prisma. */
export async function measureFewPosts(bench: Bench): Promise<void> {
  const { folder, rows, tell, report } = bench;
  if (spawnSync('psql', ['--version']).status !== 0) {
    report.skipped.push(
      'creators who post once or twice: psql is not installed (apt-get install postgresql-client)',
    );
    return;
  }
  const shape = { ...FEW_POSTS_EACH, influencersOfCampaign: rows / 1_000 };
  const exported = (source: string) => join(folder, `few-${source}.csv`);
  const valid = (source: string) => join(folder, `few-${source}.copy`);
  for (const [index, source] of SOURCES.entries()) {
    tell(`writing an export of ${rows} rows of creators who post once or twice`);
    await writeExport(exported(source), rows, index + 1, shape);
    await writeValidRows(exported(source), valid(source));
  }
  await compareWithPlainSql(bench, rows, { exported, valid });
  await compareWithPrisma(bench);
  for (const source of SOURCES) await Promise.all([rm(exported(source)), rm(valid(source))]);
}

type Seconds = Readonly<Record<(typeof SOURCES)[number], number[]>>;
const noSeconds = (): Seconds => ({ first: [], next: [] });

async function compareWithPlainSql(
  { postgres, runs, report, tell }: Bench,
  rows: number,
  { exported, valid }: { exported(source: string): string; valid(source: string): string },
): Promise<void> {
  const imports = noSeconds();
  const plain = { SIX_INDEXES: noSeconds(), TODAY: noSeconds() };
  const peaks: number[] = [];
  for (let run = 0; run < runs; run++) {
    const url = await postgres.createDatabase('bench_few');
    for (const source of SOURCES) {
      const ended = await runProgram(ETL, [exported(source), '--json'], { DATABASE_URL: url });
      imports[source].push(readImportReport(ended.output).seconds);
      peaks.push(ended.peakMegabytes);
    }
    await postgres.dropDatabase('bench_few');
    for (const model of MODELS) {
      const plainUrl = await postgres.createDatabase('bench_plain');
      await createPerformances(plainUrl, model);
      for (const source of SOURCES)
        plain[model][source].push(await importPlainly(plainUrl, model, valid(source)));
      await postgres.dropDatabase('bench_plain');
    }
    for (const source of SOURCES) {
      const last = [imports, plain.SIX_INDEXES, plain.TODAY].map((times) => show(times[source].at(-1) ?? 0));
      tell(
        `${source} source of creators who post once or twice: ${last[0]} s, plain SQL ${last[1]} s with six indexes, ${last[2]} s as it is kept now`,
      );
    }
  }
  for (const source of SOURCES)
    for (const [model, name, atMost] of [
      ['SIX_INDEXES', 'six indexes a performance', 0.6],
      ['TODAY', 'the tables of today', 1.3],
    ] as const)
      report.figures.push({
        measure: `${source} import of creators who post once or twice, ${rows.toLocaleString('en-US')} rows`,
        value: `${show(median(imports[source]))} s`,
        beside: `plain SQL with ${name}: ${show(median(plain[model][source]))} s`,
        figure: ratio(imports[source], plain[model][source]),
        unit: 'times',
        limit: { atMost },
      });
  report.figures.push({
    measure: 'peak resident memory of the importer, creators who post once or twice',
    value: `${show(median(peaks))} MB`,
    beside: '',
    figure: Math.max(...peaks),
    unit: 'MB',
    limit: { atMost: 200 },
  });
}

/** The rows alone, without a sum: fast-csv ends at the first fault, so the file has none. */
async function compareWithPrisma({ postgres, folder, runs, report, tell }: Bench): Promise<void> {
  const path = join(folder, 'prisma.csv');
  await writeExport(path, PEER_ROWS, 1, {
    ...FEW_POSTS_EACH,
    influencersOfCampaign: PEER_ROWS / 1_000,
    malformedShare: 0,
  });
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run < runs; run++) {
    const url = await postgres.createDatabase('bench_prisma');
    const { output } = await runProgram(ETL, [path, '--json'], { DATABASE_URL: url });
    ours.push(readImportReport(output).seconds);
    await postgres.dropDatabase('bench_prisma');
    const peerUrl = await postgres.createDatabase('bench_prisma');
    const peer = await runCommand(process.execPath, [
      '--import',
      'tsx',
      join(BENCH, 'peers', 'prisma-import.ts'),
      path,
      peerUrl,
    ]);
    theirs.push(Number(peer.output));
    await postgres.dropDatabase('bench_prisma');
    tell(
      `${PEER_ROWS} rows: ${show(ours.at(-1) ?? 0)} s, fast-csv with createMany ${show(theirs.at(-1) ?? 0)} s`,
    );
  }
  report.figures.push({
    measure: `import against fast-csv and Prisma's createMany, ${PEER_ROWS.toLocaleString('en-US')} rows`,
    value: `${show(PEER_ROWS / median(ours))} rows/s`,
    beside: `fast-csv and createMany, rows alone: ${show(PEER_ROWS / median(theirs))} rows/s`,
    figure: ratio(theirs, ours),
    unit: 'times',
    limit: null,
  });
}
