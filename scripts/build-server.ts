import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChangeIn } from './newest-change.ts';

/**
 * Compiles the server into dist/ where a source is newer than what is there, without checking its types: `npm install`,
 * `npm start` and `npm run etl` run it, and what is compiled holds 40 to 60 MB less than one that carries a compiler. Where only what runs
 * in production is installed there is nothing to compile with, and dist/ comes from elsewhere.
 *
 * The folder is made anew: a migration of another branch that stayed in it would be applied.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DIST = join(ROOT, 'dist');
const BUILT = join(DIST, 'built');
/** What the server and the importer are made of; other commands run from their sources. */
const SOURCES = [
  'src',
  'scripts/etl.ts',
  'scripts/etl',
  'prisma/migrations',
  'data',
  'console/dist',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc');

if (existsSync(COMPILER) && existsSync(join(ROOT, 'src'))) {
  if (isStale()) build();
} else if (!existsSync(join(DIST, 'src/main.js'))) {
  console.error(
    'There is no compiled server in dist/, and no TypeScript to compile it with. Install with development packages (npm install), or run npm run dev.',
  );
  process.exit(1);
}

function build(): void {
  // Not there after an installation without scripts.
  if (!existsSync(join(ROOT, 'console/dist'))) run('--import', 'tsx', 'scripts/build-console.ts');
  rmSync(DIST, { recursive: true, force: true });
  run(COMPILER, '-p', 'tsconfig.build.json', '--noCheck');
  run('--import', 'tsx', 'scripts/copy-assets.ts');
  writeFileSync(BUILT, new Date().toISOString());
}

function run(...parameters: readonly string[]): void {
  const { status } = spawnSync(process.execPath, parameters, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function isStale(): boolean {
  if (!existsSync(BUILT)) return true;
  const built = newestChangeIn(BUILT);
  return SOURCES.map((source) => join(ROOT, source)).some(
    (source) => existsSync(source) && newestChangeIn(source) > built,
  );
}
