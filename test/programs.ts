import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { openPglite } from '../src/platform/storage/embedded/pglite.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once a line on standard output or error matches. */
  says(pattern: RegExp): Promise<string>;
}

/** Makes a data folder with every migration and nothing else: initializing one anew takes seconds. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-data-'));
  const database = await openPglite(join(dataDir, 'postgres'), {
    snapshot: await openAsBlob(inject('pgliteSnapshot')),
  });
  await database.close();
  return dataDir;
}

/** What `npm start` and `npm run etl` run. */
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': ['dist/src/main.js'],
  'scripts/etl.ts': ['dist/scripts/etl.js'],
};

/** Starts a program of this repository as its user would. Its standard input stays open until it is ended. */
export function startProgram(
  program: `scripts/${'etl' | 'backup' | 'restore' | 'move' | 'brief' | 'evaluate'}.ts` | 'src/main.ts',
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): RunningProgram {
  const { PATH } = process.env;
  // The server and the importer are compiled before any test: see test/programs.setup.ts.
  const runs = COMPILED[program] ?? ['--import', 'tsx', program];
  const child = spawn(process.execPath, [...runs, ...args], {
    cwd: ROOT,
    env: {
      ...(PATH === undefined ? {} : { PATH }),
      NODE_ENV: 'test',
      HOST: '127.0.0.1',
      PORT: '0',
      ...settings,
    },
  });
  // A program that ends before it has read its input is what some of the tests are about.
  child.stdin.on('error', () => undefined);
  const closed = once(child, 'close');
  const ended = Promise.all([text(child.stdout), text(child.stderr), closed]).then(
    ([stdout, stderr, [code]]) => ({
      code,
      stdout,
      stderr,
    }),
  );
  return {
    child,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        for (const stream of [child.stdout, child.stderr]) {
          createInterface({ input: stream }).on('line', (line) => pattern.test(line) && resolve(line));
        }
        ended.then((end) => reject(new Error(`it ended without saying ${pattern}: ${JSON.stringify(end)}`)));
      }),
  };
}

/** Runs the ETL to its end, with `input` on its standard input. */
export async function runEtl(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input: string | Buffer = '',
): Promise<Ended> {
  const { child, ended } = startProgram('scripts/etl.ts', args, settings);
  child.stdin?.end(input);
  return ended;
}

/** Starts the server, and resolves once it listens. */
export async function startServer(
  settings: Readonly<Record<string, string>>,
): Promise<RunningProgram & { readonly url: string }> {
  const server = startProgram('src/main.ts', [], settings);
  const line = await server.says(/serving GraphQL on/);
  const url = /http:\/\/[\d.:]+/.exec(line)?.[0];
  if (url === undefined) throw new Error(`no address in ${line}`);
  return { ...server, url };
}
