import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChangeIn } from './newest-change.ts';

/**
 * Builds the web page into console/dist, where the server finds it, and beside it the script of the playground's page; with --if-stale, only where a source is newer.
 * `npm install` runs it so: `npm start` then shows the page without a further step. Where only what runs in production
 * is installed there is nothing to build with, and the page comes with the compiled server.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CONSOLE = join(ROOT, 'console');
const BUILT = join(CONSOLE, 'dist/index.html');
/** Beside the page's own files what it takes of the server's: the rules of platforms and the categories of products. */
const SOURCES = [
  'src',
  'index.html',
  'vite.config.ts',
  'compress-assets.ts',
  '../data/trends.json',
  '../src/capabilities/briefs/checks',
];

const isWanted = !process.argv.includes('--if-stale') || isStale();
if (isWanted && isInstalled('vite')) {
  // Of a test that builds, React would take its NODE_ENV and be the slow one of development.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ root: CONSOLE, logLevel: 'warn' });
  await build({
    root: CONSOLE,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'es2022',
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: {
        entry: 'src/playground/sign-requests.ts',
        formats: ['iife'],
        name: 'signRequests',
        fileName: () => 'playground.js',
      },
    },
  });
}

function isInstalled(name: string): boolean {
  return existsSync(join(ROOT, 'node_modules', name));
}

function isStale(): boolean {
  if (!existsSync(CONSOLE)) return false;
  if (!existsSync(BUILT)) return true;
  const built = newestChangeIn(BUILT);
  return SOURCES.some((source) => newestChangeIn(join(CONSOLE, source)) > built);
}
