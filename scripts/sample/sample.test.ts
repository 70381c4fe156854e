import { readFile } from 'node:fs/promises';
import { parseString } from 'fast-csv';
import { expect, it } from 'vitest';
import { CAMPAIGNS } from './campaigns.ts';
import { COLUMNS, inventPosts, type SampleRow } from './posts.ts';
import { createDice } from './random.ts';
import { SAMPLE, writeSample } from './sample.ts';

const committed = () => readFile(new URL('../../data/performance.csv', import.meta.url));

const interactions = (row: SampleRow) => Number(row.likes) + Number(row.comments) + Number(row.shares);

it('writes the same bytes again: those that are committed', async () => {
  const written = await writeSample();
  expect(written.equals(await committed()), 'data/performance.csv is stale: npm run sample').toBe(true);
});

it('has a line for every row, and is between 1 and 2 MB long', async () => {
  const bytes = await committed();
  expect(bytes.filter((byte) => byte === '\n'.charCodeAt(0))).toHaveLength(SAMPLE.rows + 1);
  expect(bytes.length).toBeGreaterThan(1e6);
  expect(bytes.length).toBeLessThan(2e6);
});

it('holds one row in a hundred that is spoilt, and leaves the others as any parser reads them', async () => {
  const clean = new Set<string>();
  for (const row of inventPosts(createDice(0.2026), SAMPLE.rows))
    clean.add(Object.values(row).join('\u001f'));
  let kept = 0;
  for (const line of (await committed()).toString().split('\n').slice(1, -1)) {
    const row = await parseLine(line);
    if (row !== undefined && clean.has(row.join('\u001f'))) kept += 1;
  }
  expect(kept).toBe(SAMPLE.rows - 10 * SAMPLE.spoiltByFault);
});

it('is worth looking at: twelve campaigns, lucky small posts, solid large ones, a long tail', () => {
  const rows = inventPosts(createDice(0.2026), SAMPLE.rows);
  expect(rows).toHaveLength(SAMPLE.rows);
  expect(new Set(rows.map((row) => row.post_id)).size).toBe(SAMPLE.rows);
  expect(rows.every((row) => BigInt(row.post_id) > BigInt(Number.MAX_SAFE_INTEGER))).toBe(true);
  expect(rows.every((row) => interactions(row) <= Number(row.views))).toBe(true);
  expect(new Set(rows.map((row) => row.influencer_id)).size).toBeGreaterThan(580);
  for (const campaign of CAMPAIGNS) {
    const posts = rows.filter((row) => row.campaign_id === campaign.id);
    const views = posts.map((row) => Number(row.views)).sort((one, other) => one - other);
    const [median = 0, largest = 0] = [views[views.length >> 1], views.at(-1)];
    expect(posts.some((row) => Number(row.views) <= 20 && interactions(row) === Number(row.views))).toBe(
      true,
    );
    expect(largest / median, `${campaign.id} has a long tail`).toBeGreaterThan(30);
  }
});

/** The line's fields, or undefined where the line is not CSV. Without a quotation mark, every parser splits it alike. */
async function parseLine(line: string): Promise<string[] | undefined> {
  if (!line.includes('"')) {
    const fields = line.split(',');
    return fields.length === COLUMNS.length ? fields : undefined;
  }
  return new Promise((resolve) => {
    let row: string[] | undefined;
    parseString<string[], string[]>(line)
      .on('error', () => resolve(undefined))
      .on('data', (read) => {
        row = read;
      })
      .on('end', () => resolve(row?.length === COLUMNS.length ? row : undefined));
  });
}
