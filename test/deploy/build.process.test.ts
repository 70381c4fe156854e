import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from './manifests.ts';

let folder = '';

beforeAll(() => {
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, 'build-'));
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  // As npm run build, into a folder of its own: a fault in the types of what is built ends it there, too.
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist'));
  run('--import', 'tsx', 'scripts/copy-assets.ts', join(folder, 'dist'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a compiled program as the image does: in production, away from the sources, without a TypeScript loader. */
function start(program: string) {
  return spawn(process.execPath, ['--enable-source-maps', `dist/${program}`], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

it('the compiled server starts, answers from the sample, and ends when told to', async () => {
  const server = start('src/main.js');
  try {
    const url = await listeningAddress(server.stdout);
    for (const route of ['/livez', '/readyz', '/metrics'])
      expect((await fetch(new URL(route, url))).status, route).toBe(200);
    const query = '{ topPerformers(campaignId: "summer-glow-2026", limit: 3) { rank } }';
    const answer = await fetch(new URL('/graphql', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await answer.json()).toEqual({ data: { topPerformers: [{ rank: 1 }, { rank: 2 }, { rank: 3 }] } });
  } finally {
    server.kill('SIGTERM');
  }
  expect(await once(server, 'exit')).toEqual([0, null]);
});

it('the compiled migration of the Kubernetes Job ends with success', async () => {
  expect(await once(start('scripts/migrate.js'), 'exit')).toEqual([0, null]);
});

async function listeningAddress(log: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: log })) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url !== undefined) {
      log.resume();
      return url;
    }
  }
  throw new Error('the server ended without saying where it listens');
}
