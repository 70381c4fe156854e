import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run test:clients`: GraphQL clients against a server that is started for them. They have packages of their own, which are
 * installed where they are missing or older than their lockfile; the server's stay few. Ends with 1 at the first step that fails.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CLIENTS = join(ROOT, 'test/clients');

const STEPS: readonly (readonly [name: string, folder: string, command: string, ...rest: string[]])[] = [
  ...(isInstalled()
    ? []
    : [['install', CLIENTS, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'] as const]),
  ['compile for Relay', join(CLIENTS, 'relay'), clientProgram('relay-compiler'), 'relay.config.json'],
  // Not part of `npm run types`, which needs none of these packages.
  ['types', CLIENTS, program('tsc')],
  ['run', CLIENTS, program('vitest'), 'run', ...process.argv.slice(2)],
];

for (const [name, folder, command, ...rest] of STEPS) {
  console.log(`\n== ${name}`);
  const { status, error } = spawnSync(command, rest, { cwd: folder, stdio: 'inherit' });
  if (error !== undefined) console.error(`${command} cannot be started: ${error.message}`);
  if (status !== 0) process.exit(1);
}

/** npm writes down what it installed when it is done. */
function isInstalled(): boolean {
  const installed = join(CLIENTS, 'node_modules/.package-lock.json');
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(CLIENTS, 'package-lock.json')).mtimeMs
  );
}

function program(name: string): string {
  return join(ROOT, 'node_modules/.bin', name);
}

function clientProgram(name: string): string {
  return join(CLIENTS, 'node_modules/.bin', name);
}
