import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';

/** How the first programs of docs/graph.md are run, by what they are written in. Relay's goes through its build instead. */
const RUNNERS: Readonly<Record<string, string>> = { js: process.execPath, sh: 'sh', py: 'python3' };

const PROGRAMS = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => !path.includes('node_modules') && /\/first-query\.(js|sh|py)$/.test(path))
  .map((path) => ({ path, runner: RUNNERS[path.split('.').at(-1) ?? ''] ?? '' }));

describe('the first query of docs/graph.md', () => {
  let best: string[];
  beforeAll(async () => {
    const query = '{ topPerformers(campaignId: "summer-glow-2026", limit: 3) { influencerId } }';
    const response = await fetch(`${inject('url')}?${new URLSearchParams({ query })}`);
    const { data } = await response.json();
    best = data.topPerformers.map(({ influencerId }: { influencerId: string }) => influencerId);
    expect(best).toHaveLength(3);
  });

  it.each(PROGRAMS)('runs as it stands there: $path', ({ path, runner }) => {
    const { error, status, stdout, stderr } = spawnSync(runner, [join(import.meta.dirname, path)], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, MARQUEE_URL: inject('url') },
    });
    expect({ error, status, stderr }).toEqual({ error: undefined, status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(best.join('.*'), 's'));
  });

  it('runs as it stands there, built by Relay', async () => {
    const printed = vi.spyOn(console, 'log').mockReturnValue();
    await import('./relay/first-query.ts');
    expect(printed.mock.calls.map(([, influencerId]) => influencerId)).toEqual(best);
    printed.mockRestore();
  });
});
