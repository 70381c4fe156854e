import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { measureAttacks } from './attacks.ts';
import type { Bench } from './bench-context.ts';
import { BENCH } from './children.ts';
import { measureEmbedded } from './embedded.ts';
import { measureImporter } from './etl.ts';
import { measureFewPosts } from './few-posts.ts';
import { printReport, type Report } from './figures.ts';
import { measureFilter } from './filter.ts';
import { measureReadPath } from './graphql.ts';
import { measureLive } from './live.ts';
import { startPostgres } from './postgres.ts';
import { measureReads } from './reads.ts';

const SUITES = ['etl', 'graphql', 'filter', 'reads', 'live', 'attacks'] as const;

const program = new Command('npm run bench --')
  .description(
    'Measures the importer and the read path beside their peers, and health checks under attack, on this machine, and prints a table.',
  )
  .argument('[suite]', `one of ${SUITES.join(', ')}; without it, all`)
  .option('--quick', 'a shorter run with smaller files: for a look, not for the record', false)
  .option('--rows <number>', 'how many rows the exports have that are imported', Number)
  .option('--runs <number>', 'how many runs a median is taken of', Number)
  .option('--millions <number>', 'how many million posts the reads are measured over', Number, 10)
  .parse();

const [suite] = program.args;
if (suite !== undefined && !SUITES.some((known) => known === suite)) {
  program.error(`There is no suite ${suite}: name one of ${SUITES.join(', ')}.`);
}
const options = program.opts<{ quick: boolean; millions: number; rows?: number; runs?: number }>();
const { quick: isQuick, millions } = options;
const report: Report = { figures: [], skipped: [] };
const folder = await mkdtemp(join(tmpdir(), 'marquee-bench-files-'));
const postgres = await startPostgres();
const stop = async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
};
process.once('SIGINT', () => void stop().finally(() => process.exit(130)));
try {
  const bench: Bench = {
    postgres,
    folder,
    isQuick,
    rows: options.rows ?? (isQuick ? 200_000 : 1_000_000),
    runs: options.runs ?? (isQuick ? 3 : 5),
    hasPeers: installPeers(report),
    report,
    tell: (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`),
  };
  const takes = (name: (typeof SUITES)[number]) => suite === undefined || suite === name;
  if (takes('etl')) {
    await measureImporter(bench);
    await measureFewPosts(bench);
    await measureEmbedded(bench);
  }
  if (takes('graphql')) await measureReadPath(bench);
  if (takes('filter')) await measureFilter(bench);
  if (takes('reads')) await measureReads(bench, millions);
  if (takes('live')) await measureLive(bench);
  if (takes('attacks')) await measureAttacks(bench);
  console.log(printReport(report, [postgres.version]));
} finally {
  await stop();
}

/** The peers are packages of their own: the product does not depend on them. */
function installPeers(report: Report): boolean {
  if (existsSync(join(BENCH, 'node_modules', 'mercurius'))) return true;
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: BENCH,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  if (npm.status === 0) return true;
  report.skipped.push('mercurius: npm could not install it (is the registry reachable?)');
  return false;
}
