import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAllMetrics } from './all-metrics.ts';
import { ROOT } from './deploy/manifests.ts';

it('docs/operations.md lists every metric of the server with its meaning, and no other', async () => {
  const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(marquee_\w+)` \|[^|]*\| (.+) \|$/gm)].map(([, name, help]) => [
    name,
    help,
  ]);
  const { text } = await createAllMetrics().metrics.render();
  const counted = [...text.matchAll(/^# HELP (marquee_\w+) (.+)$/gm)].map(([, name, help]) => [name, help]);
  expect(listed).toEqual(counted);
});
